// Every page and dialog of the portal, and how a person gets there; used by the accessibility tests and the screenshots.
import { ID_NUMBER, TITLE, someoneElsesCase } from './api.mjs';
import { untilReady } from './browser.mjs';
import {
  OFFER, button, chooseKind, fillToCheck, heading, link, radio, sayWhere, textbox, writeWhat,
} from './journey.mjs';
import { png } from './pictures.mjs';
import { untilDrawn } from './wait.mjs';

/** @typedef {import('./browser.mjs').Person} Person */
/** @typedef {{name: string, hash?: string, go: (person: Person) => Promise<void>}} Stop `hash`: where its address is all it takes */

/**
 * The three modes, high contrast in both of its colours.
 * @typedef {{id: string, name: string, elder: boolean, contrast: string, width?: number}} Mode
 * @type {Mode[]}
 */
export const MODES = [
  { id: 'standard', name: '标准', elder: false, contrast: '普通' },
  { id: 'elder', name: '长辈版', elder: true, contrast: '普通', width: 390 },
  { id: 'contrast', name: '高对比', elder: false, contrast: '高对比' },
  { id: 'contrast-dark', name: '深色高对比', elder: false, contrast: '深色高对比' },
];

/** Chooses a mode in the settings, as a person does. @param {Person} person @param {Mode} mode */
export async function chooseMode(person, mode) {
  await person.open('#/settings');
  await radio(person.page, '对比', mode.contrast).check();
  await radio(person.page, '显示方式', mode.elder ? '长辈版' : '标准').check();
}

/** The largest letters the settings, which are open, offer: 200 % (长辈版: 30 px). @param {import('playwright-core').Page} page */
export async function largestText(page) {
  const more = button(page, '大一点').first();
  while (!(await more.getAttribute('aria-disabled'))) {
    await more.click();
    await untilDrawn(page);
  }
}

/** Within the portal, without loading it anew. @param {Person} person @param {string} hash */
export async function visit(person, hash) {
  const { page } = person;
  if (page.url() === 'about:blank') await person.open(hash);
  else await page.evaluate((to) => { window.location.hash = to; }, hash);
  await untilReady(page);
}

/**
 * A page by its address; `title` is the heading that says one has arrived.
 * @param {string} name
 * @param {string} hash
 * @param {string | RegExp} title
 * @returns {Stop}
 */
function at(name, hash, title) {
  return {
    name,
    hash,
    go: async (person) => {
      await visit(person, hash);
      await heading(person.page, title).first().waitFor();
      await loaded(person.page);
    },
  };
}

/** What is shown grey while it comes has come. @param {import('playwright-core').Page} page */
async function loaded(page) {
  await page.getByText('正在加载，请稍候').first().waitFor({ state: 'detached' });
}

/** @param {string} name @param {(person: Person) => Promise<void>} go @returns {Stop} */
const by = (name, go) => ({ name, go });

/** Empties the form that a test before may have left. @param {Person} person */
async function startForm(person) {
  const { page } = person;
  await visit(person, '#/appeals');
  await heading(page, '诉求', 1).waitFor();
  const discard = button(page, '不要了');
  if (await discard.count()) {
    await discard.click();
    await button(page, '删掉草稿').click();
    await discard.waitFor({ state: 'detached' });
  }
  await visit(person, '#/appeals/new/kind');
  await heading(page, '您要反映哪类事？', 1).waitFor();
}

/** Pages anybody may see. @returns {Stop[]} */
export function publicPages() {
  return [
    at('login', '#/login', '登录'),
    by('login-errors', async (person) => {
      await visit(person, '#/login');
      await textbox(person.page, '手机号').fill('12345');
      await button(person.page, '登录').click();
      await heading(person.page, '请检查以下问题').waitFor();
    }),
    at('login-staff', '#/login/staff', '工作人员登录'),
    at('home-signed-out', '#/', /一窗|您好/),
    at('mine-signed-out', '#/mine', /我的办件|登录/),
    at('track', '#/track', '查询进度'),
    by('track-errors', async (person) => {
      await visit(person, '#/track');
      await textbox(person.page, '办件编号').fill('320505S20261121000421');
      await textbox(person.page, '查询码').fill('O0');
      await button(person.page, '查询').click();
      await heading(person.page, '请检查以下问题').waitFor();
    }),
  ];
}

