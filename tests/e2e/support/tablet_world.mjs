// Plays a schedule (schedules.mjs) on a real browser against a real server, and looks at what became of each filing.
import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Api } from './api.mjs';
import { newPerson, untilReady } from './browser.mjs';
import { failStorage, keep, makeStorageFallible, readOutbox } from './device.mjs';
import { anotherErrand, anotherReport, record, reportByHand, reportedAs } from './errands.mjs';
import { FaultyProxy } from './faulty_proxy.mjs';
import { heading, link, tap } from './journey.mjs';
import { ROOT, needed, newDataFolder, startServer } from './server.mjs';
import { until } from './wait.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./browser.mjs').Person} Person */
/** @typedef {import('./errands.mjs').Filing} Filing */
/** @typedef {import('./errands.mjs').Recorded} Recorded */
/** @typedef {import('./schedules.mjs').Move} Move */
/** @typedef {import('./schedules.mjs').Schedule} Schedule */
/**
 * What the server has, as filed.py tells.
 * @typedef {{cases: {number: string, title: string, description: string, pictures: string[], mandates: string[]}[],
 *   mandates: Record<string, {person: string, evidence: {strokes?: number[][][]}}>, persons: string[],
 *   pictures: string[]}} Filed
 */

const run = promisify(execFile);
/** How long a device has to send what waits, once the world is kind again. */
const DRAIN_MS = 120_000;
const TABLET = {
  viewport: { width: 1024, height: 768 }, hasTouch: true, serviceWorkers: /** @type {const} */ ('allow'),
};
const SETTINGS = '[limits]\nfilings_per_hour = 0\nuploads_per_hour = 0\n';

/** A street behind a proxy, with a grid worker who is signed in and what was recorded of their hands. */
export class TabletWorld {
  /** @param {import('playwright-core').Browser} browser */
  constructor(browser) {
    this.browser = browser;
    this.proxy = new FaultyProxy(() => this.server?.port ?? 0);
  }

  async open() {
    this.server = /** @type {import('./server.mjs').Server} */ (await startServer(SETTINGS));
    await this.proxy.listen();
    this.api = await new Api(this.proxy.url).signInStaff('grid');
    const person = await this.newTablet();
    try {
      await tap(link(person.page, /开始帮办/).first());
      await heading(person.page, '帮办代办', 1).waitFor();
      await person.context.setOffline(true);
      /** @type {Recorded} */
      this.recorded = await record(person, person.page);
      await person.context.setOffline(false);
      const outcome = await this.#drained(person.page);
      const problems = this.#look(this.recorded.filings, outcome, false);
      if (problems.length) throw new Error(`what was filed by hand: ${problems.join('; ')}`);
    } finally {
      await person.context.close();
    }
    return this;
  }

  async close() {
    this.proxy.close();
    await this.server?.stop();
  }

  /** A tablet that has never been used, at the first page of the day and able to open without a network. @returns {Promise<Person>} */
  async newTablet() {
    const person = await newPerson(this.browser, this.proxy.url, TABLET);
    await person.context.addInitScript(makeStorageFallible);
    await person.context.addCookies([/** @type {Api} */ (this.api).asCookie()]);
    await person.open('#/grid');
    await heading(person.page, /^今天走 \d+ 处/).waitFor();
    await until(() => person.page.evaluate(async () => {
      for (const name of await caches.keys()) if (await (await caches.open(name)).match('/')) return true;
      return false;
    }), 'the page is kept on the device');
    return person;
  }

  /**
   * @param {Schedule} schedule
   * @returns {Promise<{filings: number, problems: string[], restored: boolean}>} what is wrong at its end
   */
  async play(schedule) {
    const day = new Day(this, await this.newTablet());
    this.proxy.done = [];
    try {
      for (const move of schedule.moves) await day.make(move);
      const page = await day.calmDown();
      const outcome = await this.#drained(page);
      const problems = this.#look(day.filings, outcome, day.restored);
      problems.push(...day.person.problems);
      return { filings: day.filings.length, problems, restored: day.restored };
    } catch (error) {
      return { filings: day.filings.length, problems: [String(error)], restored: day.restored };
    } finally {
      await day.end();
    }
  }

