import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGlyphs } from '../../web/bridges/glyphs/glyphs.mjs';

/** A canvas whose Chinese font draws everything a square wide, and Arial half of it. */
function fakeDocument() {
  /** @type {{text: string, font: string}[]} */
  const drawn = [];
  const context = {
    font: '',
    clearRect() {},
    /** @param {string} text */
    fillText(text) {
      drawn.push({ text, font: this.font });
    },
    /** @param {number[]} box */
    getImageData: (...box) => ({ data: new Uint8ClampedArray(box[2] * box[3] * 4) }),
    /** @param {string} text */
    measureText(text) {
      const width = this.font.includes('Arial') ? 5 : 10;
      return {
        width: width * text.length,
        actualBoundingBoxLeft: 0,
        actualBoundingBoxRight: width * text.length,
        actualBoundingBoxAscent: 8,
        actualBoundingBoxDescent: 2,
      };
    },
  };
  const canvas = { getContext: () => context, lang: '', width: 0, height: 0 };
  return { document: /** @type {any} */ ({ createElement: () => canvas }), drawn };
}

test('An apostrophe between English letters is as wide as English has it, in Chinese text a square', () => {
  const { document, drawn } = fakeDocument();
  const glyphs = createGlyphs(document, '"Noto Sans CJK SC"', {});
  assert.equal(glyphs.advance(0, 0x2019, '', 16), 10);
  assert.equal(glyphs.advance(0, 0, '\u2019\ufe00', 16), 5);
  // The face in use before does not stay with what is drawn next.
  assert.equal(glyphs.advance(0, 0x2019, '', 16), 10);
  assert.equal(glyphs.raster(1, 0, '\u2019\ufe00', 16).advance, 5);
  assert.deepEqual(drawn.map((one) => one.text), ['\u2019'], 'without the mark that asks for it');
  assert.match(drawn[0].font, /^700 16px Arial.*"Noto Sans CJK SC"$/);
});

test('A run that is no such mark is drawn as it is, in the page\u2019s own font', () => {
  const { document, drawn } = fakeDocument();
  const glyphs = createGlyphs(document, '"Noto Sans CJK SC"', {});
  for (const run of ['\u845b\u{e0101}', '\u2764\ufe0f', '\u182e\u1823']) glyphs.raster(0, 0, run, 16);
  assert.deepEqual(drawn.map((one) => one.text), ['\u845b\u{e0101}', '\u2764\ufe0f', '\u182e\u1823']);
  for (const one of drawn) assert.equal(one.font, '400 16px "Noto Sans CJK SC"');
});
