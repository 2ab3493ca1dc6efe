import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createChooser } from '../../web/bridges/photos/chooser.mjs';
import { MAX_EDGE, MAX_SOURCE_BYTES, createPhotos, fit } from '../../web/bridges/photos/photos.mjs';
import { faultOf } from '../../web/bridges/photos/readability.mjs';
import { sniff } from '../../web/bridges/photos/sniff.mjs';

/** @typedef {import('../../web/bridges/common/types.mjs').Answer} Answer */

const JPEG = [0xff, 0xd8, 0xff, 0xe0];
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** @param {string} text */
const ascii = (text) => [...text].map((character) => character.charCodeAt(0));

test('A picture is known by its content, whatever it is called', () => {
  /** @type {[number[], string | null][]} */
  const samples = [
    [JPEG, 'image/jpeg'],
    [PNG, 'image/png'],
    [ascii('RIFF....WEBPVP8 '), 'image/webp'],
    [ascii('GIF89a'), 'image/gif'],
    [ascii('....ftypheic'), 'image/heic'],
    [ascii('....ftypavif'), 'image/avif'],
    [ascii('RIFF....WAVE'), null],
    [ascii('....ftypmp42'), null],
    [ascii('<svg xmlns='), null],
    [ascii('%PDF-1.7'), null],
    [ascii('MZ'), null],
    [[], null],
    [PNG.slice(0, 7), null],
  ];
  for (const [bytes, type] of samples) assert.equal(sniff(new Uint8Array(bytes)), type, String(bytes));
});

test('Large pictures are made small in proportion, small ones stay', () => {
  assert.deepEqual(fit(4000, 3000, MAX_EDGE), { width: 1600, height: 1200 });
  assert.deepEqual(fit(3000, 4000, MAX_EDGE), { width: 1200, height: 1600 });
  assert.deepEqual(fit(800, 600, MAX_EDGE), { width: 800, height: 600 });
  assert.deepEqual(fit(100_000, 10, MAX_EDGE), { width: 1600, height: 1 });
});

/** @param {string} name @param {number[]} bytes @param {number} [size] */
function file(name, bytes, size) {
  const made = new File([new Uint8Array(bytes)], name);
  if (size) Object.defineProperty(made, 'size', { value: size });
  return made;
}

/**
 * Pixels of a printed page: dark strokes on paper; `light` of the paper, `soft` pixels over which a stroke fades.
 * @param {number} width @param {number} height @param {{light?: number, soft?: number}} [how]
 */
function sheet(width, height, { light = 230, soft = 1 } = {}) {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; ++i) {
    const wave = Math.sin((i % width) * Math.PI / (4 * soft));
    data.fill(soft > 1 ? light * (0.75 + 0.25 * wave) : wave > 0 ? light : light * 0.3, i * 4, i * 4 + 3);
    data[i * 4 + 3] = 255;
  }
  return { data, width, height };
}

test('A page that nobody could read is noticed: too dark, blurred; a good one is let be', () => {
  assert.equal(faultOf(sheet(128, 96)), '');
  assert.equal(faultOf(sheet(128, 96, { light: 60 })), 'dark');
  assert.equal(faultOf(sheet(128, 96, { soft: 8 })), 'blurred');
});

test('A photo that is too small, too dark or blurred says so; it is taken all the same', async () => {
  for (const [given, fault] of /** @type {[Record<string, any>, string][]} */ ([
    [{ bitmap: { width: 500, height: 300 } }, 'small'],
    [{ pixels: sheet(64, 64, { light: 50 }) }, 'dark'],
    [{ pixels: sheet(64, 64, { soft: 8 }) }, 'blurred'],
  ])) {
    const answers = await take(workshop(given), [file('a.jpg', JPEG)], 6);
    assert.equal(answers[1].meta?.state, 'ready');
    assert.equal(answers[1].meta?.fault, fault);
  }
});

