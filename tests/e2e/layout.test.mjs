// The layout of every page and dialog, by what the program itself says it drew: nothing overlaps, nothing reaches out of
// what holds it, targets are big enough, no text is cut — from 320 to 1280 px and with the largest letters. And the
// document is what was drawn. (At 1280 px, at 390 px in 长辈版 and in high contrast the same is checked beside axe.)
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, residentWithCases } from './support/api.mjs';
import { workerPages } from './support/assisted.mjs';
import { driftFindings, layoutFindings } from './support/drawn.mjs';
import { useStreet } from './support/fixture.mjs';
import { heading } from './support/journey.mjs';
import { MODES, chooseMode, largestText, publicPages, residentPages, staffPages } from './support/pages.mjs';
import { untilDrawn } from './support/wait.mjs';

/** @type {Api} */
let api;
/** @type {Awaited<ReturnType<typeof residentWithCases>>['scene']} */
let scene;
const street = useStreet({
  prepare: async (street) => {
    ({ api, scene } = await residentWithCases(street.url));
  },
});

const ELDER = MODES[1];
const STANDARD = MODES[0];
for (const { width, mode, largest } of [
  { width: 320, mode: STANDARD, largest: true },
  { width: 360, mode: ELDER, largest: true },
  { width: 820, mode: STANDARD, largest: false },
  { width: 1280, mode: STANDARD, largest: true },
])
  for (const [who, stops] of /** @type {const} */ ([['guest', publicPages], ['resident', residentPages], ['dispatcher', staffPages], ['grid', workerPages]]))
    test(`${mode.name} at ${width} px${largest ? ', largest text' : ''}: what a ${who} sees does not overlap, reach out or get cut`, async (t) => {
      const person = await street.person({ viewport: { width, height: 800 } });
      const { page } = person;
      if (who === 'resident') await person.context.addCookies([api.asCookie()]);
      if (who === 'dispatcher' || who === 'grid') await person.context.addCookies([(await new Api(street.url).signInStaff(who)).asCookie()]);
      await chooseMode(person, mode);
      if (largest) await largestText(page);
      for (const stop of stops(scene))
        await t.test(stop.name, async () => {
          await stop.go(person);
          await untilDrawn(page);
          assert.deepEqual([...(await driftFindings(page)), ...(await layoutFindings(page, mode.elder ? 60 : 44))], []);
        });
      await person.close();
    });

test('the checks themselves notice: a moved element, other words, a small target, a cut text', async () => {
  const person = await street.person();
  const { page } = person;
  await person.open('#/help');
  await heading(page, '打电话找人', 1).waitFor();
  await untilDrawn(page);
  assert.deepEqual(await driftFindings(page), []);
  assert.deepEqual(await layoutFindings(page, 44), []);
  assert.match((await layoutFindings(page, 400)).join('\n'), /smaller than 400 px/);
  const title = heading(page, '打电话找人', 1);
  await title.evaluate((element) => { element.style.left = '40%'; });
  assert.match((await driftFindings(page)).join('\n'), /heading “打电话找人”/);
  await title.evaluate((element) => {
    element.style.left = '';
    element.textContent = '换了一句很长很长的话'.repeat(40);
  });
  assert.match((await driftFindings(page)).join('\n'), /called “换了一句/);
  assert.match((await layoutFindings(page, 44)).join('\n'), /text is cut: heading/);
  await person.context.close();
});
