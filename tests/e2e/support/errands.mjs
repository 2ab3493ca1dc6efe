// What a grid worker has done at the doors, as often as wanted: made of what the page itself stored of one that was done
// by hand, each about another person, with another signature and other pictures.
import { randomUUID } from 'node:crypto';
import { idNumber } from './api.mjs';
import { BIRTH } from './by_hand.mjs';
import { png } from './pictures.mjs';

/** @typedef {import('./device.mjs').Entry} Entry */
/** @typedef {import('./device.mjs').Photo} Photo */
/** @typedef {Record<string, any>} Json */
/**
 * An appeal or an application for somebody at the door (a person, a mandate and a case, which wait for each other),
 * what was seen on the way, a visit.
 * @typedef {'help' | 'apply' | 'report' | 'visit'} Kind
 */
/**
 * What was given to the device, and what the server has to have of it.
 * @typedef {object} Errand
 * @property {Kind} kind
 * @property {string} words found in exactly one case, or one try
 * @property {string[]} keys of its entries in the outbox, in the order in which they depend on each other
 * @property {string[]} pictures base64 of each as the device has it
 * @property {string} [person] id
 * @property {string} [mandate] id
 * @property {number[][][]} [strokes] of the signature
 * @property {{id: string, visit: string, result: string}} [attempt] of a visit
 */
/** @typedef {{entries: Entry[], errand: Errand, order: number}} Recorded one that was done by hand; order: of the identity number */

/** How many were made in this process: no two are alike. */
let made = 0;

/** @param {number} count @returns {Photo[]} pictures, each another one */
const newPictures = (count) => Array.from({ length: count }, (_, at) => {
  const bytes = png(40 + (made % 97), 30 + (Math.floor(made / 97) % 200) * 3 + at);
  return { id: randomUUID(), type: 'image/png', base64: bytes.toString('base64') };
});

/** The same value about other pictures, wherever it has a list of them. @param {any} value @param {string[]} before @param {string[]} now @returns {any} */
function withPictures(value, before, now) {
  if (Array.isArray(value)) {
    const [first] = value;
    const id = first !== null && typeof first === 'object' ? Object.values(first).find((one) => before.includes(one)) : first;
    if (!before.includes(id)) return value.map((one) => withPictures(one, before, now));
    return now.map((one) => JSON.parse(JSON.stringify(first).replaceAll(id, one)));
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withPictures(one, before, now)]));
}

/**
 * Another errand of the same kind.
 * @param {Recorded} recorded
 * @param {number} sequence of its first entry on the device
 * @param {number} pictures how many
 * @param {{visit: string, result: string}} [door] where a visit was, and what came of it
 * @returns {{entries: Entry[], photos: Photo[], errand: Errand}}
 */
export function another(recorded, sequence, pictures, door) {
  made += 1;
  const { errand: old, order } = recorded;
  const words = `${old.words.slice(0, 8)} ${randomUUID()}`;
  const photos = newPictures(pictures);
  const ids = photos.map(({ id }) => id);
  const parts = recorded.entries.map(({ text }) => JSON.parse(text));
  const last = parts[parts.length - 1];
  const renamed = new Map([...old.keys, old.person, old.mandate, old.attempt?.id, last.draft?.id]
    .flatMap((id) => (id ? [[id, randomUUID()]] : [])));
  const birth = `19${String(40 + (made % 5))}-0${1 + (Math.floor(made / 5) % 9)}-${10 + (Math.floor(made / 45) % 18)}`;
  const changes = [...renamed, [old.words, words], [idNumber(BIRTH, order), idNumber(birth, 100 + (Math.floor(made / 810) % 800))]];
  if (door && old.attempt) changes.push([old.attempt.visit, door.visit]);
  const now = recorded.entries.map(({ text }, at) => {
    const entry = JSON.parse(changes.reduce((all, [before, after]) => all.replaceAll(before, after), text));
    const body = withPictures(JSON.parse(entry.body), last.blobs, ids);
    // No two signatures are alike either.
    if (body.evidence?.strokes) body.evidence.strokes[0][0][0] = (1000 + made) / 100_000;
    if (door) body.result = door.result;
    return { body, entry: { ...withPictures(entry, last.blobs, ids), error: undefined, attempts: 0, sequence: sequence + at, body: JSON.stringify(body) } };
  });
  /** @type {Errand} */
  const errand = {
    kind: old.kind, words, keys: now.map(({ entry }) => entry.id), pictures: photos.map(({ base64 }) => base64),
    person: renamed.get(old.person ?? ''), mandate: renamed.get(old.mandate ?? ''), strokes: now[1]?.body.evidence.strokes,
  };
  if (door) errand.attempt = { id: now[0].body.id, ...door };
  return { entries: now.map(({ entry }) => ({ key: entry.id, text: JSON.stringify(entry) })), photos, errand };
}