test('A turned photo is another one, with its sides exchanged; the old one stays until it is dropped', async () => {
  const shop = workshop();
  await take(shop, [file('a.jpg', JPEG)], 6);
  /** @type {Answer[]} */
  const answers = [];
  await shop.photos.edit('id-1', '', (answer) => answers.push(answer));
  assert.deepEqual(answers.map((answer) => answer.meta?.state), ['working', 'ready', undefined]);
  assert.equal(answers[1].meta?.local_id, 'id-2');
  assert.deepEqual([answers[1].meta?.width, answers[1].meta?.height], [1200, 1600]);
  assert.ok(shop.drawn.includes('turned 1.57'));
  assert.deepEqual([...shop.kept.keys()], ['id-1', 'id-2']);
  await shop.photos.edit('id-9', '', (answer) => answers.push(answer));
  assert.equal(answers[3].meta?.error, 'unreadable');
});

/** @param {Record<string, any>} [given] */
function workshop(given = {}) {
  let count = 0;
  /** @type {Map<string, Blob>} */
  const kept = new Map();
  /** @type {string[]} */
  const drawn = [];
  const photos = createPhotos(/** @type {any} */ ({
    createImageBitmap: async (/** @type {File} */ source, /** @type {any} */ options) => {
      assert.equal(options.imageOrientation, 'from-image');
      if (source.name?.startsWith('damaged')) throw new Error('cannot decode');
      return { width: 4000, height: 3000, ...given.bitmap, close: () => drawn.push('closed') };
    },
    newId: () => `id-${++count}`,
    createCanvas: (/** @type {number} */ width, /** @type {number} */ height) => ({
      getContext: () => ({
        fillRect: () => drawn.push('ground'),
        drawImage: () => drawn.push(`${width}x${height}`),
        translate: () => drawn.push('moved'),
        rotate: (/** @type {number} */ angle) => drawn.push(`turned ${angle.toFixed(2)}`),
        getImageData: () => given.pixels ?? sheet(64, 64),
      }),
      convertToBlob: async (/** @type {any} */ options) => {
        assert.deepEqual(options, { type: 'image/jpeg', quality: 0.82 });
        return new Blob(['small'], { type: 'image/jpeg' });
      },
    }),
  }), {
    putPhoto: async (id, blob) => { kept.set(id, blob); return given.storage ?? ''; },
    dropPhoto: async (id) => { kept.delete(id); },
    photo: async (id) => kept.get(id) ?? null,
  });
  const chooser = createChooser(given.document, given.load ?? (async () => photos), (run) => { setTimeout(run, 0); });
  return { photos, chooser, kept, drawn };
}

/** @param {ReturnType<typeof workshop>} shop @param {File[]} files @param {number} room @returns {Promise<Answer[]>} */
function take(shop, files, room) {
  return new Promise((resolve) => {
    /** @type {Answer[]} */
    const answers = [];
    shop.photos.take(files, room, (answer) => {
      answers.push(answer);
      if (!answer.more) resolve(answers);
    });
  });
}

test('A refused file says why and the others stay', async () => {
  const shop = workshop();
  const answers = await take(shop, [
    file('a.jpg', JPEG), file('letter.jpg', ascii('%PDF-1.7')), file('damaged.jpg', JPEG),
    file('huge.jpg', JPEG, MAX_SOURCE_BYTES + 1), file('b.png', PNG),
  ], 6);
  const outcome = Object.fromEntries(answers
    .filter((answer) => answer.meta?.state !== 'working' && answer.more)
    .map((answer) => [answer.meta?.name, answer.meta?.error ?? 'ready']));
  assert.deepEqual(outcome, {
    'a.jpg': 'ready', 'letter.jpg': 'pdf_not_here', 'damaged.jpg': 'unreadable', 'huge.jpg': 'too_large', 'b.png': 'ready',
  });
  assert.deepEqual([...shop.kept.keys()], ['id-1', 'id-5']);
  assert.deepEqual(answers.slice(0, 5).map((answer) => answer.meta?.state), Array(5).fill('working'));
  const ready = answers.find((answer) => answer.meta?.name === 'a.jpg' && answer.meta.state === 'ready');
  assert.deepEqual(ready?.meta, {
    state: 'ready', local_id: 'id-1', name: 'a.jpg', width: 1600, height: 1200, bytes: 5, fault: '', stored: '',
  });
  assert.equal(shop.drawn.filter((what) => what === 'closed').length, 2);
});

