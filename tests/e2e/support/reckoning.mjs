// What became of a day's errands: each is on the server exactly once with all its parts, or on the device and shown to
// the worker; and the server has nothing that nobody did.

/** @typedef {import('./errands.mjs').Errand} Errand */
/** @typedef {import('./filed.mjs').Filed} Filed */
/**
 * What the device has in the evening.
 * @typedef {object} Device
 * @property {Map<string, any>} entries of its outbox, by key
 * @property {string[]} shown addresses of the rows under 待送出
 * @property {string} epoch of the server that it has to do with
 */
/**
 * What happened that allows more than usual.
 * @typedef {object} Circumstances
 * @property {boolean} restored the server lost what it had, pictures too, which no device keeps after they were acknowledged
 * @property {boolean} wrong the device's clock was another than the server's: a day that somebody chose by it may be refused
 * @property {boolean} late the device's clock jumped past the time for which it keeps what was acknowledged
 */

/** Where the row of an entry that waits leads to (ui/views/waiting.cpp). @param {any} entry */
const addressesOf = (entry) =>
  entry.act === 'visited' ? [`#/visits/${entry.subject}`] : [`/sent/${entry.id}`, ...(entry.feature === 'patrol' ? ['#/grid/report'] : [])];

/** Whether what was refused is a day that was chosen by the device's clock; the worker mends it. @param {any} entry */
const isOfTheDay = (entry) =>
  entry.refused && entry.error?.fields?.some((/** @type {any} */ { path, code }) => path === 'later.by' && code === 'out_of_range');

/** @template T @param {T[]} all @param {(one: T) => boolean} is @returns {boolean} whether there was one, which is taken out */
function takeOut(all, is) {
  const at = all.findIndex(is);
  if (at >= 0) all.splice(at, 1);
  return at >= 0;
}

/** Of `before` and `after` what only the second has. @param {string[]} before @param {string[]} after */
const added = (before, after) => {
  const known = new Set(before);
  return after.filter((id) => !known.has(id));
};

/**
 * @param {Errand[]} errands
 * @param {Device} device
 * @param {Filed} before what the server had in the morning
 * @param {Filed} filed what it has, and what became of the errands' pictures, in their order
 * @param {Circumstances} circumstances
 * @returns {string[]} what is wrong
 */
export function reckon(errands, device, before, filed, { restored, wrong: wrongClock, late }) {
  /** @type {string[]} */
  const problems = [];
  const given = [...filed.pictures];
  const rows = [...device.shown];
  const found = { cases: 0, mandates: new Set(), persons: new Set(), tries: new Set() };
  for (const errand of errands) {
    const { kind, words, keys, person, mandate, strokes, attempt } = errand;
    const wrong = (/** @type {string} */ what) => problems.push(`${kind} ${words}: ${what}`);
    const pictures = given.splice(0, errand.pictures.length);
    const cases = filed.cases.filter((one) => one.title === words || one.description === words || one.answers.includes(words));
    const tries = Object.entries(filed.tries).filter(([id, { note }]) => id === attempt?.id || note === words);
    const many = attempt ? tries.length : cases.length;
    found.cases += cases.length;
    for (const [id] of tries) found.tries.add(id);
    found.mandates.add(mandate);
    found.persons.add(person);
    if (many > 1) wrong(`filed ${many} times`);

    const last = keys[keys.length - 1];
    const isThere = (/** @type {string} */ key) =>
      (key === last ? many > 0 : key === keys[0] ? filed.persons.includes(person ?? '') : mandate !== undefined && mandate in filed.mandates);
    const waiting = keys.filter((key) => device.entries.get(key)?.acknowledged?.epoch !== device.epoch);
    for (const key of [...waiting]) {
      const entry = device.entries.get(key);
      if (!entry) {
        // What was acknowledged long ago, by the device's clock, is kept no longer.
        if (late && isThere(key)) waiting.splice(waiting.indexOf(key), 1);
        else wrong(`${key} is lost`);
      } else if (!takeOut(rows, (row) => addressesOf(entry).some((address) => row.includes(address)))) {
        wrong(`${key} (${entry.act}) waits and is not shown`);
      } else if (!restored && !(wrongClock && isOfTheDay(entry))) {
        wrong(`${key} (${entry.act}) does not go: ${JSON.stringify(entry.error ?? null)}, needs ${entry.depends_on}`);
      }
    }
    if (waiting.includes(last)) continue;  // it waits, and is shown
    if (many === 0) {
      wrong('the device says that it is filed, and it is not');
      continue;
    }
    const kept = attempt ? tries[0][1].pictures : cases[0].pictures;
    const lost = device.entries.get(last)?.acknowledged?.pictures_lost ?? 0;
    const missing = pictures.filter(({ hash, there }) => !there || !kept.includes(hash));
    if (missing.length !== lost || (lost > 0 && !restored)) wrong(`${missing.length} pictures are missing, ${lost} are told`);
    if (kept.length + missing.length !== pictures.length) wrong(`has ${kept.length} pictures of ${pictures.length}`);
    if (attempt) {
      const [[id, there]] = tries;
      if (id !== attempt.id || there.visit !== attempt.visit) wrong(`is try ${id} of visit ${there.visit}, and not ${attempt.id} of ${attempt.visit}`);
      if (there.result !== attempt.result || there.note !== words) wrong(`its result is ${there.result}, ${there.note}`);
    }
    if (mandate === undefined) continue;
    const [one] = cases;
    if (one.mandates.join() !== mandate) wrong(`filed under ${one.mandates.join()} and not ${mandate}`);

    const there = filed.mandates[mandate];
    if (there?.person !== person) wrong('the mandate is of somebody else');
    if (JSON.stringify(there?.evidence.strokes) !== JSON.stringify(strokes)) wrong('the signature is another one');
    if (filed.persons.filter((id) => id === person).length !== 1) wrong('the person is not there');
  }
  const more = {
    cases: added(before.cases.map(({ number }) => number), filed.cases.map(({ number }) => number)).length - found.cases,
    mandates: added(Object.keys(before.mandates), Object.keys(filed.mandates)).filter((id) => !found.mandates.has(id)).length,
    persons: added(before.persons, filed.persons).filter((id) => !found.persons.has(id)).length,
    tries: added(Object.keys(before.tries), Object.keys(filed.tries)).filter((id) => !found.tries.has(id)).length,
  };
  for (const [what, count] of Object.entries(more)) if (count > 0) problems.push(`the server has ${count} ${what} that nobody did`);
  return problems;
}
