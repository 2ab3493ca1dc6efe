// Getting about with the keyboard alone: Tab until what one wants has the focus, as one hears or sees it.
import assert from 'node:assert/strict';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{role: string, name: string, type: string}} Focused */

/** What has the focus now. @param {Page} page @returns {Promise<Focused>} */
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return { role: '', name: '', type: '' };
    const tag = element.tagName.toLowerCase();
    const type = element.getAttribute('type') ?? '';
    const labels = /** @type {HTMLInputElement} */ (element).labels;
    const name = element.getAttribute('aria-label')
      ?? (labels?.length ? [...labels].map((label) => label.textContent).join(' ') : null)
      ?? document.getElementById(element.getAttribute('aria-labelledby') ?? '')?.textContent
      ?? element.textContent ?? '';
    const own = element.getAttribute('role');
    /** @type {Record<string, string>} */
    const byTag = { a: 'link', button: 'button', select: 'combobox', textarea: 'textbox', h1: 'heading', h2: 'heading' };
    const byType = type === 'radio' || type === 'checkbox' ? type : 'textbox';
    return { role: own ?? (tag === 'input' ? byType : byTag[tag] ?? tag), name: name.trim(), type };
  });
}

/** The focus never goes backwards in the document while one presses Tab. @param {Page} page */
async function rememberPlace(page) {
  return page.evaluateHandle(() => document.activeElement);
}

/**
 * Presses Tab until the focus is on what has this role and name; fails when the focus gets lost, goes backwards, or
 * goes round without finding it.
 * @param {Page} page
 * @param {string} role
 * @param {string | RegExp} name
 */
export async function tabTo(page, role, name) {
  /** @type {string[]} */
  const passed = [];
  let rounds = 0;
  for (let presses = 0; presses < 80; ++presses) {
    const before = await rememberPlace(page);
    await page.keyboard.press('Tab');
    const now = await focused(page);
    passed.push(`${now.role} “${now.name}”`);
    const fits = typeof name === 'string' ? now.name === name : name.test(now.name);
    if (now.role !== '') {
      const forward = await page.evaluate((from) => {
        const to = document.activeElement;
        if (!from || !to || from === document.body || !from.isConnected) return true;
        return (from.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
      }, before);
      // Once round is allowed: what one looks for may have come above meanwhile.
      if (!forward) rounds += 1;
      assert.ok(rounds <= 1, `Tab goes backwards: ${passed.join(' → ')}`);
    }
    await before.dispose();
    if (now.role === role && fits) return now;
  }
  return assert.fail(`no ${role} “${name}” by Tab: ${passed.join(' → ')}`);
}

/** Waits until the focus is on what has this role and name. @param {Page} page @param {string} role @param {string | RegExp} name */
export async function untilFocused(page, role, name) {
  for (let tries = 0; tries < 300; ++tries) {
    const now = await focused(page);
    if (now.role === role && (typeof name === 'string' ? now.name === name : name.test(now.name))) return;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 50)));
  }
  const now = await focused(page);
  assert.fail(`the focus is on ${now.role} “${now.name}”, not on ${role} “${name}”`);
}
