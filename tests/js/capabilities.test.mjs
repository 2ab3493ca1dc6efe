import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createClipboard } from '../../web/bridges/clipboard/clipboard.mjs';
import { RETRY_MS, createEvents } from '../../web/bridges/events/events.mjs';
import { createGeolocation } from '../../web/bridges/geolocation/geolocation.mjs';
import { createHistory } from '../../web/bridges/history/history.mjs';
import { parseLines, wrap } from '../../web/bridges/history/receipt_image.mjs';
import { newId } from '../../web/bridges/photos/browser.mjs';
import { createAssets, createReader } from '../../web/bridges/platform/platform.mjs';
import { createSettings } from '../../web/bridges/settings/settings.mjs';
import { createAskedSpeech } from '../../web/bridges/speech/asked.mjs';
import { chooseVoice, createSpeech, pieces, spoken } from '../../web/bridges/speech/speech.mjs';
import { createTimer } from '../../web/bridges/timer/timer.mjs';

/** @typedef {import('../../web/bridges/common/types.mjs').Answer} Answer */

// --- position ---

/** @param {any} device @param {boolean} [secure] @returns {Promise<Answer>} */
const locate = (device, secure = true) =>
  new Promise((resolve) => { createGeolocation(device, secure).locate(resolve); });

test('The position comes in degrees with its accuracy', async () => {
  const device = {
    getCurrentPosition: (/** @type {any} */ found) =>
      found({ coords: { longitude: 120.57031234, latitude: 31.3021, accuracy: 12.4 } }),
  };
  assert.deepEqual(await locate(device), { status: 0, meta: { lon: '120.570312', lat: '31.302100', accuracy: 12 } });
});

test('Why there is no position is told apart', async () => {
  const failing = (/** @type {number} */ code) =>
    ({ getCurrentPosition: (/** @type {any} */ _found, /** @type {any} */ failed) => failed({ code }) });
  assert.equal((await locate(failing(1))).meta?.error, 'denied');
  assert.equal((await locate(failing(2))).meta?.error, 'unavailable');
  assert.equal((await locate(failing(3))).meta?.error, 'timeout');
  assert.equal((await locate(failing(99))).meta?.error, 'unavailable');
  assert.equal((await locate(undefined)).meta?.error, 'unsupported');
  assert.equal((await locate(undefined, false)).meta?.error, 'insecure');
});

test('A browser that never answers is waited for half a minute, and its late answer counts no more', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  /** @type {any} */ let found;
  /** @type {any[]} */ const answers = [];
  const device = /** @type {any} */ ({ getCurrentPosition: (/** @type {any} */ then) => { found = then; } });
  createGeolocation(device, true).locate((answer) => answers.push(answer));
  t.mock.timers.tick(29_000);
  assert.equal(answers.length, 0);
  t.mock.timers.tick(2_000);
  assert.equal(answers[0].meta.error, 'timeout');
  found({ coords: { longitude: 120.5, latitude: 31.3, accuracy: 5 } });
  assert.equal(answers.length, 1);
});

// --- reading aloud ---

test('Numbers to call are read digit by digit as on the telephone, what is counted is read as a number', () => {
  const zh = (/** @type {string} */ text) => spoken(text, 'zh-CN');
  assert.equal(zh('着火打 119，报警 110。'), '着火打 幺幺九，报警 幺幺零。');
  assert.equal(zh('政务服务热线 12345'), '政务服务热线 幺二三四五');
  assert.equal(zh('0512-67890123'), '零五幺二，六七八九零幺二三');
  assert.equal(zh('13800000001'), '幺三八，零零零零，零零零幺');
  assert.equal(zh('138****0001'), '幺三八，星星星星，零零零幺');
  for (const counted of ['120 人', '110元', '119件', '12000 平方米', '120000 元', '1200', '110.5', '1,120 户'])
    assert.equal(zh(counted), counted);
  assert.equal(spoken('Call 110 or 12345', 'en'), 'Call 110 or 12345');
});

