// A person who only hears: a virtual screen reader inside the page, moved forwards phrase by phrase.
import assert from 'node:assert/strict';
import path from 'node:path';
import { build } from 'esbuild';
import { ROOT } from './server.mjs';

/** @typedef {import('playwright-core').Page} Page */

/** @type {Promise<string> | undefined} */
let bundled;

/** The reader as one plain script; it is an ES module, which the page's security policy would not let in. */
function readerScript() {
  bundled ??= build({
    entryPoints: [path.join(ROOT, 'node_modules/@guidepup/virtual-screen-reader/lib/esm/index.browser.js')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: '__reader',
    logLevel: 'error',
  }).then((result) => result.outputFiles[0].text);
  return bundled;
}

export class Listener {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
    /** Everything that was spoken, for the message of a failure. @type {string[]} */
    this.heard = [];
  }

  /** Puts the reader into the page; again after every reload. */
  async start() {
    // Scripts sent by the debugger are not bound by the page's content security policy.
    await this.page.evaluate(`${await readerScript()}; globalThis.__reader = __reader; undefined`);
    await this.page.evaluate(() => /** @type {any} */ (globalThis).__reader.virtual.start({ container: document.body }));
  }

  async stop() {
    await this.page.evaluate(() => /** @type {any} */ (globalThis).__reader.virtual.stop());
  }

  /**
   * Moves on until something is spoken that fits; a whole round without it fails.
   * @param {RegExp} wanted
   * @param {'next' | 'previous'} [way]
   * @returns {Promise<string>} the phrase
   */
  async hear(wanted, way = 'next') {
    const { found, phrases } = await this.page.evaluate(async ([source, direction]) => {
      const { virtual } = /** @type {any} */ (globalThis).__reader;
      const pattern = new RegExp(source);
      /** @type {string[]} */
      const spoken = [];
      for (let moves = 0; moves < 160; ++moves) {
        await virtual[direction]();
        const phrase = await virtual.lastSpokenPhrase();
        spoken.push(phrase);
        if (pattern.test(phrase)) return { found: phrase, phrases: spoken };
        // A person is slower than this loop: what is still loading has a moment at the end of each round.
        if (phrase === 'end of document' || phrase === 'document') await new Promise((resolve) => setTimeout(resolve, 300));
      }
      return { found: '', phrases: spoken };
    }, [wanted.source, way]);
    this.heard.push(...phrases);
    assert.ok(found, `${wanted} was not spoken. Heard:\n${phrases.join('\n')}`);
    return found;
  }

  /** Waits until a phrase of the live regions, or the focus's own, is spoken by itself. @param {RegExp} wanted */
  async hearBySelf(wanted) {
    const found = await this.page.evaluate(async (source) => {
      const { virtual } = /** @type {any} */ (globalThis).__reader;
      const pattern = new RegExp(source);
      for (let tries = 0; tries < 400; ++tries) {
        const log = await virtual.spokenPhraseLog();
        if (log.some((/** @type {string} */ phrase) => pattern.test(phrase))) return true;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return (await virtual.spokenPhraseLog()).slice(-20);
    }, wanted.source);
    assert.equal(found, true, `${wanted} was not spoken by itself`);
    await this.page.evaluate(() => /** @type {any} */ (globalThis).__reader.virtual.clearSpokenPhraseLog());
  }

  /** Does what Enter or a double tap does where the reader is. */
  async act() {
    await this.page.evaluate(() => /** @type {any} */ (globalThis).__reader.virtual.act());
  }

  /** Types where the reader is. @param {string} text */
  async type(text) {
    await this.page.evaluate((words) => /** @type {any} */ (globalThis).__reader.virtual.type(words), text);
  }
}
