// axe-core with every rule on every page and dialog, in the three modes; and Chromium's own accessibility tree.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, residentWithCases } from './support/api.mjs';
import { workerPages } from './support/assisted.mjs';
import { BLIND_RULES, axeFindings, treeFindings } from './support/axe.mjs';
import { driftFindings, layoutFindings } from './support/drawn.mjs';
import { useStreet } from './support/fixture.mjs';
import { MODES, chooseMode, residentPages, staffPages } from './support/pages.mjs';
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

// The dark high contrast has the same document as the light one; only its colours differ, which axe cannot see.
for (const mode of MODES.filter(({ id }) => id !== 'contrast-dark')) {
  for (const [who, stops] of /** @type {const} */ ([['resident', residentPages], ['dispatcher', staffPages], ['grid', workerPages]])) {
    test(`${mode.name}: axe finds nothing on any ${who} page or dialog, and all that takes focus has role and name`, async (t) => {
      const person = await street.person(mode.width ? { viewport: { width: mode.width, height: 844 } } : {});
      const { page } = person;
      const signedIn = who === 'resident' ? api : await new Api(street.url).signInStaff(who);
      await person.context.addCookies([signedIn.asCookie()]);
      await chooseMode(person, mode);
      for (const one of stops(scene)) {
        await t.test(one.name, async () => {
          await one.go(person);
          await untilDrawn(page);
          const least = mode.elder ? 60 : 44;
          const found = [...(await axeFindings(page, BLIND_RULES)), ...(await treeFindings(page)), ...(await driftFindings(page)), ...(await layoutFindings(page, least))];
          assert.deepEqual(found, []);
        });
      }
      await person.close();
    });
  }
}
