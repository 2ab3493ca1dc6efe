// A small client of the W3C WebDriver protocol, for engines that Playwright cannot drive. Elements are found by role and
// accessible name, and both are the browser's own words (computed role and label).
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { until } from '../../e2e/support/wait.mjs';

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** Where an element of a role can be; the browser says of each what it is. */
const CANDIDATES = /** @type {Record<string, string>} */ ({
  heading: 'h1, h2, h3', link: 'a[href]', button: 'button', textbox: 'input, textarea', radio: 'input[type=radio]',
  checkbox: 'input[type=checkbox]',
});

async function freePort() {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {net.AddressInfo} */ (server.address());
  server.close();
  await once(server, 'close');
  return port;
}

export class Session {
  /** @param {string} base @param {import('node:child_process').ChildProcess} driver */
  constructor(base, driver) {
    this.base = base;
    this.driver = driver;
  }

  /**
   * @param {string} driver path of the WebDriver program
   * @param {Record<string, unknown>} capabilities
   */
  static async open(driver, capabilities) {
    const port = await freePort();
    const child = spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore' });
    const session = new Session(`http://127.0.0.1:${port}`, child);
    await until(() => session.call('GET', '/status').then(() => true, () => false), 'the driver listens');
    const { sessionId } = await session.call('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
    session.base += `/session/${sessionId}`;
    return session;
  }

  async close() {
    await this.call('DELETE', '').catch(() => undefined);
    const gone = once(this.driver, 'exit');
    this.driver.kill();
    await gone;
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @returns {Promise<any>} */
  async call(method, path, body) {
    const answer = await fetch(this.base + path, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    const { value } = /** @type {{value: any}} */ (await answer.json());
    if (!answer.ok) throw new Error(`${method} ${path}: ${value?.error} ${value?.message}`);
    return value;
  }

  /** @param {string} url */
  async goTo(url) {
    await this.call('POST', '/url', { url });
    await until(() => this.run('return document.documentElement.classList.contains("live")'), 'the portal starts');
  }

  /** @param {string} script a function's body @param {...unknown} args */
  run(script, ...args) {
    return this.call('POST', '/execute/sync', { script, args });
  }

  /** What the browser calls the role in question. @param {string} id @param {string} role @param {string} name */
  async is(id, role, name) {
    const [computedRole, label] = await Promise.all([
      this.call('GET', `/element/${id}/computedrole`), this.call('GET', `/element/${id}/computedlabel`),
    ]);
    return computedRole.toLowerCase() === role && label.startsWith(name);
  }

  /** Waits for what has the role, and a name that begins so. @param {string} role @param {string} name @returns {Promise<string>} */
  find(role, name) {
    return until(async () => {
      // Those that cannot be it are left out before the browser is asked about each.
      const likely = await this.run(`return [...document.querySelectorAll(arguments[0])].filter((one) =>
        [one.getAttribute('aria-label'), one.textContent, ...[...(one.labels ?? [])].map((label) => label.textContent)]
          .some((words) => words?.includes(arguments[1])))`, CANDIDATES[role], name);
      for (const element of likely)
        if (await this.is(element[ELEMENT], role, name).catch(() => false)) return element[ELEMENT];
      return undefined;
    }, `${role} “${name}”`);
  }

  /** @param {string} role @param {string} name */
  async click(role, name) {
    await this.call('POST', `/element/${await this.find(role, name)}/click`, {});
  }

  /** Types into a field and reads it back. @param {string} name @param {string} text */
  async fill(name, text) {
    const id = await this.find('textbox', name);
    await this.call('POST', `/element/${id}/value`, { text });
    assert.equal(await this.call('GET', `/element/${id}/property/value`), text, `what was typed into ${name}`);
  }

  /** The text of what carries a label. @param {string} label @returns {Promise<string>} */
  textOf(label) {
    return until(() => this.run(`return [...document.querySelectorAll('output')].find((one) =>
      [...one.labels].some((words) => words.textContent === arguments[0]))?.textContent`, label), `“${label}”`);
  }
}
