// Which program a visitor gets, by address and by the role that the device keeps.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { atFirstPage, createLeadOver, leadsOver, wanted } from '../../web/shell/programs.mjs';

/** @param {string} hash @param {{account?: string, demo?: boolean, storage?: boolean}} [how] @returns {any} */
const at = (hash, { account, demo = false, storage = true } = {}) => ({
  location: { hash },
  document: { documentElement: { dataset: demo ? { demo: '' } : {} } },
  localStorage: {
    getItem: (/** @type {string} */ name) => {
      if (!storage) throw new Error('storage is switched off');
      return name === 'onewindow.account' ? account ?? null : null;
    },
  },
});

test('who lives here gets the residents’ program, whatever the page', () => {
  for (const hash of ['', '#/', '#/appeals/new/kind', '#/login', '#/workbenches', '#/login/staffers'])
    assert.equal(wanted(at(hash)), 'onewindow', hash);
  assert.equal(wanted(at('#/mine', { account: '{"v":1,"role":"resident"}' })), 'onewindow');
});

test('staff get theirs on their pages, and everywhere where the device knows them', () => {
  for (const hash of ['#/workbench', '#/workbench?queue=to_accept', '#/workbench/1', '#/login/staff', '#/login/staff?next=x'])
    assert.equal(wanted(at(hash)), 'staff', hash);
  assert.equal(wanted(at('#/', { account: '{"v":1,"role":"dispatcher"}' })), 'staff');
});

test('every page that only the staff’s program has leads to it', () => {
  const root = new URL('../../', import.meta.url);
  const read = (/** @type {string} */ name) => fs.readFileSync(new URL(name, root), 'utf8');
  const staff = /set\(ow_staff_features \$\{ow_resident_features\} ([^)]+)\)/.exec(read('cmake/features.cmake'))?.[1] ?? '';
  const features = staff.split(/\s+/).filter((feature) => fs.existsSync(new URL(`src/app/${feature}/pages.hpp`, root)));
  features.push('feedback');  // its list is for staff
  let pages = 0;
  for (const feature of features)
    for (const [, pattern] of read(`src/app/${feature}/pages.hpp`).matchAll(/\.pattern = "([^"?]+)/g)) {
      assert.equal(wanted(at(`#/${pattern.replace(/:\w+/g, '1')}`)), 'staff', pattern);
      ++pages;
    }
  assert.ok(pages > 8, `${pages} pages`);
});

test('a device that keeps nothing, or nonsense, is a resident’s', () => {
  assert.equal(wanted(at('#/', { storage: false })), 'onewindow');
  assert.equal(wanted(at('#/', { account: '{"v":' })), 'onewindow');
});

test('the gallery is the demo’s', () => {
  assert.equal(wanted(at('#/gallery', { demo: true })), 'gallery');
  assert.equal(wanted(at('#/gallery')), 'onewindow');
});

test('a page leads over where the program that runs lacks something, and only there', () => {
  assert.equal(leadsOver('onewindow', 'staff'), true);
  assert.equal(leadsOver('gallery', 'onewindow'), true);
  assert.equal(leadsOver('staff', 'onewindow'), false);
  assert.equal(leadsOver('staff', 'gallery'), true);
  assert.equal(leadsOver('onewindow', 'onewindow'), false);
});

test('the first page is the address without a page, and nothing else', () => {
  for (const hash of ['', '#', '#/']) assert.equal(atFirstPage(at(hash)), true, hash);
  for (const hash of ['#/mine', '#/?x', '#x']) assert.equal(atFirstPage(at(hash)), false, hash);
});

/** A page of the residents' program. @param {(address: string) => Promise<any>} fetch */
function page(fetch) {
  /** @type {string[]} */
  const events = [];
  const window = at('#/mine');
  window.fetch = fetch;
  window.location.reload = () => events.push('reload');
  window.document.documentElement.classList = { toggle: (/** @type {string} */ _, /** @type {boolean} */ on) => events.push(on ? 'shown' : 'hidden') };
  /** @type {() => void} */
  let kept = () => {};
  const settled = new Promise((resolve) => { kept = () => resolve(undefined); });
  const leadOver = createLeadOver(window, 'onewindow', (program) => [`/${program}.js`], (state) => events.push(`sign ${state}`), () => settled);
  return { window, events, leadOver, kept };
}
const turn = () => new Promise((done) => setTimeout(done, 0));

test('a page leads over once the other program is there and all is kept, not before', async () => {
  /** @type {string[]} */
  const fetched = [];
  const { window, events, leadOver, kept } = page(async (address) => { fetched.push(address); });
  leadOver.check();
  assert.deepEqual(events, [], 'nothing else is wanted');
  window.location.hash = '#/login/staff';
  leadOver.check();
  leadOver.check();
  await turn();
  assert.deepEqual(fetched, ['/staff.js']);
  assert.deepEqual(events, ['hidden', 'sign waiting'], 'a draft is still being written');
  kept();
  await turn();
  assert.deepEqual(events, ['hidden', 'sign waiting', 'reload']);
});

test('without a network a page does not lead over: it says so, tries again when asked, and lets go back', async () => {
  let network = false;
  const { window, events, leadOver, kept } = page(async () => { if (!network) throw new TypeError('offline'); });
  kept();
  window.location.hash = '#/workbench';
  leadOver.check();
  await turn();
  assert.deepEqual(events.splice(0), ['hidden', 'sign waiting', 'sign network']);
  assert.equal(leadOver.over, true);
  window.location.hash = '#/mine';
  leadOver.check();
  assert.deepEqual(events.splice(0), ['shown', 'sign ']);
  assert.equal(leadOver.over, false);
  window.location.hash = '#/workbench';
  leadOver.check();
  await turn();
  network = true;
  leadOver.again();
  await turn();
  assert.equal(events.at(-1), 'reload');
});
