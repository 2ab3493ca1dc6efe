// Activities and notices as the administration publishes them: by the plain pages, as a person does.
import assert from 'node:assert/strict';

/** @typedef {import('./api.mjs').Api} Api */

/** The day so many days from now, as a form has it. @param {number} days */
export const dayIn = (days) => new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10);

/**
 * Sends the form of a plain page with its hidden fields; answers where it led.
 * @param {Api} api who is signed in
 * @param {string} path
 * @param {Record<string, string>} typed
 * @returns {Promise<{text: string, key: string}>}
 */
export async function sendForm(api, path, typed) {
  const headers = { Cookie: api.cookie, Accept: 'text/html', Origin: api.url };
  const page = await (await fetch(api.url + path, { headers })).text();
  const hidden = Object.fromEntries([...page.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)].map((found) => [found[1], found[2]]));
  const answer = await fetch(api.url + path, {
    method: 'POST', headers, redirect: 'manual', body: new URLSearchParams({ ...hidden, ...typed }),
  });
  assert.ok(answer.status < 400, `${path}: ${answer.status} ${await answer.clone().text()}`);
  return { text: await answer.text(), key: hidden.key };
}

/** What the tests publish, in three days. */
export const TALK = {
  title: '高血压义诊', body: '社区医院的大夫量血压、答疑。', where: '柳巷社区活动室', day: dayIn(3), begins: '09:00', ends: '11:00',
  last_day: '', places: '2', most: '2', waiting: '1', group: '', action: 'publish',
};

/** @param {Api} admin @param {Partial<typeof TALK> & Record<string, string>} [more] @returns {Promise<string>} its id */
export async function publishActivity(admin, more = {}) {
  const { text, key } = await sendForm(admin, '/plain/admin/activities', { ...TALK, ...more });
  assert.match(text, /活动发布了/);
  return key;
}

/** @param {Api} admin @param {Record<string, string>} more @returns {Promise<string>} its id */
export async function publishNotice(admin, more) {
  const { text, key } = await sendForm(admin, '/plain/admin/notices', { action: 'publish', ...more });
  assert.match(text, /已发布/);
  return key;
}
