// The two that are measured: the portal, and the same screens with Vue 3 and Vant (peer/). How one gets about in each.
import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { Api, freshPhone } from '../e2e/support/api.mjs';
import { button, heading, radio, textbox } from '../e2e/support/journey.mjs';
import { ROOT, needed, startServer } from '../e2e/support/server.mjs';
import { buildPeer } from './peer/build.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('../e2e/support/server.mjs').Server} Server */

const SETTINGS = '[limits]\nfilings_per_hour = 0\n[server]\nlog_requests = false\n';

/**
 * @typedef {object} Side
 * @property {'ours' | 'peer'} name
 * @property {string} dist
 * @property {Server} server
 * @property {(page: Page, name: string) => import('playwright-core').Locator} tab what leads to a main page in the navigation
 * @property {(page: Page, kind: string) => import('playwright-core').Locator} kind a choice of the form's first step
 * @property {(page: Page) => import('playwright-core').Locator} text the long text of the form's second step
 * @property {(page: Page, title: string) => import('playwright-core').Locator} service what leads to a guide from the list
 * @property {(page: Page) => import('playwright-core').Locator} task what leads to the long page of the form (long_form.mjs)
 * @property {(page: Page) => Promise<void>} homeCame
 */

/** @param {string} dist */
async function serve(dist) {
  const before = needed('OW_WEB_DIST');
  process.env.OW_WEB_DIST = dist;
  try {
    return await startServer(SETTINGS);
  } finally {
    process.env.OW_WEB_DIST = before;
  }
}

/** @returns {Promise<Side[]>} the portal first; both on servers of their own with the same rules and data */
export async function startSides() {
  const peerDist = await buildPeer();
  const dist = needed('OW_WEB_DIST');
  return [
    {
      name: 'ours',
      dist,
      server: await serve(dist),
      tab: (page, name) => page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name }),
      kind: (page, kind) => radio(page, '诉求类型', kind),
      text: (page) => textbox(page, '详细描述'),
      service: (page, title) => page.getByRole('main').getByRole('link', { name: new RegExp(`^${title}`) }).first(),
      task: (page) => page.getByRole('main').getByRole('link', { name: /^要办的事/ }).first(),
      homeCame: (page) => heading(page, '社区通知').waitFor(),
    },
    {
      name: 'peer',
      dist: peerDist,
      server: await serve(peerDist),
      tab: (page, name) => page.getByRole('tab', { name }),
      kind: (page, kind) => page.getByRole('radio', { name: kind }),
      text: (page) => textbox(page, '详细描述'),
      service: (page, title) => page.getByRole('link', { name: title }),
      task: (page) => page.getByRole('link', { name: '要办的事' }),
      homeCame: async (page) => {
        await heading(page, '社区通知').waitFor();
        await button(page, /义诊|通知|社区|供暖/).first().waitFor();
      },
    },
  ];
}

/** A resident of a side with so many cases, as a cookie. @param {Side} side @param {number} cases */
export async function residentWith(side, cases) {
  const phone = freshPhone();
  const api = await new Api(side.server.url).signIn(phone);
  const script = path.join(ROOT, 'tests/bench/fill.py');
  await promisify(execFile)(needed('OW_PYTHON'), [script, side.server.data, String(cases), '--phone', phone]);
  return api;
}