  /**
   * Waits until nothing is on its way any more.
   * @param {Page} page
   * @returns {Promise<{entries: Map<string, any>, shown: Set<string>, epoch: string}>}
   */
  async #drained(page) {
    const answer = await fetch(`${this.proxy.url}/api/v1/session`);
    const epoch = answer.headers.get('onewindow-epoch') ?? '';
    const read = async () => new Map((await readOutbox(page)).entries.map(({ key, text }) => [key, JSON.parse(text)]));
    const end = Date.now() + DRAIN_MS;
    let entries = await read();
    const isAtRest = (/** @type {any} */ entry) => entry.refused || entry.acknowledged?.epoch === epoch;
    while (![...entries.values()].every(isAtRest) && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      entries = await read();
    }
    const shown = new Set(await page.locator('#mirror a[href*="/sent/"]').evaluateAll((all) =>
      all.map((one) => String(one.getAttribute('href')).replace(/^.*\/sent\//, ''))));
    return { entries, shown, epoch };
  }

  /** @param {string[]} pictures base64 @returns {Filed} `pictures`: the hashes under which the server keeps these */
  #filed(pictures) {
    const { status, stdout, stderr } = spawnSync(needed('OW_PYTHON'), [path.join(import.meta.dirname, 'filed.py'), String(this.server?.data)],
      { encoding: 'utf8', maxBuffer: 1 << 28, input: JSON.stringify(pictures) });
    if (status !== 0) throw new Error(stderr);
    return JSON.parse(stdout);
  }

  /**
   * Whether each filing is on the server exactly once with all its parts, or on the device and shown.
   * @param {Filing[]} filings @param {{entries: Map<string, any>, shown: Set<string>, epoch: string}} device
   * @param {boolean} restored the server has lost what it had, pictures too, which no device keeps after it was acknowledged
   * @returns {string[]}
   */
  #look(filings, { entries, shown, epoch }, restored) {
    const filed = this.#filed(filings.flatMap(({ pictures }) => pictures));
    const hashes = [...filed.pictures];
    /** @type {string[]} */
    const problems = [];
    for (const { words, keys, person, mandate, strokes, pictures: given } of filings) {
      const pictures = hashes.splice(0, given.length);
      const found = filed.cases.filter((one) => one.title === words || one.description === words);
      const waiting = keys.filter((key) => entries.get(key)?.acknowledged?.epoch !== epoch);
      const wrong = (/** @type {string} */ what) => problems.push(`${words}: ${what}`);
      if (found.length > 1) wrong(`filed ${found.length} times`);
      for (const key of waiting) {
        const entry = entries.get(key);
        if (!entry) wrong(`${key} is lost`);
        else if (!shown.has(key)) wrong(`${key} (${entry.act}) waits and is not shown`);
        else if (!restored) wrong(`${key} (${entry.act}) does not go: ${JSON.stringify(entry.error ?? null)}, needs ${entry.depends_on}`);
      }
      if (waiting.includes(keys[keys.length - 1])) continue;  // it waits, and is shown
      if (found.length === 0) {
        wrong('the device says that it is filed, and it is not');
        continue;
      }
      const [one] = found;
      const lost = entries.get(keys[keys.length - 1])?.acknowledged?.pictures_lost ?? 0;
      const missing = pictures.filter((hash) => !one.pictures.includes(hash));
      if (missing.length !== lost || (lost > 0 && !restored)) wrong(`${missing.length} pictures are missing, ${lost} are told`);
      if (one.pictures.length + missing.length !== pictures.length) wrong(`has ${one.pictures.length} pictures of ${given.length}`);
      if (mandate === undefined) continue;
      const there = filed.mandates[mandate];
      if (one.mandates.join() !== mandate) wrong(`filed under ${one.mandates.join()} and not ${mandate}`);
      if (there?.person !== person) wrong('the mandate is of somebody else');
      if (JSON.stringify(there?.evidence.strokes) !== JSON.stringify(strokes)) wrong('the signature is another one');
      if (filed.persons.filter((id) => id === person).length !== 1) wrong('the person is not there');
    }
    return problems;
  }

  /** What it has now goes into a file. */
  async backUp() {
    const server = /** @type {import('./server.mjs').Server} */ (this.server);
    this.backup = path.join(server.data, 'an-hour-ago');
    for (const file of [this.backup, `${this.backup}.keys`]) fs.rmSync(file, { force: true });
    await run(needed('OW_PYTHON'), ['serve.py', 'backup', this.backup, '--data', server.data], { cwd: ROOT });
  }

  /** As operating.md has it: killed, restored into an empty folder, started there. */
  async restore() {
    const server = /** @type {import('./server.mjs').Server} */ (this.server);
    await server.kill9();
    const before = server.data;
    server.data = newDataFolder();
    await run(needed('OW_PYTHON'), ['serve.py', 'restore', String(this.backup), '--data', server.data], { cwd: ROOT });
    server.config = path.join(server.data, 'test.toml');
    fs.writeFileSync(server.config, SETTINGS);
    fs.rmSync(before, { recursive: true, force: true });
    await server.start();
  }
}

/** One schedule under way. */
class Day {
  /** @type {Filing[]} what the device said that it has */
  filings = [];
  restored = false;
  /** Order of what is queued next. */
  #sequence = 1000;
  /** @type {Set<Page>} */
  #frozen = new Set();