/** What the elder allowance asks, by the labels of its fields. */
const ANSWERS = {
  姓名: '示例老人甲', 身份证号: ID_NUMBER, 联系电话: '0512-65000000', 详细地址: '柳巷路 8 号 3 号楼 201', 户名: '示例老人甲', 开户银行: '示例银行',
  银行卡号: '6222020000000000000',
};

/** Answers questions and goes on until `title` is the question; one thing a page takes more of them. @param {Person} person @param {RegExp} title */
async function answerUntil({ page }, title) {
  const question = heading(page, /./, 1);
  for (let words = await question.innerText(); !title.test(words); words = await question.innerText()) {
    for (const [label, answer] of Object.entries(ANSWERS))
      if (await textbox(page, label).count()) await textbox(page, label).fill(answer);
    await button(page, '下一步').or(button(page, '对')).click();
    await page.waitForFunction((before) => document.querySelector('#mirror h1')?.textContent !== before, words);
  }
}

/**
 * A form that is begun: what the same person wrote on another walk lies on the server, and is not taken up.
 * @param {string} code of the draft @param {Stop} stop @returns {Stop}
 */
function begun(code, stop) {
  return {
    ...stop,
    go: async (person) => {
      const thrown = await person.context.request.delete(`${person.url}/api/v1/me/drafts/${code}`, {
        headers: { 'Idempotency-Key': crypto.randomUUID() },
      });
      if (![204, 404].includes(thrown.status())) throw new Error(`the draft stays: ${thrown.status()}`);
      await stop.go(person);
    },
  };
}

/** An application from its task list (长辈版: from its first question) to its check page. @returns {Stop[]} */
function applyPages() {
  return [
    begun('newborn', at('apply-together', '#/apply/newborn', /新生儿出生一件事 · 申请|生育登记办过了吗/)),
    begun('elder_allowance', at('apply', '#/apply/elder_allowance', /高龄津贴 · 申请|姓名/)),
    by('apply-question', async (person) => {
      const { page } = person;
      if (await heading(page, /申请/).count()) await link(page, /^接着填/).click();
      await heading(page, /给谁办|姓名/, 1).waitFor();
    }),
    by('apply-question-errors', async (person) => {
      await button(person.page, '下一步').click();
      await heading(person.page, '请检查以下问题').waitFor();
    }),
    by('apply-known', async (person) => {
      await answerUntil(person, /住在哪里|现在的住址/);
    }),
    by('apply-bank', async (person) => answerUntil(person, /钱打到哪里|开户银行/)),
    by('apply-materials', async (person) => {
      const { page } = person;
      await answerUntil(person, /拍材料|身份证$/);
      const chooser = page.waitForEvent('filechooser');
      await button(page, '添加照片').first().click();
      const photos = ['正面', '反面'].map((name, at) => ({ name: `${name}.png`, mimeType: 'image/png', buffer: png(800 + at, 600) }));
      await (await chooser).setFiles(photos);
      await button(page, '删除第 2 张照片').waitFor();
    }),
    by('apply-check', async (person) => {
      await visit(person, '#/apply/elder_allowance/check');
      await heading(person.page, '核对后提交', 1).waitFor();
    }),
    by('apply-check-errors', async (person) => {
      await button(person.page, '提交').click();
      await heading(person.page, '请检查以下问题').waitFor();
    }),
  ];
}

/**
 * From 办事 to the result. `correcting` is an application that the office sent back, `granted` one with its result.
 * @param {{correcting: string, granted: string}} scene
 * @returns {Stop[]}
 */
