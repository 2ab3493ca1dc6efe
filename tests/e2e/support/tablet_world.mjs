// Where days of a grid worker's tablet (schedules.mjs) are played: a real browser, a real server, and between them a
// proxy; in the evening what the server has is compared with what was done at the doors.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { Api } from './api.mjs';
import { newPerson } from './browser.mjs';
import { byHand } from './by_hand.mjs';
import { drawRarely, makeClockMovable, makeStorageFallible } from './device.mjs';
import { FaultyProxy } from './faulty_proxy.mjs';
import { FiledReader } from './filed.mjs';
import { heading } from './journey.mjs';
import { reckon } from './reckoning.mjs';
import { ROOT, needed, newDataFolder, startServer } from './server.mjs';
import { Day, drained } from './tablet_day.mjs';
import { TABLET, choosePin, untilKept, untilServicesKept } from './tablet.mjs';
import { update } from './versions.mjs';
import { until } from './wait.mjs';

/** @typedef {import('./browser.mjs').Person} Person */
/** @typedef {import('./errands.mjs').Kind} Kind */
/** @typedef {import('./errands.mjs').Recorded} Recorded */
/** @typedef {import('./schedules.mjs').Schedule} Schedule */
/** @typedef {import('./server.mjs').Server} Server */

const run = promisify(execFile);
const SETTINGS = '[limits]\nfilings_per_hour = 0\nuploads_per_hour = 0\n';
/** After so many days the street is again as it was in the first morning: a full one is slow to look at. */
const DAYS_OF_A_STREET = 20;
/** Of a small tablet, which is faster to draw. */
const SMALL = { width: 820, height: 600 };

/** A street behind a proxy, with a grid worker who is signed in and what was recorded of their hands. */
export class TabletWorld {
  #reader = new FiledReader();
  #days = 0;
  /** The last day ended in the middle: what was on its way then may still arrive. */
  #brokenOff = false;
  /** Of one tile, which tells the versions of the portal apart: as it is now, and as it is next. @type {[string, string]} */
  #names = ['我要反映', '我来反映'];
  /** Whom the worker is to visit today. @type {string[]} */
  visits = [];
  /** What was done by hand. */
  recorded = /** @type {Record<Kind, Recorded>} */ ({});
  /** What a test does to a page to see that it is found. @type {(() => void) | undefined} */
  spoilPage;
  /** Identity numbers of whoever is helped by hand count on. */
  #orders = 800;

  /** @param {import('playwright-core').Browser} browser */
  constructor(browser) {
    this.browser = browser;
    this.proxy = new FaultyProxy(() => this.server?.port ?? 0);
  }

  async open() {
    /** The portal as it is now; updates change it. */
    this.web = newDataFolder();
    fs.cpSync(needed('OW_WEB_DIST'), this.web, { recursive: true });
    this.server = /** @type {Server} */ (await startServer(SETTINGS, this.web));
    await this.proxy.listen();
    const { items } = await (await this.#signIn()).call('GET', '/visits');
    this.visits = items.filter((/** @type {any} */ one) => one.kind !== 'verification').map((/** @type {any} */ one) => one.id);
    await this.#lookAtMorning();
    const person = await this.newTablet(false);
    try {
      await untilServicesKept(person.page);
      await person.context.setOffline(true);
      for (const kind of /** @type {Kind[]} */ (['help', 'apply', 'report', 'visit'])) {
        const order = this.newOrder();
        this.recorded[kind] = { order, ...await byHand(person, person.page, kind, `${kind} 手写的一件事`, order) };
      }
      await person.context.setOffline(false);
      const problems = await this.#look(Object.values(this.recorded).map(({ errand }) => errand), await drained(this, person.page), { restored: false, wrong: false, late: false });
      if (problems.length) throw new Error(`what was done by hand: ${problems.join('; ')}`);
    } finally {
      await person.context.close();
    }
    await this.#keepMorning();
    return this;
  }

  async close() {
    this.proxy.close();
    this.#reader.close();
    await this.server?.stop();
    for (const folder of [this.web, this.morning]) if (folder) fs.rmSync(folder, { recursive: true, force: true });
  }

  /** The worker, signed in. @returns {Promise<Api>} */
  #signIn() {
    return until(() => new Api(this.proxy.url).signInStaff('grid').catch(() => null), 'the worker is signed in');
  }