test('Dates, times and numbers that name something are read as a person says them', () => {
  const zh = (/** @type {string} */ text) => spoken(text, 'zh-CN');
  assert.equal(zh('2026-11-02 提交'), '2026年11月2日 提交');
  assert.equal(zh('明天 14:30 前'), '明天 14点30分 前');
  assert.equal(zh('09:00–17:05'), '9点到17点零5分');
  assert.equal(zh('320505 S 20261121'), '三二零五，零五 S 二零二六，幺幺二幺');
  assert.equal(zh('16:9 和 10:30:15'), '16:9 和 10:30:15', 'a ratio and a stopwatch are no time of day');
  assert.equal(spoken('9:00', 'en'), '9:00');
});

test('Long texts are read in pieces that end where one breathes', () => {
  assert.deepEqual(pieces('您好。办好了吗？\n好了！'), ['您好。', '办好了吗？', '好了！']);
  const long = `${'很'.repeat(90)}，${'长'.repeat(90)}`;
  assert.deepEqual(pieces(long).map((piece) => piece.length), [91, 90]);
  assert.deepEqual(pieces('𠮷'.repeat(250)).map((piece) => [...piece].length), [120, 120, 10]);
  assert.deepEqual(pieces(' \n '), []);
});

test('The voice is Chinese, and one on the device where there is one', () => {
  const voice = (/** @type {string} */ lang, localService = false) =>
    /** @type {SpeechSynthesisVoice} */ ({ lang, localService, default: false, name: lang, voiceURI: lang });
  const voices = [voice('en-US', true), voice('zh-TW', true), voice('zh-CN'), voice('zh_CN', true)];
  assert.equal(chooseVoice(voices, 'zh-CN')?.lang, 'zh_CN');
  assert.equal(chooseVoice(voices.slice(0, 2), 'zh-CN')?.lang, 'zh-TW');
  assert.equal(chooseVoice([voice('cmn-CN')], 'zh-CN')?.lang, 'cmn-CN');
  assert.equal(chooseVoice(voices.slice(0, 1), 'zh-CN'), null);
});

/** A voice that speaks when the test says so. */
function speaker() {
  /** @type {any[]} */
  const spoken = [];
  const synthesis = {
    cancelled: 0,
    cancel() { ++this.cancelled; },
    resume() {},
    getVoices: () => [],
    speak: (/** @type {any} */ utterance) => spoken.push(utterance),
  };
  class Utterance { constructor(/** @type {string} */ text) { this.text = text; } }
  const speech = createSpeech(/** @type {any} */ ({
    speechSynthesis: synthesis, SpeechSynthesisUtterance: Utterance, setTimeout, clearTimeout,
  }));
  return { speech, spoken, synthesis };
}

test('Reading goes on piece by piece to the end', () => {
  const { speech, spoken } = speaker();
  /** @type {Answer[]} */
  const answers = [];
  speech.speak('一。二。', 'zh-CN', 5, (answer) => answers.push(answer));
  assert.equal(spoken.length, 1, 'begins within the click');
  assert.equal(spoken[0].rate, 2);
  spoken[0].onstart();
  spoken[0].onend();
  spoken[1].onstart();
  spoken[1].onend();
  assert.deepEqual(answers, [
    { more: true, meta: { piece: 1, pieces: 2 } },
    { more: true, meta: { piece: 2, pieces: 2 } },
    { status: 0, meta: { finished: 1 } },
  ]);
});

test('Reading stops when told, and when something else is read', () => {
  const { speech, spoken } = speaker();
  /** @type {Answer[]} */
  const answers = [];
  speech.speak('一。二。', 'zh-CN', 1, (answer) => answers.push(answer));
  spoken[0].onstart();
  speech.stop();
  spoken[0].onerror({ error: 'canceled' });
  assert.deepEqual(answers.at(-1), { status: 0, meta: { finished: 0 } });
  assert.equal(answers.length, 2);
  speech.stop();
  assert.equal(spoken.length, 1);
});