/** The head of a picture that says it has so many pixels. @param {number} width @param {number} height */
const pngOf = (width, height) => [...PNG, 0, 0, 0, 13, ...ascii('IHDR'), ...big(width, 4), ...big(height, 4)];
/** @param {number} width @param {number} height */
const jpegOf = (width, height) =>
  [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xc2, 0, 11, 8, ...big(height, 2), ...big(width, 2), 1, 0, 0];
/** @param {number} value @param {number} bytes */
const big = (value, bytes) => Array.from({ length: bytes }, (_, at) => (value >> (8 * (bytes - 1 - at))) & 0xff);

test('Each kind of file that cannot be taken has a reason of its own, whatever it is called', async () => {
  const reasons = /** @type {[number[], string, string][]} */ ([
    [[], 'empty', 'damaged'],
    [ascii('....ftypheic'), 'heic', 'damaged'],
    [ascii('....ftypmif1'), 'heic', 'damaged'],
    [JPEG, 'unreadable', 'damaged'],
    [jpegOf(4000, 3000), 'unreadable', 'damaged'],
    [jpegOf(16320, 12240), 'too_large', 'damaged'], // a phone of much memory can, this one could not
    [pngOf(20_000, 20_000), 'too_large', ''], // nothing tries
    [jpegOf(40_000, 20_000), 'too_large', ''],
    [ascii('PK..word'), 'not_image', ''],
    [ascii('<svg xmlns='), 'not_image', ''],
    [pdf('1 0 obj << /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >> endobj'), 'pdf_active', ''],
    [pdf('1 0 obj << /Names << /EmbeddedFiles 5 0 R >> >> endobj'), 'pdf_active', ''],
    [pdf('1 0 obj << /S/Launch/F(a.exe) >> endobj'), 'pdf_active', ''],
    [pdf('1 0 obj << /Encrypt 9 0 R >> endobj'), 'pdf_locked', ''],
    [pdf().slice(0, -30), 'pdf_cut', ''],
  ]);
  for (const name of ['照片.jpg', '合同.pdf', '.png', 'a'])
    for (const [bytes, reason, begins] of reasons) {
      const shop = workshop();
      const answers = await new Promise((resolve) => {
        /** @type {Answer[]} */
        const all = [];
        shop.photos.take([file(begins + name, bytes)], 6, (answer) => {
          all.push(answer);
          if (!answer.more) resolve(all);
        }, true);
      });
      assert.equal(answers[1].meta?.error, reason, `${name}: ${String.fromCharCode(...bytes.slice(0, 40))}`);
      assert.equal(shop.kept.size, 0, reason);
    }
  // What only has such a word in a name is taken.
  const shop = workshop();
  shop.photos.take([file('a.pdf', pdf('1 0 obj << /Type /Page /JSize 4 /Title (JavaScript) >> endobj'))], 6, () => {}, true);
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  assert.equal(shop.kept.size, 1);
});

test('A page that was reloaded while photos were made small goes on with the originals', async () => {
  const shop = workshop();
  /** @type {(answer: Answer) => void} */
  let reload = () => {};
  const reloaded = new Promise((resolve) => { reload = resolve; });
  // The page is gone when the first one is ready.
  shop.photos.take([file('a.jpg', JPEG), file('b.jpg', JPEG)], 6, (answer) => {
    if (answer.meta?.state === 'ready') reload(answer);
  });
  await reloaded;
  assert.equal((await shop.kept.get('id-2')?.arrayBuffer())?.byteLength, JPEG.length, 'the original of the second is kept');
  /** @type {Answer[]} */
  const answers = [];
  await shop.photos.resume('id-2', 'b.jpg', (answer) => answers.push(answer));
  assert.equal(answers[0].meta?.state, 'ready');
  assert.equal(answers[0].meta?.name, 'b.jpg');
  await shop.photos.resume('id-9', 'gone.jpg', (answer) => answers.push(answer));
  assert.deepEqual(answers[2].meta, { state: 'refused', local_id: 'id-9', name: 'gone.jpg', error: 'unreadable' });
});