  /** @param {TabletWorld} world @param {Person} person */
  constructor(world, person) {
    this.world = world;
    this.person = person;
    /** @type {Page[]} */
    this.tabs = [person.page];
    person.page.on('crash', () => this.#gone(person.page));
  }

  /** @param {Page} page */
  #gone(page) {
    this.tabs = this.tabs.filter((tab) => tab !== page);
  }

  async #openTab() {
    const page = await this.person.newTab();
    page.on('crash', () => this.#gone(page));
    await page.goto(`${this.person.url}/#/grid`);
    await untilReady(page);
    this.tabs.push(page);
    return page;
  }

  /** A tab that a person can use; a new one where there is none. */
  async #tab() {
    return this.tabs.find((tab) => !this.#frozen.has(tab)) ?? this.#openTab();
  }

  /** @param {Page} page @param {[string, object?][]} commands to the browser about a tab, in one session */
  async #tell(page, ...commands) {
    const cdp = await this.person.context.newCDPSession(page);
    for (const [method, given] of commands) await cdp.send(/** @type {any} */ (method), given);
    await cdp.detach();
  }

  /** @param {Move} move */
  async make(move) {
    const { world, person } = this;
    const server = /** @type {import('./server.mjs').Server} */ (world.server);
    const recorded = /** @type {Recorded} */ (world.recorded);
    switch (move.what) {
      case 'report by hand': {
        const words = `手写的一件 ${this.#sequence} ${Date.now()}`;
        const page = await this.#tab();
        await person.context.setOffline(true);
        await reportByHand(page, words);
        this.filings.push((await reportedAs(page, words)).filing);
        await person.context.setOffline(false);
        break;
      }
      case 'help':
      case 'report': {
        const { entries, photos, filing } = move.what === 'help'
          ? anotherErrand(recorded, this.#sequence, move.pictures) : anotherReport(recorded, this.#sequence);
        this.#sequence += entries.length;
        await keep(await this.#tab(), entries, photos);
        this.filings.push(filing);
        break;
      }
      case 'close tab': {
        const page = await this.#tab();
        this.#gone(page);
        await page.close();
        break;
      }
      case 'crash tab': {
        const page = await this.#tab();
        const crashed = new Promise((resolve) => page.once('crash', resolve));
        this.#tell(page, ['Page.crash']).catch(() => {});
        await crashed;
        await page.close();
        break;
      }
      case 'open tab':
        if (this.tabs.length < 2) await this.#openTab();
        break;
      case 'freeze tab': {
        const page = await this.#tab();
        this.#frozen.add(page);
        await this.#tell(page, ['Page.setWebLifecycleState', { state: 'frozen' }]);
        break;
      }
      case 'kill worker': {
        const page = await this.#tab();
        await this.#tell(page, ['ServiceWorker.enable'], ['ServiceWorker.stopAllWorkers']);
        break;
      }
      case 'network off':
        await person.context.setOffline(true);
        break;
      case 'network on':
        await person.context.setOffline(false);
        break;
      case 'kill server':
        await server.kill9();
        break;
      case 'start server':
        if (!server.runs) await server.start();
        break;
      case 'back up':
        if (!server.runs) await server.start();
        await world.backUp();
        break;
      case 'restore':
        await world.restore();
        this.restored = true;
        break;
      case 'answers':
        world.proxy.add(move.faults);
        break;
      case 'reads fail':
        await failStorage(await this.#tab(), { reads: move.count });
        break;
      case 'writes fail':
        await failStorage(await this.#tab(), { writes: move.count });
        break;
      case 'wait':
        await new Promise((resolve) => setTimeout(resolve, move.ms));
    }
  }

  /** The world is kind again, and the person looks at the first page of the day. @returns {Promise<Page>} */
  async calmDown() {
    const { world, person } = this;
    world.proxy.beKind();
    if (!world.server?.runs) await world.server?.start();
    await person.context.setOffline(false);
    for (const tab of this.tabs.splice(0)) await tab.close();
    return this.#openTab();
  }

  /** What comes next finds the server at work. */
  async end() {
    this.world.proxy.beKind();
    await this.person.context.close();
    if (!this.world.server?.runs) await this.world.server?.start();
  }
}