test('What is asked for before the reader is there is read once it is, and only the last of it', async () => {
  const { speech, spoken } = speaker();
  /** @type {any[]} */
  const tries = [];
  const asked = createAskedSpeech(/** @type {any} */ ({}), () => new Promise((resolve, reject) => { tries.push({ resolve, reject }); }));
  /** @type {[string, any][]} */
  const told = [];
  const say = (/** @type {string} */ text) => asked.speak(text, 'zh-CN', 1, (answer) => told.push([text, /** @type {any} */ (answer.meta)?.error ?? answer.meta?.finished]));
  say('一。');
  tries[0].reject(new Error('no network'));
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(told, [['一。', 'failed']]);
  say('二。');
  say('三。');
  asked.stop();
  say('四。');
  for (const one of tries.slice(1)) one.resolve({ createSpeech: () => speech });
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(told.slice(1), [['二。', 0], ['三。', 0]]);
  assert.deepEqual(spoken.map((one) => one.text), ['四。']);
  say('五。');
  assert.deepEqual(spoken.map((one) => one.text), ['四。', '五。'], 'begins within the click');
});

test('A device without a voice says so instead of staying silent', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const { speech } = speaker();
    /** @type {Answer[]} */
    const answers = [];
    speech.speak('您好', 'zh-CN', 1, (answer) => answers.push(answer));
    mock.timers.tick(5000);
    assert.deepEqual(answers, [{ status: -1, meta: { error: 'no_voice' } }]);
  } finally {
    mock.timers.reset();
  }
  createSpeech(/** @type {any} */ ({})).speak('x', 'zh-CN', 1,
    (answer) => assert.equal(answer.meta?.error, 'unsupported'));
});

// --- copying ---

/** @param {boolean} works */
const copyDocument = (works) => /** @type {any} */ ({
  activeElement: { focus: () => {} },
  body: { append: () => {} },
  createElement: () => ({ setAttribute: () => {}, select: () => {}, remove: () => {} }),
  execCommand: () => works,
});

test('Copying works the new way, else the old way, else it says so', async () => {
  const copy = (/** @type {any} */ clipboard, /** @type {boolean} */ old) => new Promise((resolve) => {
    createClipboard(clipboard, copyDocument(old)).copy('6K4 M9P', (answer) => resolve(answer.meta?.error ?? 'copied'));
  });
  assert.equal(await copy({ writeText: async () => {} }, false), 'copied');
  assert.equal(await copy({ writeText: async () => { throw new Error('no'); } }, true), 'copied');
  assert.equal(await copy(undefined, true), 'copied');
  assert.equal(await copy(undefined, false), 'refused');
});

// --- live events ---

function stream() {
  /** @type {any[]} */
  const sources = [];
  class Source {
    /** @param {string} url */
    constructor(url) {
      this.url = url;
      this.readyState = 0;
      this.closed = false;
      /** @type {Record<string, (event: any) => void>} */
      this.on = {};
      sources.push(this);
    }
    onopen = () => {};
    onerror = () => {};
    addEventListener(/** @type {string} */ name, /** @type {(event: any) => void} */ run) { this.on[name] = run; }
    close() { this.closed = true; }
  }
  const document = { hidden: false };
  /** @type {{run: () => void, ms: number}[]} */
  const timers = [];
  const events = createEvents(/** @type {any} */ ({
    EventSource: Source, document,
    setTimeout: (/** @type {() => void} */ run, /** @type {number} */ ms) => timers.push({ run, ms }),
    clearTimeout: () => {},
  }));
  /** @type {string[]} */
  const heard = [];
  events.open('/api/v1/events', (answer) => heard.push(String(answer.meta?.event) + (answer.data ?? '')));
  return { events, sources, document, timers, heard };
}

test('Changes of cases are heard while the page is looked at', () => {
  const { events, sources, heard } = stream();
  sources[0].onopen();
  sources[0].on.case({ data: '{"number":"N"}' });
  sources[0].on.queues({ data: '{}' });
  assert.deepEqual(heard, ['opened', 'case{"number":"N"}', 'queues{}']);
  events.open('/api/v1/events', (answer) => heard.push(`again ${answer.meta?.event}`));
  assert.equal(sources.length, 1);
  sources[0].on.queues({ data: '{}' });
  assert.equal(heard.at(-1), 'again queues');
});

