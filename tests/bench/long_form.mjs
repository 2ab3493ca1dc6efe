// A service whose form asks sixty things on one page, put in use by the administrator as any other is: through the
// editor's import.
import assert from 'node:assert/strict';
import { Api } from '../e2e/support/api.mjs';

/** `list` is a page of the portal that names it. */
export const LONG = {
  service: 'residence_statement', title: '居住情况说明', list: '#/services?event=housing', page: 'what', fields: 60,
};

/** @param {string} url @param {string} cookie @param {string} path @param {FormData | URLSearchParams} [body] */
async function plain(url, cookie, path, body) {
  const answer = await fetch(`${url}/plain/admin/services${path}`, {
    method: body ? 'POST' : 'GET', body, headers: { Cookie: cookie, Origin: url }, redirect: 'manual',
  });
  assert.ok(answer.status < 400, `${path}: ${answer.status}`);
  return answer.text();
}

/** @param {string} url of a street whose services are as they came */
export async function publishLongForm(url) {
  const { cookie } = await new Api(url).signInStaff('admin');
  const path = `/${LONG.service}`;
  const value = JSON.parse(await plain(url, cookie, `${path}?file=json`));
  value.service.version += 1;
  value.form.version += 1;
  // For whom and for what it is, and then many of the same kind.
  for (let field = 3; field <= LONG.fields; ++field) {
    value.form.fields.push({ path: `answer_${field}`, section: LONG.page, type: 'text', max: 60 });
    for (const language of Object.keys(value.texts)) value.texts[language][`form.${LONG.service}.answer_${field}.label`] = `第 ${field} 问`;
  }
  const data = new FormData();
  data.set('action', 'import');
  data.set('file', new Blob([JSON.stringify(value)]), 'service.json');
  await plain(url, cookie, '', data);
  for (const action of ['ready', 'publish']) {
    const seen = /name="seen" value="(\d+)"/.exec(await plain(url, cookie, path))?.[1] ?? '';
    await plain(url, cookie, path, new URLSearchParams({ action, seen }));
  }
}
