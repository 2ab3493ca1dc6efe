// Whatever a person does waits for the network when there is none, is shown where it belongs, and arrives once.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { Api, freshPhone } from './support/api.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading } from './support/journey.mjs';

const street = useStreet();

/** A resident who is signed in. */
async function resident() {
  const api = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(api);
  return { api, person, page: person.page };
}

test('what a newer program left waiting cannot be read here, is said, and can be saved as a file', async () => {
  const { person, page } = await resident();
  await person.open('#/mine');
  await heading(page, '我的', 1).waitFor();
  const stored = '{"v":99,"what":"更新的版本写的"}';
  await page.evaluate((text) => new Promise((done, failed) => {
    const asked = indexedDB.open('onewindow');
    asked.onerror = failed;
    asked.onsuccess = () => {
      const change = asked.result.transaction('outbox', 'readwrite');
      change.objectStore('outbox').put(text, 'later');
      change.oncomplete = () => { asked.result.close(); done(undefined); };
    };
  }), stored);
  await page.reload();
  await page.getByText('有 1 件保存的内容这个版本读不出来').waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, '存成文件').click()]);
  assert.match(download.suggestedFilename(), /\.json$/);
  const file = JSON.parse(await readFile(await download.path(), 'utf8'));
  assert.deepEqual(file, [{ key: 'later', stored }]);
  await person.close();
});