function servicePages({ correcting, granted }) {
  return [
    at('services', '#/services', '办事'),
    by('services-found', async ({ page }) => {
      await page.getByRole('searchbox', { name: '搜服务' }).fill('老人补贴');
      await link(page, /高龄津贴/).first().waitFor();
    }),
    by('services-not-found', async ({ page }) => {
      await page.getByRole('searchbox', { name: '搜服务' }).fill('买一架飞机');
      await heading(page, '没有找到').waitFor();
    }),
    by('services-of-department', async (person) => {
      await person.page.getByRole('searchbox', { name: '搜服务' }).fill('');
      await visit(person, '#/services?department=civil');
      await heading(person.page, '民政事务科').waitFor();
    }),
    at('guide-together', '#/services/newborn', '新生儿出生一件事'),
    at('guide', '#/services/elder_allowance', '高龄津贴'),
    by('guide-fits', async ({ page }) => {
      for (const [label, text] of [['年', '1942'], ['月', '3'], ['日', '7']]) await textbox(page, label).fill(text);
      await radio(page, '户口在本街道吗？', '是').check();
      await radio(page, '现在在别的地方领高龄津贴吗？', '不是').check();
      await heading(page, '您符合条件').waitFor();
    }),
    by('guide-does-not-fit', async ({ page }) => {
      await radio(page, '户口在本街道吗？', '不是').check();
      await heading(page, '您不符合条件').waitFor();
    }),
    by('services-fitting', async (person) => {
      await radio(person.page, '户口在本街道吗？', '是').check();
      await visit(person, '#/services?show=can');
      await heading(person.page, '我能办什么').waitFor();
    }),
    begun('turned_away', by('turned-away', async (person) => {
      await visit(person, '#/apply/turned_away?service=elder_allowance');
      await heading(person.page, /哪件事没办成？|想办什么事|在哪里没办成/, 1).waitFor();
    })),
    by('turned-away-errors', async ({ page }) => {
      await button(page, '下一步').click();
      await heading(page, '请检查以下问题').waitFor();
    }),
    by('book', async (person) => {
      const { page } = person;
      await visit(person, '#/book/elder_allowance');
      await loaded(page);
      const booked = button(page, '取消预约');
      await page.getByRole('combobox', { name: '哪一天来？' }).or(booked).waitFor();
      if (await booked.count()) {
        // What a walk before has booked.
        await booked.click();
        await page.getByRole('dialog').getByRole('button', { name: '取消预约' }).click();
      }
      await page.getByRole('combobox', { name: '哪一天来？' }).waitFor();
    }),
    by('book-time', async ({ page }) => {
      await page.getByRole('combobox', { name: '哪一天来？' }).selectOption({ index: 1 });
      await page.getByRole('radiogroup', { name: '几点来？' }).getByRole('radio').first().check();
    }),
    by('booked', async ({ page }) => {
      await button(page, '就约这个时间').click();
      await button(page, '取消预约').waitFor();
    }),
    at('bookings', '#/bookings', '我的预约'),
    at('guide-window-only', '#/services/lost_child_family', /./),
    ...applyPages(),
    at('case-correcting', `#/cases/${correcting}`, '请补 1 样材料'),
    at('case-mend', `#/cases/${correcting}/mend`, '补材料'),
    by('case-mend-errors', async ({ page }) => {
      await button(page, '交上去').click();
      await heading(page, '请检查以下问题').waitFor();
    }),
    at('case-granted', `#/cases/${granted}`, '办好了'),
  ];
}

/**
 * What a resident sees. `number` is a case in hand, `rated` one that waits for its rating; the others see servicePages.
 * @param {{number: string, rated: string, correcting: string, granted: string}} scene
 * @returns {Stop[]}
 */