test('More photos than there is room for are counted, not taken', async () => {
  const shop = workshop();
  const answers = await take(shop, [file('a.jpg', JPEG), file('b.jpg', JPEG), file('c.jpg', JPEG)], 2);
  assert.deepEqual(answers.at(-1)?.meta, { count: 3, too_many: 1 });
  assert.equal(shop.kept.size, 2);
});

test('A photo that the device has no room for is told', async () => {
  const answers = await take(workshop({ storage: 'full' }), [file('a.jpg', JPEG)], 6);
  assert.equal(answers[1].meta?.stored, 'full');
});

/** A document with just enough of an input. */
function page() {
  /** @type {any[]} */
  const inputs = [];
  const document = {
    body: { append: (/** @type {any} */ input) => inputs.push(input) },
    querySelectorAll: () => inputs.filter((input) => !input.removed),
    createElement: () => ({
      /** @type {Record<string, () => void>} */
      on: {},
      attributes: /** @type {Record<string, string>} */ ({}),
      clicked: 0, removed: false, files: /** @type {File[]} */ ([]),
      setAttribute(/** @type {string} */ name, /** @type {string} */ value) { this.attributes[name] = value; },
      addEventListener(/** @type {string} */ name, /** @type {() => void} */ run) { this.on[name] = run; },
      click() { ++this.clicked; },
      remove() { this.removed = true; },
    }),
  };
  return { document, inputs };
}

test('The chooser opens within the click itself', () => {
  const { document, inputs } = page();
  const shop = workshop({ document });
  shop.chooser.pick(true, 3, false, () => {});
  assert.equal(inputs[0].clicked, 1);
  assert.equal(inputs[0].attributes.capture, 'environment');
  assert.equal(inputs[0].multiple, false);
  shop.chooser.pick(false, 3, false, () => {});
  assert.equal(inputs[1].multiple, true);
  assert.equal(inputs[1].attributes.capture, undefined);
  assert.equal(inputs[0].removed, true);
});

test('Closing the chooser without a choice is an answer', () => {
  const { document, inputs } = page();
  /** @type {Answer[]} */
  const answers = [];
  workshop({ document }).chooser.pick(false, 3, false, (answer) => answers.push(answer));
  inputs[0].on.cancel();
  inputs[0].on.change();
  assert.deepEqual(answers, [{ status: -1, meta: { error: 'cancelled' } }]);
});

test('Dropped and pasted pictures are taken where they are wanted, and never open in the window', async () => {
  /** @type {Record<string, (event: any) => void>} */
  const on = {};
  const document = {
    addEventListener: (/** @type {string} */ name, /** @type {(event: any) => void} */ run) => { on[name] = run; },
  };
  const shop = workshop({ document });
  shop.chooser.listen();
  let prevented = 0;
  const event = (/** @type {File[]} */ files) =>
    ({ preventDefault: () => ++prevented, dataTransfer: { files }, clipboardData: { files } });
  on.drop(event([file('a.jpg', JPEG)]));
  assert.equal(prevented, 1);
  assert.equal(shop.kept.size, 0);
  on.paste(event([]));
  assert.equal(prevented, 1);

  const done = new Promise((resolve) => {
    shop.chooser.accept(6, false, (answer) => { if (answer.meta?.count) resolve(answer.more); });
  });
  on.paste(event([file('a.jpg', JPEG)]));
  assert.equal(await done, true);
  assert.equal(shop.kept.size, 1);
  shop.chooser.accept(-1, false, () => {});
  on.drop(event([file('b.jpg', JPEG)]));
  await new Promise((resolve) => { setTimeout(resolve, 5); });
  assert.equal(shop.kept.size, 1);
});

