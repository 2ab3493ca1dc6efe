// What is said aloud: each message is told, told again when it comes again, and gone when it is old.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { createAnnouncer } from '../../web/bridges/dom/announcer.mjs';

function regions() {
  return { polite: { textContent: /** @type {string | null} */ ('') }, assertive: { textContent: /** @type {string | null} */ ('') } };
}

test('what was said is not found on the page a while later', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { polite, assertive } = regions();
  const say = createAnnouncer({ polite, assertive }, globalThis);
  say('\u9a8c\u8bc1\u7801\u5df2\u53d1\u9001', false);
  mock.timers.tick(100);
  assert.equal(polite.textContent, '\u9a8c\u8bc1\u7801\u5df2\u53d1\u9001');
  mock.timers.tick(5000);
  assert.equal(polite.textContent, '\u9a8c\u8bc1\u7801\u5df2\u53d1\u9001', 'a reader has time for it');
  mock.timers.tick(10_000);
  assert.equal(polite.textContent, '');
  mock.timers.reset();
});

test('the same words twice are two messages, and a newer one is not cleared by the older one', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const { polite, assertive } = regions();
  const say = createAnnouncer({ polite, assertive }, globalThis);
  say('one', true);
  mock.timers.tick(8000);
  say('one', true);
  assert.equal(assertive.textContent, '', 'cleared, so that it changes');
  mock.timers.tick(5000);
  assert.equal(assertive.textContent, 'one', 'the first one would have ended here');
  assert.equal(polite.textContent, '');
  mock.timers.reset();
});
