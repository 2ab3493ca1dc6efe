// What a grid worker files for somebody at the door, done once by hand on the page without a network; then as often as
// wanted, by the very entries that the page made of it, each about another person, with another signature and other
// pictures.
import { randomUUID } from 'node:crypto';
import { idNumber } from './api.mjs';
import { agree, sayRight, sign } from './assisted.mjs';
import { readPhoto, readOutbox } from './device.mjs';
import { APPEAL, addPhotos, button, heading, link, tap, textbox } from './journey.mjs';
import { png } from './pictures.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('./browser.mjs').Person} Person */
/** @typedef {import('./device.mjs').Entry} Entry */
/** @typedef {import('./device.mjs').Photo} Photo */
/** @typedef {Record<string, any>} Json */
/**
 * What was given to the device, and what the server has to have of it.
 * @typedef {object} Filing
 * @property {string} words found in exactly one case
 * @property {string[]} keys of its entries in the outbox, in the order in which they depend on each other
 * @property {string} [person] id
 * @property {string} [mandate] id
 * @property {number[][][]} [strokes] of the signature
 * @property {string[]} pictures base64 of each as the device has it
 */
/** @typedef {{errand: Entry[], report: Entry, filings: Filing[]}} Recorded */

const NAME = '示例老人甲';
const BIRTH = '1940-02-11';
const ORDER = 801;
const SIGHT = '路口的井盖翘起来了';
const picture = () => [{ name: '照片.png', mimeType: 'image/png', buffer: png(300, 200) }];

/** 帮办 for somebody new, an appeal with a picture: to 已存好. @param {Person} person @param {Page} page */
async function helpByHand(person, page) {
  await tap(link(page, '没有登记过，登记一位'));
  await textbox(page, '姓名').fill(NAME);
  await textbox(page, '身份证号').fill(idNumber(BIRTH, ORDER));
  await textbox(page, /^住在哪里/).fill(APPEAL.place);
  await tap(button(page, '登记好了，下一步'));
  await tap(button(page, APPEAL.kind));
  await sign(person, page);
  await agree(page);
  await heading(page, '出了什么事？', 1).waitFor();
  await textbox(page, '标题').fill(APPEAL.title);
  await textbox(page, '详细描述').fill(APPEAL.description);
  await tap(button(page, '下一步'));
  await heading(page, '在哪里？', 1).waitFor();
  await addPhotos(page, picture(), tap);
  await button(page, '删除第 1 张照片').waitFor();
  await tap(button(page, '下一步'));
  await heading(page, '实名还是匿名？', 1).waitFor();
  await tap(button(page, '下一步'));
  await sayRight(page);
  await tap(button(page, '确认并提交'));
  await heading(page, '已存好，联网自动送出', 1).waitFor();
}