test('A PDF that is dropped is taken where one may be chosen, and answers whoever was to have it then', async () => {
  /** @type {Record<string, (event: any) => void>} */
  const on = {};
  const document = { addEventListener: (/** @type {string} */ name, /** @type {(event: any) => void} */ run) => { on[name] = run; } };
  const shop = workshop({ document });
  shop.chooser.listen();
  const drop = () => on.drop({ preventDefault: () => {}, dataTransfer: { files: [file('合同.pdf', pdf())] } });
  /** @type {string[]} */
  const told = [];
  /** @param {string} whose */
  const teller = (whose) => (/** @type {import('../../web/bridges/common/types.mjs').Answer} */ { meta }) => {
    if (meta?.state && meta.state !== 'working') told.push(`${whose} ${meta.state} ${meta.error ?? ''}`.trim());
  };
  shop.chooser.accept(6, true, teller('contract'));
  drop();
  // The next page, before the file was looked at.
  shop.chooser.accept(6, false, teller('photo'));
  drop();
  await new Promise((resolve) => { setTimeout(resolve, 30); });
  assert.deepEqual(told.sort(), ['contract ready', 'photo refused pdf_not_here']);
});

test('Photos that were picked before what works on them is there wait for it, also over a network that fails', async () => {
  const { document, inputs } = page();
  let tries = 0;
  const shop = workshop({ document, load: async () => {
    if (++tries < 3) throw new Error('network');
    return shop.photos;
  } });
  const done = new Promise((resolve) => {
    shop.chooser.pick(false, 3, false, (answer) => { if (!answer.more) resolve(answer.meta?.count); });
  });
  inputs[0].files = [file('a.jpg', JPEG)];
  inputs[0].on.change();
  assert.equal(await done, 1);
  assert.equal(tries, 3);
  assert.equal(shop.kept.size, 1);
});

/** A PDF as a program on a computer writes it. @param {string} inner */
const pdf = (inner = '1 0 obj << /Type /Page >> endobj 2 0 obj << /Type /Page >> endobj << /Type /Pages >>') =>
  ascii(`%PDF-1.7\n${inner}\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n`);

test('A PDF is kept as it is where a paper may be one, with its pages', async () => {
  const shop = workshop();
  /** @type {Answer[]} */
  const answers = [];
  await shop.photos.take([file('a.jpg', pdf())], 6, (answer) => answers.push(answer), true);
  const meta = answers.find((answer) => answer.meta?.state === 'ready')?.meta;
  assert.deepEqual([meta?.document, meta?.pages, meta?.width, meta?.bytes], [1, 2, 0, pdf().length]);
  const kept = /** @type {Blob} */ (shop.kept.get(String(meta?.local_id)));
  assert.equal(kept.type, 'application/pdf');
  assert.deepEqual([...new Uint8Array(await kept.arrayBuffer())], pdf());
});

test('A PDF that cannot be used says why before it is sent, and the others stay', async () => {
  for (const [given, error, documents] of /** @type {[File, string, boolean][]} */ ([
    [file('a.pdf', pdf()), 'pdf_not_here', false],
    [file('a.pdf', pdf('trailer << /Encrypt 5 0 R >>')), 'pdf_locked', true],
    [file('a.pdf', pdf().slice(0, -8)), 'pdf_cut', true],
    [file('a.pdf', pdf(), 20 * 1024 * 1024 + 1), 'pdf_too_large', true],
  ])) {
    const shop = workshop();
    /** @type {Answer[]} */
    const answers = [];
    await shop.photos.take([given, file('b.jpg', JPEG)], 6, (answer) => answers.push(answer), documents);
    const refused = answers.filter((answer) => answer.meta?.state === 'refused').map((answer) => answer.meta?.error);
    assert.deepEqual(refused, [error]);
    assert.equal(shop.kept.size, 1);
  }
});

test('A PDF that was chosen before a reload is there after it', async () => {
  const shop = workshop();
  shop.kept.set('p1', new Blob([new Uint8Array(pdf())]));
  /** @type {Answer[]} */
  const answers = [];
  await shop.photos.resume('p1', 'a.pdf', (answer) => answers.push(answer));
  assert.equal(answers[0].meta?.document, 1);
});
