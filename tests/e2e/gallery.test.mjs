// The gallery of all widgets (#/gallery of the demo), a program of its own: in every mode and from 320 to 1280 px its
// layout is sound, its mirror is what was drawn, axe finds nothing, and what opens over it does as well.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BLIND_RULES, axeFindings } from './support/axe.mjs';
import { driftFindings, layoutFindings } from './support/drawn.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading } from './support/journey.mjs';
import { MODES, chooseMode, largestText } from './support/pages.mjs';
import { untilDrawn } from './support/wait.mjs';

const street = useStreet();

const [STANDARD, ELDER, CONTRAST, DARK] = MODES;
for (const { mode, width, largest } of [
  { mode: STANDARD, width: 320, largest: true },
  { mode: STANDARD, width: 820, largest: false },
  { mode: ELDER, width: 360, largest: true },
  { mode: CONTRAST, width: 390, largest: false },
  { mode: DARK, width: 1280, largest: true },
])
  test(`${mode.name} at ${width} px${largest ? ', largest text' : ''}: the gallery is sound, and so is what opens over it`, async (t) => {
    const person = await street.person({ viewport: { width, height: 900 } });
    const { page } = person;
    await chooseMode(person, mode);
    if (largest) await largestText(page);
    await page.goto(`${street.url}/#/gallery`);
    await heading(page, '组件陈列', 1).waitFor();
    const sound = async (/** @type {string[]} */ ...without) => {
      await untilDrawn(page);
      assert.deepEqual([
        ...(await driftFindings(page)), ...(await layoutFindings(page, mode.elder ? 60 : 44)), ...(await axeFindings(page, [...BLIND_RULES, ...without])),
      ], []);
    };
    await t.test('all widgets', () => sound());
    for (const [opener, what] of /** @type {const} */ ([['打开对话框', 'dialog'], ['打开筛选面板', 'dialog'], ['更多操作', 'menu'], ['查看快捷键', 'dialog']]))
      await t.test(opener, async () => {
        await button(page, opener).click();
        await page.getByRole(what).first().waitFor();
        // A menu lies beside the landmarks: the focus is led into it, nobody has to find it.
        await (what === 'menu' ? sound('region') : sound());
        await page.keyboard.press('Escape');
        await page.getByRole(what).first().waitFor({ state: 'detached' });
      });
    await person.close();
  });
