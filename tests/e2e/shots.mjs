// Pictures of every page × mode × width into build/shots, with index.html as a contact sheet (./dev shots).
// Usage: node tests/e2e/shots.mjs [--mode id]… [--width px]… [--page part of a name]…
import fs from 'node:fs';
import path from 'node:path';
import { Api, residentWithCases } from './support/api.mjs';
import { workerPages } from './support/assisted.mjs';
import { launch, newPerson } from './support/browser.mjs';
import { button, textbox } from './support/journey.mjs';
import { MODES, chooseMode, openFirst, publicPages, residentPages, staffPages, visit } from './support/pages.mjs';
import { ROOT, startServer } from './support/server.mjs';
import { untilDrawn } from './support/wait.mjs';

const HEIGHTS = new Map([[360, 740], [820, 1100], [1280, 800]]);
/** A page longer than this is shown from its top. */
const LONGEST = 1600;
const OUT = path.join(ROOT, 'build/shots');

/** @param {string} name @returns {string[]} every value of a repeatable option */
function option(name) {
  return process.argv.flatMap((word, index) => (word === name ? [process.argv[index + 1]] : []));
}

const widths = option('--width').length ? option('--width').map(Number) : [...HEIGHTS.keys()];
for (const id of option('--mode')) {
  if (!MODES.some((mode) => mode.id === id)) throw new Error(`no mode ${id}; there are ${MODES.map((mode) => mode.id).join(', ')}`);
}
const modes = MODES.filter((mode) => !option('--mode').length || option('--mode').includes(mode.id));
/** @param {string} name */
const wanted = (name) => !option('--page').length || option('--page').some((part) => name.includes(part));

/** @typedef {{file: string, page: string, mode: string, width: number}} Shot */
/** @type {Shot[]} */
const shots = [];
/** @type {string[]} */
const missed = [];

/**
 * @param {import('./support/browser.mjs').Person} person
 * @param {string} name
 * @param {import('./support/pages.mjs').Mode} mode
 */
async function shoot(person, name, mode) {
  const { page } = person;
  for (const width of widths) {
    const least = HEIGHTS.get(width) ?? 800;
    await page.setViewportSize({ width, height: least });
    await untilDrawn(page);
    // So high that nothing has to be scrolled, as one would lay out a paper proof.
    const hidden = await page.evaluate(() => Math.max(0, ...[...document.querySelectorAll('main div')]
      .map((element) => element.scrollHeight - element.clientHeight)));
    if (hidden > 0 && !name.startsWith('workbench')) {
      await page.setViewportSize({ width, height: Math.min(LONGEST, least + hidden) });
      await untilDrawn(page);
    }
    await untilDrawn(page);
    const file = `${name}.${mode.id}.${width}.png`;
    await page.screenshot({ path: path.join(OUT, file) });
    shots.push({ file, page: name, mode: mode.name, width });
  }
  await page.setViewportSize({ width: widths.at(-1) ?? 1280, height: HEIGHTS.get(widths.at(-1) ?? 1280) ?? 800 });
}

/**
 * @param {import('./support/browser.mjs').Person} person
 * @param {import('./support/pages.mjs').Stop[]} stops
 * @param {import('./support/pages.mjs').Mode} mode
 */
async function walk(person, stops, mode) {
  for (const stop of stops) {
    try {
      await stop.go(person);
      if (wanted(stop.name) && !stop.name.endsWith('-closed') && stop.name !== 'discarded') await shoot(person, stop.name, mode);
    } catch (error) {
      missed.push(`${stop.name} (${mode.id}): ${String(error).split('\n')[0]}`);
    }
  }
}

/** The roles whose workbench is shown beside the dispatcher's, with the list that they work from. */
const ROLES = [
  ['handler', 'to_sign', '待签收', '签收'],
  ['grid', 'to_verify', '待核查', '核查通过'],
  ['supervisor', 'overdue', '已超期', ''],
  ['leader', 'all_open', '全部在办', ''],
];

/** @param {string} role @param {string} queue @param {string} word @param {string} action @returns {import('./support/pages.mjs').Stop[]} */
function workbenchOf(role, queue, word, action) {
  const stops = [{
    name: `workbench-${role}`,
    /** @param {import('./support/browser.mjs').Person} person */
    go: async (person) => {
      await visit(person, `#/workbench?queue=${queue}`);
      await openFirst(person, word);
      if (action) await button(person.page, action).waitFor();
    },
  }];
  if (role === 'handler')
    stops.push({
      name: 'workbench-handler-answer',
      go: async (person) => {
        await visit(person, '#/workbench?queue=in_hand');
        await openFirst(person, '办理中');
        await button(person.page, '办结回复').click();
        await textbox(person.page, '答复内容').fill('已更换三盏声控灯，晚上试过，都亮。');
      },
    });
  return stops;
}

