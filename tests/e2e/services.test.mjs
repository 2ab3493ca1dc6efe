// A service from the first look to its result, in both programs: found by an everyday word, a verdict, a form with
// photos, a paper to be corrected, the decision, its document and the code by which anybody checks it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, ID_NUMBER, freshPhone } from './support/api.mjs';
import { PHONE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link, radio, textbox } from './support/journey.mjs';
import { png } from './support/pictures.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();
const RESULT = '从 2027 年 1 月起，每月发到您的银行卡上。';
const REASON = '本人那一页看不清姓名，请在亮的地方重拍一张。';

/** @param {Page} page @param {string} group @param {string} name */
const choose = (page, group, name) =>
  page.getByRole('radiogroup', { name: group }).getByRole('radio', { name, exact: true }).click();

/** @param {Page} page @param {Record<string, string>} texts by their labels */
async function type(page, texts) {
  for (const [label, text] of Object.entries(texts)) await textbox(page, label).fill(text);
}

/** @param {Page} page @param {number} which of the materials */
async function photograph(page, which) {
  const chooser = page.waitForEvent('filechooser');
  await button(page, '添加照片').nth(which).click();
  await (await chooser).setFiles([{ name: `材料${which}.png`, mimeType: 'image/png', buffer: png(900 + which, 600) }]);
}

test('a service is found, asked for with photos, corrected, granted, and its document can be checked', async (t) => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const person = await street.personOf(resident, PHONE);
  const { page } = person;
  const office = await street.personOf(await new Api(street.url).signInStaff('handler-civil'), { viewport: { width: 1280, height: 800 } });
  const desk = office.page;
  let number = '';

  await t.test('an everyday word finds it, and answers to three questions give the verdict', async () => {
    await person.open('#/services');
    await page.getByRole('searchbox', { name: '搜服务' }).fill('老人补贴');
    await link(page, /高龄津贴/).first().click();
    await heading(page, '还差 3 项才知道').waitFor();
    await type(page, { 年: '1942', 月: '3', 日: '7' });
    await choose(page, '户口在本街道吗？', '是');
    await choose(page, '现在在别的地方领高龄津贴吗？', '不是');
    await heading(page, '您符合条件').waitFor();
  });

  await t.test('the form leads from question to question; a paper that may follow is promised', async () => {
    await link(page, '开始办').or(button(page, '开始办')).click();
    await link(page, /^接着填/).click();
    await type(page, { 姓名: '示例老人甲', 身份证号: ID_NUMBER });
    await button(page, '下一步').click();
    await type(page, { 详细地址: '柳巷路 8 号 3 幢 502 室' });
    await button(page, '下一步').click();
    await type(page, { 户名: '示例老人甲', 开户银行: '示例银行', 银行卡号: '6222020000000000000' });
    await button(page, '下一步').click();
    await heading(page, '拍材料', 1).waitFor();
    for (const which of [0, 1]) {
      await photograph(page, which);
      await button(page, '删除第 1 张照片').nth(which).waitFor();
    }
    await page.getByRole('checkbox', { name: '现在拿不出来，以后补交' }).click();
    await button(page, '下一步').click();
    await page.getByText(/^银行卡可以后补/).waitFor();
    await page.getByRole('checkbox', { name: /^以上都是真的/ }).click();
    await button(page, '提交').click();
    await heading(page, '提交成功').waitFor();
    const filed = await resident.mine();
    assert.deepEqual(filed.map(({ title, state, photos }) => [title, state, photos]), [['高龄津贴', 'submitted', 2]]);
    number = filed[0].number;
  });

  await t.test('the department accepts it and asks for one paper again', async () => {
    await office.open(`#/workbench?queue=to_accept&case=${number}`);
    await button(desk, '受理').click();
    await button(desk, '请补材料').click();
    await desk.getByRole('checkbox', { name: '户口簿', exact: true }).check();
    await type(desk, { '哪里不对，怎么补': REASON, 年: '2026', 月: '12', 日: '31' });
    await button(desk, '提交').click();
    await until(async () => (await resident.get(number)).state === 'correction', 'the resident has to correct it');
  });

  await t.test('the resident is asked for that paper alone, and hands it in', async () => {
    await person.open(`#/cases/${number}`);
    await heading(page, '请补 1 样材料').waitFor();
    await page.getByText(REASON).first().waitFor();
    await link(page, '去补正').or(button(page, '去补正')).click();
    await button(page, '交上去').waitFor();
    assert.equal(await button(page, '添加照片').count(), 1);
    await photograph(page, 0);
    await button(page, '删除第 1 张照片').waitFor();
    await button(page, '交上去').click();
    await until(async () => (await resident.get(number)).state === 'reviewing', 'the department has it again');
  });

  await t.test('who decides sees the whole card number for a reason that the applicant reads', async () => {
    await office.open(`#/workbench?queue=to_review&case=${number}`);
    await button(desk, '查看完整号码').click();
    await textbox(desk, '为什么要看完整号码').fill('核对打款账号');
    await button(desk, '显示号码').click();
    await desk.getByText(/6222 ?0200 ?0000 ?0000 ?000/).first().waitFor();
    await button(desk, '藏起来').click();
    await desk.getByText(/6222 ?0200 ?0000 ?0000 ?000/).first().waitFor({ state: 'detached' });
    await person.open(`#/cases/${number}/access`);
    await page.getByText('理由：核对打款账号').waitFor();
  });

  await t.test('granted, the result is one sentence, a document and a code without personal data', async () => {
    await office.open(`#/workbench?queue=to_review&case=${number}`);
    await button(desk, '批准').click();
    await textbox(desk, /^结果/).fill(RESULT);
    // A paper is still to come: granted without it only with a word why.
    await textbox(desk, /^备注/).fill('银行卡照片可以后补');
    await button(desk, '提交').click();
    await until(async () => (await resident.get(number)).state === 'granted', 'it is granted');
    await person.open(`#/cases/${number}`);
    await heading(page, '办好了').waitFor();
    await page.getByText(RESULT).first().waitFor();
    await link(page, '下载结果').or(button(page, '下载结果')).waitFor();
    const { result } = await resident.get(number);
    await page.getByText(result.check_code.replace(/(.{4})(?=.)/, '$1 ')).waitFor();
    const checked = await (await fetch(`${street.url}/api/v1/results/${result.check_code}`)).text();
    assert.match(checked, /高龄津贴/);
    assert.doesNotMatch(checked, new RegExp(`${ID_NUMBER}|示例老人甲`));
  });

  await t.test('closed, it is rated by who asked for it', async () => {
    await (await new Api(street.url).signInStaff('handler-civil')).step(number, 'close', { note: '证件已经寄出。' });
    await person.open(`#/cases/${number}/rate`);
    await radio(page, '满意度', '非常满意').check();
    await radio(page, '是否解决', '已经解决').check();
    await button(page, '提交评价').click();
    await heading(page, '谢谢您的评价').waitFor();
    assert.equal((await resident.get(number)).rating.score, 5);
  });

  await person.close();
  await office.close();
});