/** 随手报: picture, kind, place. @param {Page} page @param {string} words what was seen */
export async function reportByHand(page, words) {
  await page.evaluate(() => { location.hash = '#/grid/report'; });
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

/** What was reported by hand, as the device keeps it. @param {Page} page @param {string} words @returns {Promise<{entry: Entry, filing: Filing}>} */
export async function reportedAs(page, words) {
  const { entries } = await readOutbox(page);
  const entry = entries.find(({ text }) => text.includes(words));
  if (!entry) throw new Error(`the device did not keep the report: ${words}`);
  const pictures = await Promise.all(JSON.parse(entry.text).blobs.map((/** @type {string} */ id) => readPhoto(page, id)));
  return { entry, filing: { words, keys: [entry.key], pictures } };
}

/**
 * Both by hand, by somebody who is at 帮办代办 and has no network. They are filed as all others are.
 * @param {Person} person @param {Page} page @returns {Promise<Recorded>}
 */
export async function record(person, page) {
  await helpByHand(person, page);
  await reportByHand(page, SIGHT);
  const { entry: report, filing: reported } = await reportedAs(page, SIGHT);
  const { entries } = await readOutbox(page);
  const errand = ['assist.person', 'assist.mandate', 'filing']
    .map((act) => entries.find(({ key, text }) => key !== report.key && JSON.parse(text).act === act));
  const [, mandate, filing] = errand.map((entry) => JSON.parse(entry?.text ?? '{}'));
  const body = JSON.parse(mandate.body);
  const pictures = await Promise.all(filing.blobs.map((/** @type {string} */ id) => readPhoto(page, id)));
  const helped = {
    words: APPEAL.title, keys: errand.map((entry) => entry?.key ?? ''), person: body.person, mandate: body.id,
    strokes: body.evidence.strokes, pictures,
  };
  return { errand: /** @type {Entry[]} */ (errand), report, filings: [helped, reported] };
}

/** How many were made in this process: no two are alike. */
let made = 0;

/** @param {number} count @returns {Photo[]} pictures, each another one */
const newPictures = (count) => Array.from({ length: count }, (_, at) => {
  const bytes = png(40 + (made % 97), 30 + (Math.floor(made / 97) % 60) * 3 + at);
  return { id: randomUUID(), type: 'image/png', base64: bytes.toString('base64') };
});

/** An entry as it was before anything was tried, with these pictures. @param {Json} entry @param {number} sequence @param {Photo[]} photos @returns {Json} */
function fresh(entry, sequence, photos) {
  const body = JSON.parse(entry.body);
  const ids = photos.map(({ id }) => id);
  if (body.attachments) body.attachments = ids;
  return {
    ...entry, error: undefined, attempts: 0, sequence, body: JSON.stringify(body), blobs: ids, photos: ids.map((id) => ({ local_id: id, round: 0 })),
  };
}

/** Somebody new is helped. @param {Recorded} recorded @param {number} sequence @param {number} pictures how many @returns {{entries: Entry[], photos: Photo[], filing: Filing}} */
export function anotherErrand(recorded, sequence, pictures) {
  made += 1;
  const [helped] = recorded.filings;
  const words = `${APPEAL.title} ${randomUUID()}`;
  const photos = newPictures(pictures);
  const ids = [...helped.keys, helped.person ?? '', helped.mandate ?? '', JSON.parse(recorded.errand[2].text).draft.id];
  const birth = `19${String(40 + (made % 9))}-0${1 + (Math.floor(made / 9) % 9)}-${10 + (Math.floor(made / 81) % 18)}`;
  /** @type {[string, string][]} */
  const changes = [
    ...ids.map((id) => /** @type {[string, string]} */ ([id, randomUUID()])),
    [idNumber(BIRTH, ORDER), idNumber(birth, 100 + (Math.floor(made / 1458) % 800))],
    [APPEAL.title, words],
  ];
  const renamed = new Map(changes);
  const parts = recorded.errand.map(({ text }) =>
    JSON.parse(changes.reduce((all, [before, now]) => all.replaceAll(before, now), text)));
  const mandate = JSON.parse(parts[1].body);
  mandate.evidence.strokes[0][0][0] = (1000 + made) / 100_000;
  parts[1].body = JSON.stringify(mandate);
  const entries = parts.map((entry, at) => {
    const now = fresh(entry, sequence + at, at === 2 ? photos : []);
    return { key: now.id, text: JSON.stringify(now) };
  });
  return {
    entries, photos,
    filing: {
      words, keys: entries.map(({ key }) => key), person: renamed.get(helped.person ?? ''), mandate: mandate.id,
      strokes: mandate.evidence.strokes, pictures: photos.map(({ base64 }) => base64),
    },
  };
}

/** Something else is reported, with one picture. @param {Recorded} recorded @param {number} sequence @returns {{entries: Entry[], photos: Photo[], filing: Filing}} */
export function anotherReport(recorded, sequence) {
  made += 1;
  const words = `${SIGHT} ${randomUUID()}`;
  const photos = newPictures(1);
  const key = randomUUID();
  const entry = fresh(JSON.parse(recorded.report.text.replaceAll(recorded.report.key, key).replaceAll(SIGHT, words)), sequence, photos);
  return { entries: [{ key, text: JSON.stringify(entry) }], photos, filing: { words, keys: [key], pictures: photos.map(({ base64 }) => base64) } };
}