/** What waits for the network. @type {import('./support/pages.mjs').Stop} */
const receiptWaiting = {
  name: 'home-offline',
  go: async (person) => {
    await person.context.setOffline(true);
    await visit(person, '#/');
    await person.page.getByText('现在没有网络，写好的内容会存在本机。').waitFor();
  },
};

/**
 * Each family of widgets of the gallery by itself.
 * @param {import('./support/browser.mjs').Person} person
 * @param {import('./support/pages.mjs').Mode} mode
 */
async function walkGallery({ page, url }, mode) {
  await page.goto(`${url}/#/gallery`);
  await untilDrawn(page);
  const names = await page.locator('main section[aria-label], main [role=region]').evaluateAll((regions) =>
    regions.map((region) => region.id));
  for (const width of widths) {
    await page.setViewportSize({ width, height: LONGEST });
    await untilDrawn(page);
    for (const id of names) {
      const region = page.locator(`[id="${id}"]`);
      await region.evaluate((element) => element.scrollIntoView({ block: 'start' }));
      await untilDrawn(page);
      const box = await region.boundingBox();
      if (!box) throw new Error(`gallery: ${id} has no box`);
      const name = `gallery-${await region.getByRole('heading').first().textContent()}`;
      const file = `${name}.${mode.id}.${width}.png`;
      const top = Math.max(0, box.y);
      await page.screenshot({
        path: path.join(OUT, file),
        clip: { x: 0, y: top, width, height: Math.max(1, Math.min(LONGEST - top, box.y + box.height - top)) },
      });
      shots.push({ file, page: name, mode: mode.name, width });
    }
  }
}

function contactSheet() {
  const pages = [...new Set(shots.map((shot) => shot.page))];
  const figure = (/** @type {Shot} */ shot) =>
    `<figure><a href="${shot.file}"><img loading="lazy" src="${shot.file}" alt="${shot.page}, ${shot.mode}, ${shot.width} px"></a><figcaption>${shot.mode} ${shot.width}</figcaption></figure>`;
  const section = (/** @type {string} */ page) =>
    `<section><h2>${page}</h2><div>${shots.filter((shot) => shot.page === page).map(figure).join('')}</div></section>`;
  return `<!doctype html><meta charset="utf-8"><title>OneWindow: ${shots.length} pictures</title><style>
body{font:14px sans-serif;margin:16px;background:#ddd}div{display:flex;gap:12px;align-items:start;overflow:auto}
figure{margin:0}img{height:420px;border:1px solid #999;background:#fff}h2{margin:24px 0 8px}</style>
${pages.map(section).join('\n')}${missed.length ? `<h2>Not reached</h2><pre>${missed.join('\n')}</pre>` : ''}`;
}

const server = await startServer();
const browser = await launch();
try {
  fs.rmSync(OUT, { recursive: true, force: true });
  fs.mkdirSync(OUT, { recursive: true });
  const { api, scene } = await residentWithCases(server.url);
  for (const mode of modes) {
    const guest = await newPerson(browser, server.url);
    await chooseMode(guest, mode);
    await walk(guest, publicPages(), mode);
    await guest.context.close();
    const resident = await newPerson(browser, server.url);
    await resident.context.addCookies([api.asCookie()]);
    await chooseMode(resident, mode);
    await walk(resident, [...residentPages(scene), receiptWaiting], mode);
    await resident.context.close();
    if (wanted('gallery')) {
      const visitor = await newPerson(browser, server.url);
      await chooseMode(visitor, mode);
      await walkGallery(visitor, mode);
      await visitor.context.close();
    }
    for (const [account, stops] of /** @type {[string, import('./support/pages.mjs').Stop[]][]} */ ([
      ['dispatcher', staffPages()],
      ['grid', workerPages()],
      ...ROLES.map(([role, queue, word, action]) => [role, workbenchOf(role, queue, word, action)]),
    ])) {
      const staff = await newPerson(browser, server.url);
      await staff.context.addCookies([(await new Api(server.url).signInStaff(account)).asCookie()]);
      await chooseMode(staff, mode);
      await walk(staff, stops, mode);
      await staff.context.close();
    }
    console.log(`${mode.name}: ${shots.length} pictures so far`);
    fs.writeFileSync(path.join(OUT, 'index.html'), contactSheet());
  }
} finally {
  await browser.close();
  await server.stop();
}
for (const line of missed) console.error(`not reached: ${line}`);
console.log(`${shots.length} pictures: build/shots/index.html`);
process.exitCode = missed.length ? 1 : 0;
