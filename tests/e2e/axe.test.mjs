// axe-core with every rule on every page and dialog, in the three modes; and Chromium's own accessibility tree.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Api, closeCase, freshPhone } from './support/api.mjs';
import { launch, newPerson } from './support/browser.mjs';
import { MODES, chooseMode, residentPages, staffPages } from './support/pages.mjs';
import { ROOT, startServer } from './support/server.mjs';
import { untilDrawn } from './support/wait.mjs';

const axeSource = fs.readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/**
 * Rules that can say nothing true about a canvas portal: the text that axe sees is transparent, what a person sees is
 * drawn below it. Contrast is measured from palette and pixels by the tests of the theme.
 */
const BLIND_RULES = ['color-contrast', 'color-contrast-enhanced'];

/** @type {import('./support/server.mjs').Server} */
let server;
/** @type {import('playwright-core').Browser} */
let browser;
/** @type {Api} */
let api;
/** @type {{number: string, rated: string}} */
const scene = { number: '', rated: '' };
before(async () => {
  server = await startServer();
  browser = await launch();
  api = await new Api(server.url).signIn(freshPhone());
  scene.number = (await api.file({ attachments: [await api.upload()] })).case.number;
  scene.rated = (await api.file({ title: '垃圾桶满了三天' })).case.number;
  await closeCase(server.url, scene.rated);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
async function axeFindings(page) {
  await page.evaluate(`${axeSource}; undefined`);
  return page.evaluate(async (blind) => {
    const { axe } = /** @type {any} */ (globalThis);
    /** @type {Record<string, {enabled: boolean}>} */
    const rules = {};
    for (const { ruleId } of axe.getRules()) rules[ruleId] = { enabled: !blind.includes(ruleId) };
    const { violations } = await axe.run(document, { rules, resultTypes: ['violations'] });
    return violations.flatMap((/** @type {any} */ violation) => violation.nodes.slice(0, 3).map(
      (/** @type {any} */ node) => `${violation.id}: ${node.html.slice(0, 160)} — ${node.failureSummary?.split('\n').slice(1).join(' ')}`));
  }, BLIND_RULES);
}

/** Everything that can take the focus has a role and a name. @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
async function treeFindings(page) {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  return nodes
    .filter((node) => !node.ignored && node.properties?.some((one) => one.name === 'focusable' && one.value.value === true))
    .filter((node) => !node.role?.value || ['generic', 'none'].includes(node.role.value) || !String(node.name?.value ?? '').trim())
    .map((node) => `focusable without role or name: ${node.role?.value} “${node.name?.value ?? ''}”`);
}

/** What is under 44 px (60 px in 长辈版) though people must hit it. @param {import('playwright-core').Page} page @param {number} least */
function smallTargets(page, least) {
  return page.evaluate((px) => {
    const selector = 'button, a[href], input, select, textarea';
    return [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('#shell'))
      .map((element) => ({ box: element.getBoundingClientRect(), name: element.getAttribute('aria-label') ?? element.textContent ?? '' }))
      .filter(({ box }) => box.width > 0 && (box.width < px - 0.5 || box.height < px - 0.5))
      .map(({ box, name }) => `smaller than ${px} px: ${name.trim()} ${box.width.toFixed(0)} × ${box.height.toFixed(0)}`);
  }, least);
}

// The dark high contrast has the same document as the light one; only its colours differ, which axe cannot see.
for (const mode of MODES.filter(({ id }) => id !== 'contrast-dark')) {
  for (const who of /** @type {const} */ (['resident', 'staff'])) {
    test(`${mode.name}: axe finds nothing on any ${who} page or dialog, and all that takes focus has role and name`, async (t) => {
      const person = await newPerson(browser, server.url, mode.width ? { viewport: { width: mode.width, height: 844 } } : {});
      const { page } = person;
      const signedIn = who === 'resident' ? api : await new Api(server.url).signInStaff('dispatcher');
      await person.context.addCookies([signedIn.asCookie()]);
      await chooseMode(person, mode);
      for (const one of who === 'resident' ? residentPages(scene) : staffPages()) {
        await t.test(one.name, async () => {
          await one.go(person);
          await untilDrawn(page);
          const least = mode.elder ? 60 : 44;
          const found = [...(await axeFindings(page)), ...(await treeFindings(page)), ...(await smallTargets(page, least))];
          assert.deepEqual(found, []);
        });
      }
      await person.close();
    });
  }
}