export function residentPages({ number, rated, ...applications }) {
  return [
    at('home', '#/', /一窗|您好/),
    ...servicePages(applications),
    at('assist', '#/assist', '请人帮办'),
    at('appeals', '#/appeals', '诉求'),
    at('council', '#/council', '议事'),
    at('supervision', '#/supervision', '监督'),
    at('mine', '#/mine', '我的办件'),
    by('sign-out-dialog', async (person) => {
      await visit(person, '#/mine');
      await button(person.page, '退出登录').click();
      await person.page.getByRole('dialog', { name: '要退出登录吗？' }).waitFor();
    }),
    by('sign-out-dialog-closed', async (person) => {
      await button(person.page, '先不退出').click();
      await person.page.getByRole('dialog').waitFor({ state: 'detached' });
    }),
    at('identity', '#/identity', '实名认证'),
    by('identity-errors', async (person) => {
      await textbox(person.page, '身份证号').fill('11010119900307123X');
      await button(person.page, '确认').click();
      await heading(person.page, '请检查以下问题').waitFor();
    }),
    at('help', '#/help', '打电话找人'),
    at('notices', '#/notices', '社区通知'),
    at('notice', '#/notices/notice-1', /./),
    at('activities', '#/activities', '社区活动'),
    at('activity', '#/activities/activity-2', '亲子手工课'),
    at('search', '#/search?q=路灯', '搜索'),
    at('about', '#/about', '关于一窗'),
    at('settings', '#/settings', '设置'),
    at('my-data', '#/me', '我的信息'),
    at('not-found', '#/no/such/page', '没有这一页'),
    at('case', `#/cases/${number}`, TITLE),
    by('case-supplement', async (person) => {
      await button(person.page, '补充说明').click();
      await textbox(person.page, '补充说明').waitFor();
    }),
    by('withdraw-dialog', async (person) => {
      await visit(person, `#/cases/${number}`);
      await button(person.page, '取消').click();
      await button(person.page, '撤回').click();
      await person.page.getByRole('dialog', { name: '要撤回这件诉求吗？' }).waitFor();
    }),
    by('withdraw-dialog-closed', async (person) => {
      await button(person.page, '不撤回').click();
      await person.page.getByRole('dialog').waitFor({ state: 'detached' });
    }),
    at('case-access', `#/cases/${number}/access`, '谁看过我的信息'),
    at('receipt', `#/receipt/${number}`, '提交成功'),
    at('rating', `#/cases/${rated}/rate`, '评价'),
    by('rating-filled', async (person) => {
      await radio(person.page, '满意度', '不满意').check();
      await radio(person.page, '是否解决', '没有解决').check();
    }),
    by('appeal-kind', async (person) => startForm(person)),
    by('appeal-kind-errors', async (person) => {
      await button(person.page, '下一步').click();
      await heading(person.page, '请检查以下问题').waitFor();
    }),
    by('appeal-what', async (person) => {
      await chooseKind(person.page);
      await heading(person.page, '出了什么事？', 1).waitFor();
    }),
    by('appeal-what-errors', async (person) => {
      await button(person.page, '下一步').click();
      await heading(person.page, '请检查以下问题').waitFor();
    }),
    by('appeal-where', async (person) => {
      await writeWhat(person.page);
      await sayWhere(person.page);
      await button(person.page, '从网格里选').click();
      await person.page.getByRole('combobox', { name: '所在网格' }).waitFor();
    }),
    by('appeal-similar', async (person) => {
      await someoneElsesCase(person.url);
      await button(person.page, '下一步').click();
      await heading(person.page, OFFER, 1).waitFor();
    }),
    by('appeal-similar-joined', async (person) => {
      await button(person.page, `我也遇到了 · ${TITLE}`).first().click();
      await heading(person.page, '已经记上您了', 1).waitFor();
    }),
    by('case-joined', async (person) => {
      await button(person.page, '看这件办件').click();
      await heading(person.page, '您也遇到了这个问题').waitFor();
    }),
    by('appeal-contact', async (person) => {
      await visit(person, '#/appeals/new/where');
      await button(person.page, '下一步').click();
      await heading(person.page, '实名还是匿名？', 1).waitFor();
    }),
    by('appeal-check', async (person) => {
      await radio(person.page, '联系方式', '实名').check();
      await button(person.page, '下一步').click();
      await heading(person.page, '请核对一遍', 1).waitFor();
    }),
    by('appeals-with-draft', async (person) => {
      await visit(person, '#/appeals');
      await heading(person.page, '您有一份没写完的诉求').waitFor();
    }),
    by('discard-dialog', async (person) => {
      await button(person.page, '不要了').click();
      await person.page.getByRole('dialog', { name: '这份草稿不要了吗？' }).waitFor();
    }),
    by('discarded', async (person) => {
      await button(person.page, '删掉草稿').click();
      await person.page.getByRole('dialog').waitFor({ state: 'detached' });
    }),
    by('sent-waiting', async (person) => {
      await startForm(person);
      await fillToCheck(person.page);
      await person.context.setOffline(true);
      await button(person.page, '提交').click();
      await heading(person.page, '已保存在本机', 1).waitFor();
    }),
    by('receipt-filed', async (person) => {
      await person.context.setOffline(false);
      await heading(person.page, '提交成功', 1).waitFor();
      await loaded(person.page);
    }),
  ];
}

