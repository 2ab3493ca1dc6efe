// What a grid worker does at a door, on the page and without a network, and what the device keeps of it.
import { idNumber } from './api.mjs';
import { SERVICE, agree, chooseService, fillAllowance, sayRight, sign } from './assisted.mjs';
import { readOutbox, readPhoto } from './device.mjs';
import { APPEAL, addPhotos, button, heading, radio, tap, textbox } from './journey.mjs';
import { png } from './pictures.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./browser.mjs').Person} Person */
/** @typedef {import('./device.mjs').Entry} Entry */
/** @typedef {import('./errands.mjs').Errand} Errand */
/** @typedef {import('./errands.mjs').Kind} Kind */
/** @typedef {Record<string, any>} Json */

/** Of whoever is helped by hand. */
export const NAME = '示例老人甲';
export const BIRTH = '1940-02-11';
/** By hand, a visit finds nobody at home. */
const RESULT = 'nobody';
const picture = () => [{ name: '照片.png', mimeType: 'image/png', buffer: png(300, 200) }];

/** @param {Page} page @param {string} hash */
const go = (page, hash) => page.evaluate((to) => { location.hash = to; }, hash);

/** 帮办: somebody who is not registered yet, to 办什么. @param {Page} page @param {number} order of the identity number */
async function registerNew(page, order) {
  await go(page, '#/assisted/new');
  await textbox(page, '姓名').fill(NAME);
  await textbox(page, '身份证号').fill(idNumber(BIRTH, order));
  await textbox(page, /^住在哪里/).fill(APPEAL.place);
  await tap(button(page, '登记好了，下一步'));
  await heading(page, '帮办代办 · 办什么', 1).waitFor();
}

/** @param {Page} page */
async function confirm(page) {
  await sayRight(page);
  await tap(button(page, '确认并提交'));
  // Kept it is; a tab that was not told that the network went says that it is on its way.
  await heading(page, /^(已存好，联网自动送出|正在送出)$/, 1).waitFor();
}

/** An appeal with a picture. @param {Person} person @param {Page} page @param {string} words its title @param {number} order */
async function help(person, page, words, order) {
  await registerNew(page, order);
  await tap(button(page, APPEAL.kind));
  await sign(person, page);
  await agree(page);
  await heading(page, '出了什么事？', 1).waitFor();
  await textbox(page, '标题').fill(words);
  await textbox(page, '详细描述').fill(APPEAL.description);
  await tap(button(page, '下一步'));
  await heading(page, '在哪里？', 1).waitFor();
  await addPhotos(page, picture(), tap);
  await button(page, '删除第 1 张照片').waitFor();
  await tap(button(page, '下一步'));
  await heading(page, '实名还是匿名？', 1).waitFor();
  await tap(button(page, '下一步'));
  await confirm(page);
}

/** An application for a service with a paper. @param {Person} person @param {Page} page @param {string} words the bank @param {number} order */
async function apply(person, page, words, order) {
  await registerNew(page, order);
  await chooseService(page, SERVICE);
  await sign(person, page);
  await agree(page);
  await heading(page, '给谁办', 1).waitFor();
  await textbox(page, '联系电话').fill('0512-65000000');
  await tap(button(page, '下一步'));
  await heading(page, '住在哪里', 1).waitFor();
  await textbox(page, '详细地址').fill(APPEAL.place);
  await tap(button(page, '下一步'));
  await fillAllowance(page, words);
  await confirm(page);
}

/** 随手报: picture, kind, place. @param {Person} _ @param {Page} page @param {string} words what was seen */
async function report(_, page, words) {
  await go(page, '#/grid/report');
  await heading(page, '拍照', 1).waitFor();
  await addPhotos(page, picture(), tap);
  await button(page, '删除第 1 张照片').waitFor();
  await tap(button(page, '下一步'));
  await heading(page, '是什么', 1).waitFor();
  await page.getByRole('radio', { name: '其他', exact: true }).check();
  await textbox(page, /^说明/).fill(words);
  await tap(button(page, '下一步'));
  await heading(page, '在哪里', 1).waitFor();
  await textbox(page, '在哪里').fill(APPEAL.place);
  await tap(button(page, '报上去'));
  await heading(page, /^今天走/).waitFor();
}

/** 走访: nobody at home, and a picture of the door. @param {Person} _ @param {Page} page @param {string} words of the note */
async function visit(_, page, words) {
  await go(page, '#/grid');
  await heading(page, /^今天走/).waitFor();
  // One whose last visit has gone out: a visit that waits takes no other.
  await tap(page.getByRole('list', { name: '今天要走访的' }).getByRole('link', { name: / 岁/ }).filter({ hasNotText: '已记下' }).first());
  await heading(page, '走访一处').waitFor();
  await radio(page, '这次怎么样', '没人在家').check();
  await textbox(page, /^说明/).fill(words);
  await addPhotos(page, picture(), tap, '拍照');
  await button(page, '删除第 1 张照片').waitFor();
  await tap(button(page, '记下'));
  await heading(page, /^今天走/).waitFor();
}

const ways = { help, apply, report, visit };

/** The commands of an errand, in the order in which they wait for each other. */
const ACTS = {
  help: ['assist.person', 'assist.mandate', 'filing'],
  apply: ['assist.person', 'assist.mandate', 'filing'],
  report: ['filing'],
  visit: ['visited'],
};

/**
 * One errand by hand, by somebody who has no network.
 * @param {Person} person
 * @param {Page} page
 * @param {Kind} kind
 * @param {string} words found in what it becomes, and in nothing else
 * @param {number} order of the identity number of whoever is helped; no two are alike
 * @returns {Promise<{entries: Entry[], errand: Errand}>} as the device keeps it
 */
export async function byHand(person, page, kind, words, order) {
  const before = new Set((await readOutbox(page)).entries.map(({ key }) => key));
  await ways[kind](person, page, words, order);
  const kept = (await readOutbox(page)).entries.filter(({ key }) => !before.has(key));
  const entries = ACTS[kind].map((act) => {
    const found = kept.find(({ text }) => JSON.parse(text).act === act);
    if (!found) throw new Error(`the device did not keep ${act} of ${words}`);
    return found;
  });
  const parts = entries.map(({ text }) => /** @type {Json} */ (JSON.parse(text)));
  const last = parts[parts.length - 1];
  const bodies = parts.map(({ body }) => JSON.parse(body));
  const pictures = await Promise.all(last.blobs.map((/** @type {string} */ id) => readPhoto(page, id)));
  /** @type {Errand} */
  const errand = { kind, words, keys: entries.map(({ key }) => key), pictures };
  if (parts.length > 1) Object.assign(errand, { person: bodies[1].person, mandate: bodies[1].id, strokes: bodies[1].evidence.strokes });
  if (kind === 'visit') errand.attempt = { id: bodies[0].id, visit: last.subject, result: RESULT };
  return { entries, errand };
}
