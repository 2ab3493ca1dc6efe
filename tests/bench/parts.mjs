// Runs the parts of a bench one after another. What breaks, takes too long or is cut off from outside is a row that says
// why it was not measured; the parts after it still run, with browsers and servers that live.
import { launch } from '../e2e/support/browser.mjs';

/** @typedef {import('./report.mjs').Row} Row */
/** @typedef {import('./sides.mjs').Side} Side */
/** @typedef {import('playwright-core').Browser} Browser */
/**
 * What a part is given: a browser of its own as often as it asks, and the signal that ends its programs.
 * @typedef {{newBrowser: () => Promise<Browser>, signal: AbortSignal}} Means
 */

/** What `error` says, in one line that a table can hold. @param {unknown} error */
export const inOneLine = (error) => String(error).split('\n')[0].replaceAll('|', '/');

export class Parts {
  /**
   * @param {string[]} only names of the parts to run, none for all
   * @param {number} seconds the longest a part may take
   */
  constructor(only, seconds) {
    this.only = only;
    this.seconds = seconds;
    /** @type {Row[]} */
    this.rows = [];
    /** The signal that ended the run before its time, '' while it goes on. */
    this.ended = '';
    /** @type {(why: string) => void} */
    this.stopPart = () => {};
    for (const name of /** @type {const} */ (['SIGTERM', 'SIGINT', 'SIGHUP']))
      process.once(name, () => {
        this.ended = name;
        this.stopPart(`the run was ended (${name})`);
      });
  }

  /** @param {string} name @param {unknown} error */
  notMeasured(name, error) {
    this.rows.push({ what: name, figure: null, unit: '', note: inOneLine(error) });
  }

  /**
   * @param {string} name
   * @param {(means: Means) => Promise<Row[]> | Row[]} measure
   * @param {Side[]} [sides] the servers it needs; those that died are started again
   */
  async run(name, measure, sides = []) {
    if (this.only.length && !this.only.includes(name)) return;
    if (this.ended) return this.notMeasured(name, `the run was ended (${this.ended})`);
    console.error(`measuring: ${name} …`);
    /** @type {Promise<Browser>[]} */
    const browsers = [];
    const stop = new AbortController();
    /** @type {Promise<never>} */
    const stopped = new Promise((_, reject) => {
      this.stopPart = (why) => {
        reject(why);
        stop.abort();
      };
    });
    const late = setTimeout(() => this.stopPart(`took longer than ${this.seconds} s`), this.seconds * 1000);
    const newBrowser = () => {
      stop.signal.throwIfAborted();
      const browser = launch();
      browsers.push(browser);
      return browser;
    };
    const whole = async () => {
      for (const { server } of sides) if (!server.runs) await server.start();
      return measure({ newBrowser, signal: stop.signal });
    };
    try {
      this.rows.push(...(await Promise.race([whole(), stopped])));
    } catch (error) {
      this.notMeasured(name, error);
    } finally {
      clearTimeout(late);
      await Promise.allSettled(browsers.map(async (browser) => (await browser).close()));
    }
  }
}