test('A hidden page keeps no connection and catches up when it is looked at', () => {
  const { events, sources, document, heard } = stream();
  sources[0].onopen();
  document.hidden = true;
  events.wake();
  assert.ok(sources[0].closed);
  sources[0].onerror();
  document.hidden = false;
  events.wake();
  assert.equal(sources.length, 2);
  sources[1].onopen();
  assert.deepEqual(heard, ['opened', 'opened']);
});

test('A lost connection is told once, and a refused one is tried again no more than once a minute', () => {
  const { sources, timers, heard } = stream();
  sources[0].onopen();
  sources[0].onerror();
  sources[0].onerror();
  assert.deepEqual(heard, ['opened', 'lost']);
  sources[0].readyState = 2;
  sources[0].onerror();
  assert.ok(sources[0].closed);
  assert.equal(timers.at(-1)?.ms, RETRY_MS);
  timers.at(-1)?.run();
  assert.equal(sources.length, 2);
});

test('A closed stream stays closed', () => {
  const { events, sources, document } = stream();
  events.close();
  document.hidden = false;
  events.wake();
  assert.equal(sources.length, 1);
  assert.ok(sources[0].closed);
});

// --- alarms ---

test('An alarm rings once, and setting it again puts it off', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const timer = createTimer((run, ms) => setTimeout(run, ms), (id) => clearTimeout(id));
    /** @type {string[]} */
    const rung = [];
    timer.set(1, 100, () => rung.push('first'));
    timer.set(1, 100, () => rung.push('second'));
    timer.set(2, 50, () => rung.push('other'));
    timer.clear(2);
    timer.clear(9);
    timer.set(3, 1e15, () => rung.push('never'));
    mock.timers.tick(100_000);
    assert.deepEqual(rung, ['second']);
  } finally {
    mock.timers.reset();
  }
});

// --- address ---

/** A window with a history of its own: entries, where one stands, and traversal that is heard of later. */
function browser() {
  /** @type {Record<string, () => void>} */
  const on = {};
  const entries = [{ url: '/?kiosk#/', state: /** @type {any} */ (null) }];
  let at = 0;
  /** @type {(() => void)[]} */
  const later = [];
  /** @type {(() => void)[]} */
  const timers = [];
  const show = () => { window.location.hash = entries[at].url.slice(entries[at].url.indexOf('#')); };
  const window = {
    location: { hash: '#/', pathname: '/', search: '?kiosk', href: '' },
    history: {
      get state() { return entries[at].state; },
      pushState: (/** @type {any} */ state, /** @type {any} */ _t, /** @type {string} */ url) => {
        entries.splice(at + 1, entries.length, { url, state });
        at += 1;
        show();
      },
      replaceState: (/** @type {any} */ state, /** @type {any} */ _t, /** @type {string} */ url) => {
        entries[at] = { url, state };
        show();
      },
      back: () => window.history.go(-1),
      go: (/** @type {number} */ steps) => {
        if (at + steps < 0 || at + steps >= entries.length) return;
        later.push(() => { at += steps; show(); on.popstate(); on.hashchange(); });
      },
    },
    document: { title: '', documentElement: { lang: '' } },
    setTimeout: (/** @type {() => void} */ run) => timers.push(run),
    clearTimeout: (/** @type {number} */ timer) => { timers[timer - 1] = () => {}; },
    addEventListener: (/** @type {string} */ name, /** @type {() => void} */ run) => { on[name] = run; },
  };
  /** The browser's next turn. */
  const turn = () => { for (const run of later.splice(0)) run(); };
  /** Time passes. */
  const wait = () => { for (const run of timers.splice(0)) run(); };
  /** A link is followed. */
  const follow = (/** @type {string} */ hash) => {
    window.history.pushState(null, '', `/?kiosk${hash}`);
    on.popstate();
    on.hashchange();
  };
  const urls = () => entries.map((entry) => entry.url);
  const where = () => at;
  const history = createHistory(/** @type {any} */ (window));
  return { window, on, urls, where, turn, wait, follow, history };
}

