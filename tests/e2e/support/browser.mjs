// A browser and the people who use it. Every page is watched: an error on the console or a violation of the
// content security policy fails the test that caused it.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';
import { driftFindings } from './drawn.mjs';
import { needed } from './server.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContext} Context */
/** @typedef {import('playwright-core').Browser} Browser */

/** How long a person waits at most; two overloaded cores and software WebGL are slow. */
export const PATIENCE = Number(process.env.OW_E2E_PATIENCE ?? 30_000);

/**
 * @param {string[]} [more] further command line arguments
 * @param {string[]} [args] instead of the usual ones (software WebGL)
 * @returns {Promise<Browser>}
 */
export function launch(more = [], args = (process.env.OW_CHROMIUM_ARGS ?? '').split(' ')) {
  return chromium.launch({ executablePath: needed('OW_CHROMIUM'), args: [...args.filter(Boolean), ...more] });
}

/** What a browser says without anybody's fault: a request that was cut or refused on purpose. */
const NETWORK_NOISE = /^Failed to load resource|^registerOrRemoveHandler/;

export class Person {
  /** @param {Context} context @param {Page} page @param {string} url */
  constructor(context, page, url) {
    this.context = context;
    this.page = page;
    this.url = url;
    /** @type {string[]} */
    this.problems = [];
    this.watch(page);
  }

  /** @param {Page} page */
  watch(page) {
    page.setDefaultTimeout(PATIENCE);
    page.on('console', (message) => {
      if (message.type() !== 'error' || NETWORK_NOISE.test(message.text())) return;
      this.problems.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.problems.push(`uncaught: ${error.stack ?? error.message}`));
  }

  /** A second tab of the same person. */
  async newTab() {
    const page = await this.context.newPage();
    this.watch(page);
    return page;
  }

  /** Opens an address of the portal and waits until it can be used. @param {string} [hash] @param {Page} [page] */
  async open(hash = '', page = this.page) {
    await page.goto(`${this.url}/${hash}`);
    await untilReady(page);
  }

  /** Leaves; what lies over the canvas must be what was drawn to the end. */
  async close() {
    const drift = (await Promise.all(this.context.pages().map((page) => driftFindings(page)))).flat();
    await this.context.close();
    assert.deepEqual(this.problems, [], 'errors on the console or violations of the content security policy');
    assert.deepEqual(drift, [], 'the document is not what was drawn');
  }
}

/** The static shell has given way to the portal. @param {Page} page */
export async function untilReady(page) {
  await page.waitForFunction(() => document.documentElement.classList.contains('live'));
}

/**
 * @param {Browser} browser
 * @param {string} url
 * @param {import('playwright-core').BrowserContextOptions} [options]
 * @returns {Promise<Person>}
 */
export async function newPerson(browser, url, options = {}) {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 800 },
    // What a test holds back or refuses is asked for by the page itself; the worker has its own file, offline.test.mjs.
    serviceWorkers: 'block',
    ...options,
  });
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
  });
  return new Person(context, await context.newPage(), url);
}

/** The phone of touch tests. */
export const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
