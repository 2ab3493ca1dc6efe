// What every file of browser tests has: a street of its own (a real server with its own data) and a browser, started
// before its tests and ended after them.
import { after, before } from 'node:test';
import { Api, freshPhone } from './api.mjs';
import { launch, newPerson } from './browser.mjs';
import { startServer } from './server.mjs';

export class Street {
  /** @type {import('./server.mjs').Server | undefined} */
  #server;
  /** @type {import('playwright-core').Browser | undefined} */
  #browser;

  /** @param {string} [settings] of the server, TOML */
  async open(settings) {
    this.#server = await startServer(settings);
    this.#browser = await launch();
  }

  async close() {
    await this.#browser?.close();
    await this.#server?.stop();
  }

  get server() {
    if (!this.#server) throw new Error('the server is there only within the tests');
    return this.#server;
  }

  get browser() {
    if (!this.#browser) throw new Error('the browser is there only within the tests');
    return this.#browser;
  }

  get url() {
    return this.server.url;
  }

  /** Somebody with a browser of their own, who has opened nothing yet. @param {import('playwright-core').BrowserContextOptions} [options] */
  person(options) {
    return newPerson(this.browser, this.url, options);
  }

  /** The same, signed in by the cookie of an account. @param {import('./api.mjs').Api} api @param {import('playwright-core').BrowserContextOptions} [options] */
  async personOf(api, options) {
    const person = await this.person(options);
    await person.context.addCookies([api.asCookie()]);
    return person;
  }
}

/**
 * To be called once, at the top of a file.
 * @param {{settings?: string, prepare?: (street: Street) => Promise<void>}} [options] `prepare`: what the tests find
 *   when they begin
 */
export function useStreet({ settings, prepare } = {}) {
  const street = new Street();
  before(async () => {
    await street.open(settings);
    await prepare?.(street);
  });
  after(() => street.close());
  return street;
}

/**
 * A street in which a resident has filed one appeal. To be called once, at the top of a file.
 * @returns {{street: Street, filed: {api: Api, number: string, code: string}}} `filed`: by whom, and how it is followed;
 *   there within the tests
 */
export function useFiledCase() {
  const filed = { api: /** @type {Api} */ (/** @type {unknown} */ (undefined)), number: '', code: '' };
  const street = useStreet({
    prepare: async ({ url }) => {
      const api = await new Api(url).signIn(freshPhone());
      const answer = await api.file();
      Object.assign(filed, { api, number: answer.case.number, code: answer.query_code });
    },
  });
  return { street, filed };
}