const PUSH = 0;
const REPLACE = 1;
const LEAVE = 2;

test('The program changes the address without hearing its own echo', () => {
  const { on, urls, follow, history } = browser();
  /** @type {unknown[]} */
  const heard = [];
  history.listen((answer) => heard.push(answer.data));
  history.navigate('#/mine', PUSH, 1, 1);
  on.popstate();
  on.hashchange();
  assert.deepEqual(heard, []);
  assert.deepEqual(urls(), ['/?kiosk#/', '/?kiosk#/mine']);
  follow('#/help');
  assert.deepEqual(heard, ['#/help']);
});

test('An entry tells where it stands when somebody comes back to it, and a new one tells nothing', () => {
  const { turn, follow, history } = browser();
  /** @type {any[]} */
  const heard = [];
  history.listen((answer) => heard.push(answer.meta));
  history.navigate('#/', REPLACE, 0, 0);
  follow('#/appeals');
  history.navigate('#/appeals', REPLACE, 1, 1);
  history.navigate('#/track', PUSH, 2, 2);
  history.back();
  turn();
  assert.deepEqual(heard, [{ event: 'url' }, { event: 'url', depth: 1, start: 1 }]);
});

test('Back from what follows a form leads to what was before the form', () => {
  const { urls, where, turn, history } = browser();
  /** @type {unknown[]} */
  const heard = [];
  history.listen((answer) => heard.push(answer.data));
  history.navigate('#/', REPLACE, 0, 0);
  history.navigate('#/appeals/new/kind', PUSH, 1, 1);
  history.navigate('#/appeals/new/what', PUSH, 2, 1);
  history.navigate('#/appeals/new/check', PUSH, 3, 1);
  history.navigate('#/appeals/sent/1', LEAVE, 1, 1);
  // Acknowledged before the browser was back at the start.
  history.navigate('#/receipt/1', REPLACE, 1, 1);
  turn();
  assert.deepEqual(urls(), ['/?kiosk#/', '/?kiosk#/receipt/1']);
  assert.equal(where(), 1);
  assert.deepEqual(heard, []);
  history.back();
  turn();
  assert.deepEqual(heard, ['#/']);
});

test('A form that was the first page of the visit is replaced by what follows it', () => {
  const { urls, where, turn, history } = browser();
  history.listen(() => {});
  history.navigate('#/appeals/new/kind', REPLACE, 0, 0);
  history.navigate('#/appeals/new/what', PUSH, 1, 0);
  history.navigate('#/appeals/sent/1', LEAVE, 0, 0);
  turn();
  assert.equal(urls()[where()], '/?kiosk#/appeals/sent/1');
  assert.equal(where(), 0);
});

test('Where the browser cannot go back the page is shown all the same', () => {
  const { urls, where, turn, wait, window, history } = browser();
  history.listen(() => {});
  // A copied tab: the entry says that others are before it, but none is.
  window.history.replaceState({ depth: 5, start: 2 }, '', '/?kiosk#/appeals/new/check');
  history.navigate('#/appeals/sent/1', LEAVE, 2, 2);
  turn();
  wait();
  assert.equal(urls()[where()], '/?kiosk#/appeals/sent/1');
});

test('No link of the program leads elsewhere', () => {
  const { urls, history, window } = browser();
  history.navigate('https://example.org/', PUSH, 1, 1);
  history.navigate('javascript:alert(1)', REPLACE, 0, 0);
  assert.deepEqual(urls(), ['/?kiosk#/']);
  history.dial('0512-6500 0000 转 1;x=javascript:');
  assert.equal(window.location.href, 'tel:0512650000001');
});

test('The receipt picture breaks long lines and keeps every word', () => {
  const context = /** @type {any} */ ({ measureText: (/** @type {string} */ text) => ({ width: text.length * 10 }) });
  const lines = wrap(context, '不用登录，凭这两样就能查进度。', 50);
  assert.ok(lines.every((line) => line.length <= 5));
  assert.equal(lines.join(''), '不用登录，凭这两样就能查进度。');
  assert.deepEqual(parseLines('title\0完成\0script\0x\0note\0'), [{ style: 'title', text: '完成' }, { style: 'note', text: '' }]);
});