  newOrder() {
    return this.#orders += 2;
  }

  /** The street as it is in every first morning. */
  async #keepMorning() {
    const server = /** @type {Server} */ (this.server);
    await server.kill9();
    this.morning = newDataFolder();
    fs.cpSync(server.data, this.morning, { recursive: true });
    await server.start();
    await this.#lookAtMorning();
  }

  async #lookAtMorning() {
    this.before = await this.#reader.read(String(this.server?.data), []);
  }

  /** @param {string} data a folder that the server gets instead of its own, as it was killed */
  async #moveTo(data) {
    const server = /** @type {Server} */ (this.server);
    const old = server.data;
    server.data = data;
    server.config = path.join(data, 'test.toml');
    fs.writeFileSync(server.config, SETTINGS);
    fs.rmSync(old, { recursive: true, force: true });
    await server.start();
  }

  /** A tablet that has never been used, at the first page of the day and able to open without a network. @param {boolean} pin @returns {Promise<Person>} */
  async newTablet(pin) {
    const person = await newPerson(this.browser, this.proxy.url, { ...TABLET, viewport: SMALL });
    for (const script of [drawRarely, makeClockMovable, makeStorageFallible]) await person.context.addInitScript(script);
    if (this.spoilPage) await person.context.addInitScript(this.spoilPage);
    // Each has a session of its own: too many wrong PINs end it.
    await person.context.addCookies([(await this.#signIn()).asCookie()]);
    await person.open('#/grid');
    await heading(person.page, /^今天走 \d+ 处/).waitFor();
    await untilKept(person.page);
    if (pin) await choosePin(person.page);
    return person;
  }

  /**
   * @param {Schedule} schedule
   * @returns {Promise<{errands: number, problems: string[], restored: boolean}>} what is wrong at its end
   */
  async play(schedule) {
    if (++this.#days % DAYS_OF_A_STREET === 0 || this.#brokenOff) {
      await this.server?.kill9();
      const data = newDataFolder();
      fs.cpSync(String(this.morning), data, { recursive: true });
      await this.#moveTo(data);
    }
    this.#brokenOff = false;
    await this.#lookAtMorning();
    this.proxy.done = [];
    const day = new Day(this, await this.newTablet(schedule.pin), schedule);
    /** @type {string[]} */
    let problems;
    try {
      for (const move of schedule.moves) await day.make(move);
      const page = await day.calmDown();
      const device = await drained(this, page, () => day.usable(page));
      problems = await this.#look(day.errands, device, day);
      problems.push(...day.person.problems);
    } catch (error) {
      problems = [error instanceof Error ? String(error.stack) : String(error)];
      this.#brokenOff = true;
    } finally {
      await day.end();
    }
    return { errands: day.errands.length, problems, restored: day.restored };
  }

  /** @param {import('./errands.mjs').Errand[]} errands @param {import('./reckoning.mjs').Device} device @param {import('./reckoning.mjs').Circumstances} circumstances */
  async #look(errands, device, circumstances) {
    const filed = await this.#reader.read(String(this.server?.data), errands.flatMap(({ pictures }) => pictures));
    return reckon(errands, device, /** @type {import('./filed.mjs').Filed} */ (this.before), filed, circumstances);
  }

  /** What it has now goes into a file. */
  async backUp() {
    const server = /** @type {Server} */ (this.server);
    this.backup = path.join(server.data, 'an-hour-ago');
    for (const file of [this.backup, `${this.backup}.keys`]) fs.rmSync(file, { force: true });
    await run(needed('OW_PYTHON'), ['serve.py', 'backup', this.backup, '--data', server.data], { cwd: ROOT });
  }

  /** As operating.md has it: killed, restored into an empty folder, started there. */
  async restore() {
    await this.server?.kill9();
    const data = newDataFolder();
    await run(needed('OW_PYTHON'), ['serve.py', 'restore', String(this.backup), '--data', data], { cwd: ROOT });
    await this.#moveTo(data);
  }

  /** The portal is another version from now on, for whoever loads it. */
  update() {
    update(String(this.web), ...this.#names);
    this.#names.reverse();
  }
}