/**
 * The first case of a list at the workbench, opened when the list has come.
 * @param {Person} person
 * @param {string} queue the list's name
 */
export async function openFirst({ page }, queue) {
  await heading(page, new RegExp(`^${queue} [\\d,]+$`)).waitFor();
  await page.getByRole('list', { name: '办件列表' }).getByRole('link').first().click();
  await loaded(page);
}

/** What the dispatcher sees at the workbench. @returns {Stop[]} */
export function staffPages() {
  return [
    by('workbench', async (person) => {
      await visit(person, '#/workbench?queue=to_accept');
      await person.page.getByRole('list', { name: '办件列表' }).waitFor();
    }),
    by('workbench-case', async (person) => openFirst(person, '待受理')),
    by('workbench-refuse', async (person) => {
      await button(person.page, '不予受理').click();
      await textbox(person.page, '不予受理的理由').waitFor();
    }),
    by('workbench-refuse-errors', async (person) => {
      await button(person.page, '确认不予受理').click();
      await heading(person.page, '请检查以下问题').waitFor();
    }),
    by('workbench-dispatch', async (person) => {
      await visit(person, '#/workbench?queue=to_dispatch');
      await openFirst(person, '待分拨');
      await button(person.page, '分拨').click();
      await person.page.getByRole('combobox', { name: '承办部门' }).waitFor();
    }),
    by('workbench-empty-search', async (person) => {
      await visit(person, '#/workbench?queue=to_accept');
      await person.page.getByRole('searchbox').fill('没有这样的事');
      await heading(person.page, '没有找到').waitFor();
    }),
    at('staff-settings', '#/settings', '设置'),
  ];
}

/** What a grid worker sees: the day, and a visit. @returns {Stop[]} */
export function gridPages() {
  /** @param {Person} person @param {RegExp} name */
  const openVisit = async (person, name) => {
    const { page } = person;
    await visit(person, '#/grid');
    await page.getByRole('list', { name: '今天要走访的' }).getByRole('link', { name }).first().click();
    await heading(page, '走访一处', 1).waitFor();
  };
  return [
    by('grid', async (person) => {
      await visit(person, '#/grid');
      await person.page.getByRole('list', { name: '今天要走访的' }).waitFor();
      await loaded(person.page);
    }),
    by('visit', async (person) => openVisit(person, / 岁/)),
    by('visit-result', async ({ page }) => {
      await radio(page, '这次怎么样', '不愿意').check();
      await textbox(page, /^说明/).waitFor();
    }),
    by('visit-result-errors', async ({ page }) => {
      await button(page, '记下').click();
      await page.locator('#mirror [aria-invalid=true]').waitFor();
    }),
    by('patrol-photo', async (person) => {
      await visit(person, '#/grid/report');
      await heading(person.page, '拍照', 1).waitFor();
    }),
    by('patrol-photo-errors', async ({ page }) => {
      await button(page, '下一步').click();
      await heading(page, '请检查以下问题').waitFor();
    }),
    by('patrol-kind', async (person) => {
      await visit(person, '#/grid/report?page=kind');
      await heading(person.page, '是什么', 1).waitFor();
    }),
    by('patrol-where', async (person) => {
      await visit(person, '#/grid/report?page=where');
      await heading(person.page, '在哪里', 1).waitFor();
      await loaded(person.page);
    }),
  ];
}