// --- settings ---

/** @param {any} storage */
const windowWith = (storage) => /** @type {any} */ ({
  get localStorage() {
    if (storage instanceof Error) throw storage;
    return storage;
  },
  matchMedia: (/** @type {string} */ query) => ({ matches: query.includes('dark') || query.includes('forced') }),
  navigator: { onLine: true },
  location: { hash: '#/track' },
  document: { documentElement: { hasAttribute: () => true } },
});

test('Settings are kept where the browser allows it and work where it does not', () => {
  /** @type {Map<string, string>} */
  const map = new Map();
  const kept = createSettings(windowWith({
    getItem: (/** @type {string} */ key) => map.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => map.set(key, value),
    removeItem: (/** @type {string} */ key) => map.delete(key),
  }));
  kept.save('settings', '{"v":1}');
  assert.equal(kept.load('settings'), '{"v":1}');
  assert.deepEqual([...map.keys()], ['onewindow.settings']);
  /** @type {Answer[]} */
  const answers = [];
  kept.read('settings', (answer) => answers.push(answer));
  kept.read('note.feedback', (answer) => answers.push(answer));
  assert.deepEqual(answers.map(({ data }) => data), ['{"v":1}', '']);
  kept.save('settings', '');
  assert.equal(map.size, 0);

  const refused = createSettings(windowWith(new DOMException('', 'SecurityError')));
  refused.save('settings', 'x');
  assert.equal(refused.load('settings'), 'x');
  refused.save('settings', '');
  assert.equal(refused.load('settings'), '');
});

test('What the program needs to start is there at once', () => {
  /** @type {Answer[]} */
  const answers = [];
  createSettings(windowWith(new Error('no')), 'v1').surroundings((answer) => answers.push(answer));
  assert.deepEqual(answers[0].meta, {
    contrast: 1, dark: 1, motion: 0, online: 1, demo: 1, url: '#/track', settings: '', account: '', version: 'v1',
  });
});

// --- platform ---

test('Local ids are UUIDs of version 4, each its own', () => {
  const ids = new Set(Array.from({ length: 100 }, () => newId(globalThis.crypto)));
  assert.equal(ids.size, 100);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('A text that could not be fetched is fetched again when it is wanted again', async () => {
  let tries = 0;
  const assets = createAssets(async (name) => {
    if (++tries === 1) throw new Error('offline');
    return `text of ${name}`;
  });
  const read = () => new Promise((resolve) => { assets.read('strings/en', (answer) => resolve(answer.data ?? 'failed')); });
  assert.equal(await read(), 'failed');
  assert.equal(await read(), 'text of strings/en');
  assert.equal(await read(), 'text of strings/en');
  assert.equal(tries, 2);
});

test('A page that stands open while the street changes its form finds the new one', async () => {
  /** @type {string[]} */
  const asked = [];
  /** @type {Record<string, string>} */
  const served = {
    '/api/v1/catalogue': '{"hash": "new", "files": {"appeal.json": "/api/v1/catalogue/new/appeal.json"}}',
    '/api/v1/catalogue/new/appeal.json': 'the new form',
    '/en.0123456789.json': 'texts',
  };
  const fetch = /** @type {any} */ (async (/** @type {string} */ address) => {
    asked.push(address);
    return { ok: address in served, status: 404, text: async () => served[address] };
  });
  const read = createReader(fetch, {
    catalogue: { appeal: '/api/v1/catalogue/old/appeal.json' },
    strings: { en: '/en.0123456789.json', 'zh-CN': '/gone.0123456789.json' },
  });
  assert.equal(await read('catalogue/appeal'), 'the new form');
  assert.equal(await read('strings/en'), 'texts');
  await assert.rejects(read('strings/zh-CN'));
  assert.deepEqual(asked, [
    '/api/v1/catalogue/old/appeal.json', '/api/v1/catalogue', '/api/v1/catalogue/new/appeal.json',
    '/en.0123456789.json', '/gone.0123456789.json',
  ]);
});
