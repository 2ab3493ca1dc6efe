// What a machine can find wrong with a page for people who cannot see it or hit small things.
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './server.mjs';

const axeSource = fs.readFileSync(path.join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');

/**
 * Rules that can say nothing true about a canvas portal: the text that axe sees is transparent, what a person sees is
 * drawn below it. Contrast is measured from palette and pixels by the tests of the theme.
 */
export const BLIND_RULES = ['color-contrast', 'color-contrast-enhanced'];

/**
 * Every rule of axe but the named ones.
 * @param {import('playwright-core').Page} page
 * @param {string[]} without
 * @returns {Promise<string[]>}
 */
export async function axeFindings(page, without) {
  await page.evaluate(`${axeSource}; undefined`);
  return page.evaluate(async (blind) => {
    const { axe } = /** @type {any} */ (globalThis);
    /** @type {Record<string, {enabled: boolean}>} */
    const rules = {};
    for (const { ruleId } of axe.getRules()) rules[ruleId] = { enabled: !blind.includes(ruleId) };
    const { violations } = await axe.run(document, { rules, resultTypes: ['violations'] });
    return violations.flatMap((/** @type {any} */ violation) => violation.nodes.slice(0, 3).map(
      (/** @type {any} */ node) => `${violation.id}: ${node.html.slice(0, 160)} — ${node.failureSummary?.split('\n').slice(1).join(' ')}`));
  }, without);
}

/** Everything that can take the focus has a role and a name. @param {import('playwright-core').Page} page @returns {Promise<string[]>} */
export async function treeFindings(page) {
  const cdp = await page.context().newCDPSession(page);
  const { nodes } = await cdp.send('Accessibility.getFullAXTree');
  await cdp.detach();
  return nodes
    .filter((node) => !node.ignored && node.properties?.some((one) => one.name === 'focusable' && one.value.value === true))
    .filter((node) => !node.role?.value || ['generic', 'none'].includes(node.role.value) || !String(node.name?.value ?? '').trim())
    .map((node) => `focusable without role or name: ${node.role?.value} “${node.name?.value ?? ''}”`);
}

/** What is under 44 px (60 px in 长辈版) though people must hit it; a label around a box is what they hit. @param {import('playwright-core').Page} page @param {number} least */
export function smallTargets(page, least) {
  return page.evaluate((px) => {
    const selector = 'button, a[href], input, select, textarea';
    return [...document.querySelectorAll(selector)]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('#shell'))
      .map((element) => element.closest('label') ?? element)
      .map((element) => ({ box: element.getBoundingClientRect(), name: element.getAttribute('aria-label') ?? element.textContent ?? '' }))
      .filter(({ box }) => box.width > 0 && (box.width < px - 0.5 || box.height < px - 0.5))
      .map(({ box, name }) => `smaller than ${px} px: ${name.trim()} ${box.width.toFixed(0)} × ${box.height.toFixed(0)}`);
  }, least);
}
