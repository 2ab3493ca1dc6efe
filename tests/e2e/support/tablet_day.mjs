// One day of a grid worker's tablet under way: what is done at the doors and what happens to the device, move by move.
import { untilReady } from './browser.mjs';
import { byHand } from './by_hand.mjs';
import { failStorage, keep, moveClock, openVault, readOutbox, roomOf } from './device.mjs';
import { another } from './errands.mjs';
import { button, heading, signInStaff } from './journey.mjs';
import { KEPT_DAYS } from './schedules.mjs';
import { PIN, unlock } from './tablet.mjs';
import { until } from './wait.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./browser.mjs').Person} Person */
/** @typedef {import('./errands.mjs').Errand} Errand */
/** @typedef {import('./errands.mjs').Kind} Kind */
/** @typedef {import('./schedules.mjs').Move} Move */
/** @typedef {import('./tablet_world.mjs').TabletWorld} TabletWorld */

/** How long a device has to send what waits, once the world is kind again. */
const DRAIN_MS = 180_000;
/** Looked for so often. */
const LOOK_MS = 300;
/** So long a page may take to show what the device has. */
const SHOW_MS = 10_000;
const CRASH_MS = 5_000;
/** So long the browser may take to tell its pages and workers of the network. Milliseconds. */
const NETWORK_MS = 10_000;
/** So often they are told. */
const NETWORK_TRIES = 3;
const DAY_MS = 86_400_000;
const WRONG_PIN = '482914';
/** Bytes beyond what a device uses, when it has no room: what it uses is estimated only. */
const LESS_THAN_USED = -1024 * 1024;
/** So many wrong PINs, and the device opens after a sign-in only. */
const TOO_MANY = 5;
/** At a visit that ends with the first try, and at those that are tried again. */
const LAST = ['helped', 'refused', 'nobody'];
const AGAIN = ['nobody', 'other'];

/**
 * Waits until nothing is on its way any more.
 * @param {TabletWorld} world
 * @param {Page} page at the first page of the day
 * @param {() => Promise<unknown>} [use] what a person does who finds the page locked
 * @returns {Promise<import('./reckoning.mjs').Device>}
 */
export async function drained(world, page, use = async () => {}) {
  const answer = await fetch(`${world.proxy.url}/api/v1/session`);
  const epoch = answer.headers.get('onewindow-epoch') ?? '';
  const end = Date.now() + DRAIN_MS;
  const isThere = (/** @type {any} */ entry) => entry.acknowledged?.epoch === epoch;
  const rows = page.getByRole('list', { name: '待送出' }).getByRole('link');
  let restsSince = 0;
  for (;;) {
    await use();
    const entries = new Map((await readOutbox(page)).entries.map(({ key, text }) => [key, JSON.parse(text)]));
    const waiting = [...entries.values()].filter((entry) => !isThere(entry));
    const now = Date.now();
    restsSince = waiting.every(({ refused }) => refused) ? restsSince || now : 0;
    const isShown = restsSince > 0 && (await rows.count() >= waiting.length || now >= restsSince + SHOW_MS);
    if (isShown || now >= end) {
      return { entries, epoch, shown: await rows.evaluateAll((all) => all.map((one) => String(one.getAttribute('href')))) };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

export class Day {
  /** @type {Errand[]} what the device said that it has */
  errands = [];
  restored = false;
  wrong = false;
  late = false;
  /** Order of what is queued next. */
  #sequence = 1000;
  /** @type {Set<Page>} */
  #frozen = new Set();
  /** @type {((page: Page | null, more?: number) => Promise<void>) | undefined} */
  #leaveRoom;
  #clock = 0;

  /** @param {TabletWorld} world @param {Person} person @param {import('./schedules.mjs').Schedule} schedule */
  constructor(world, person, schedule) {
    this.world = world;
    this.person = person;
    this.schedule = schedule;
    /** @type {Page[]} */
    this.tabs = [person.page];
    person.page.on('crash', () => this.#gone(person.page));
  }

  get #server() {
    return /** @type {import('./server.mjs').Server} */ (this.world.server);
  }

  /** @param {Page} page */
  #gone(page) {
    this.tabs = this.tabs.filter((tab) => tab !== page);
    this.#frozen.delete(page);
  }

  async #openTab() {
    const page = await this.person.newTab();
    page.on('crash', () => this.#gone(page));
    await page.goto(`${this.person.url}/#/grid`);
    this.tabs.push(page);
    await this.usable(page);
    return page;
  }

  /** A tab that a person can use; a new one where there is none. */
  async #tab() {
    const page = this.tabs.find((tab) => !this.#frozen.has(tab)) ?? await this.#openTab();
    await this.usable(page);
    return page;
  }

  /** The PIN is typed where it is asked for. @param {Page} page */
  async usable(page) {
    if (!this.schedule.pin) return untilReady(page);
    for (let tries = 0; ; ++tries) {
      try {
        await until(() => page.evaluate(() => document.querySelector('#lock') !== null || document.documentElement.classList.contains('live')), 'the page is there');
        if (await page.locator('#lock').count()) {
          await unlock(page);
          await page.locator('#lock').waitFor({ state: 'detached' });
        }
        await untilReady(page);
        if (!await page.evaluate(() => 'deviceVault' in window)) await openVault(page, PIN);
        return undefined;
      } catch (error) {
        // Another tab was locked meanwhile, which loads this one anew.
        if (tries === 3) throw error;
      }
    }
  }

  /** @param {Page} page @param {[string, object?][]} commands to the browser about a tab, in one session */
  async #tell(page, ...commands) {
    const cdp = await this.person.context.newCDPSession(page);
    for (const [method, given] of commands) await cdp.send(/** @type {any} */ (method), given);
    await cdp.detach();
  }

  /** @param {Kind} kind @param {number} pictures */
  async #done(kind, pictures) {
    const { visits, recorded } = this.world;
    const at = this.#sequence % visits.length;
    const results = at === 0 ? LAST : AGAIN;
    const door = kind === 'visit' ? { visit: visits[at], result: results[this.#sequence % results.length] } : undefined;
    const { entries, photos, errand } = another(recorded[kind], this.#sequence, pictures, door);
    this.#sequence += entries.length;
    if (await keep(await this.#tab(), entries, photos)) this.errands.push(errand);
  }

  /** On the page, without a network: the worker goes on where there is one again. @param {Kind} kind */
  async #byHand(kind) {
    await this.#leaveRoom?.(null);
    const page = await this.#tab();
    if (kind === 'visit') {
      // Whom to visit is not kept on a tablet without a PIN: it was looked at before the network went.
      await this.#reach();
      await page.evaluate(() => { location.hash = '#/grid'; });
      await heading(page, /^今天走 [1-9]\d* 处/).waitFor();
    }
    await this.#network(false);
    const { errand } = await byHand(this.person, page, kind, `${kind} 手写的 ${this.#sequence} ${Date.now()}`, this.world.newOrder());
    this.errands.push(errand);
    await this.#network(true);
  }

  /** The network comes or goes. @param {boolean} there */
  async #network(there) {
    for (let tries = 0; tries < NETWORK_TRIES; ++tries) {
      // A worker that is stopped just then never answers; the pages were told before it.
      await Promise.race([this.person.context.setOffline(!there), new Promise((resolve) => setTimeout(resolve, NETWORK_MS))]);
      // A frozen tab in the same process takes its own state of the network with it: the others may not have heard.
      const used = this.tabs.filter((tab) => !this.#frozen.has(tab));
      const heard = await Promise.all(used.map((tab) => tab.evaluate(() => navigator.onLine).catch(() => there)));
      if (heard.every((one) => one === there)) return;
      await Promise.race([this.person.context.setOffline(there), new Promise((resolve) => setTimeout(resolve, NETWORK_MS))]);
    }
  }

  /** The server can be reached. */
  async #reach() {
    this.world.proxy.beKind();
    await this.#network(true);
    if (!this.#server.runs) await this.#server.start();
  }

  /** 锁屏, and opened again by somebody who mistypes. @param {number} wrong */
  async #lock(wrong) {
    const page = await this.#tab();
    await page.evaluate(() => { location.hash = '#/grid'; });
    await button(page, '锁屏').click();
    await heading(page, '输入开机密码').waitFor();
    for (let left = TOO_MANY - 1; left >= TOO_MANY - wrong; --left) {
      await unlock(page, WRONG_PIN);
      await page.getByText(left > 0 ? `密码不对，还能试 ${left} 次` : /居民资料已清空/).waitFor();
    }
    if (wrong === TOO_MANY) await this.#signInAgain(page);
    await this.usable(page);
  }

  /** The device opens after a sign-in over the network only. @param {Page} page */
  async #signInAgain(page) {
    await this.#reach();
    await button(page, '去登录').click();
    await heading(page, /登录/).first().waitFor();
    await signInStaff(page, 'grid').catch(() => {});  // it is locked as soon as that is done
    await heading(page, '输入开机密码').waitFor();
  }

  /** @param {number} days off from now on */
  async #setClock(days) {
    // What was acknowledged before is so much older now.
    if (days - this.#clock >= KEPT_DAYS - 1) this.late = true;
    this.#clock = days;
    this.wrong ||= days !== 0;
    await moveClock(await this.#tab(), days * DAY_MS);
  }

  async #thaw() {
    for (const page of this.#frozen) await this.#tell(page, ['Page.setWebLifecycleState', { state: 'active' }]);
    this.#frozen.clear();
  }

  /** @param {Move} move */
  async make(move) {
    const { world, person } = this;
    switch (move.what) {
      case 'done': return this.#done(move.kind, move.pictures);
      case 'by hand': return this.#byHand(move.kind);
      case 'close tab': {
        const page = await this.#tab();
        this.#gone(page);
        return page.close();
      }
      case 'crash tab': {
        const page = await this.#tab();
        const crashed = new Promise((resolve) => page.once('crash', resolve));
        this.#tell(page, ['Page.crash']).catch(() => {});
        // Now and then the browser does not say so.
        await Promise.race([crashed, new Promise((resolve) => setTimeout(resolve, CRASH_MS))]);
        this.#gone(page);
        return page.close();
      }
      case 'open tab': return this.tabs.length < 3 ? void await this.#openTab() : undefined;
      case 'freeze tab': {
        const page = await this.#tab();
        this.#frozen.add(page);
        return this.#tell(page, ['Page.setWebLifecycleState', { state: 'frozen' }]);
      }
      case 'thaw tabs': return this.#thaw();
      case 'kill worker': return this.#tell(await this.#tab(), ['ServiceWorker.enable'], ['ServiceWorker.stopAllWorkers']);
      case 'network off': return this.#network(false);
      case 'network on': return this.#network(true);
      case 'kill server': return this.#server.kill9();
      case 'start server': return this.#server.runs ? undefined : void await this.#server.start();
      case 'back up':
        if (!this.#server.runs) await this.#server.start();
        return world.backUp();
      case 'restore':
        this.restored = true;
        return world.restore();
      case 'answers': return world.proxy.add(move.faults);
      case 'photo answers': return world.proxy.addForPhotos(move.faults);
      case 'reads fail': return failStorage(await this.#tab(), { reads: move.count });
      case 'writes fail': return failStorage(await this.#tab(), { writes: move.count });
      case 'lock': return this.#lock(move.wrong);
      case 'update': return world.update();
      case 'clock': return this.#setClock(move.days);
      case 'no room':
        this.#leaveRoom ??= await roomOf(person.context, person.url);
        return this.#leaveRoom(await this.#tab(), LESS_THAN_USED);
      case 'room': return this.#leaveRoom?.(null);
      case 'wait': return new Promise((resolve) => setTimeout(resolve, move.ms));
    }
  }

  /** The world is kind again, and the person looks at the first page of the day. @returns {Promise<Page>} */
  async calmDown() {
    const { world } = this;
    world.proxy.beKind();
    if (!this.#server.runs) await this.#server.start();
    await this.#leaveRoom?.(null);
    if (this.schedule.ends === 'new tab') {
      for (const tab of this.tabs.splice(0)) await tab.close();
      this.#frozen.clear();
    } else {
      await this.#thaw();
      // The network comes back, if it was away or not: whoever waits for it tries again.
      await this.#network(false);
    }
    await this.#network(true);
    const page = await this.#tab();
    await page.evaluate(() => { location.hash = '#/grid'; });
    await heading(page, /^今天走/).waitFor();
    return page;
  }

  /** What comes next finds the server at work. */
  async end() {
    this.world.proxy.beKind();
    await this.person.context.close();
    if (!this.#server.runs) await this.#server.start();
  }
}
