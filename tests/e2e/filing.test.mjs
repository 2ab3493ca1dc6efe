// The whole job with a mouse at 1280 px: a resident reports, the staff handle it, the resident sees it live, rates it
// "not satisfied", and it is reopened. Nothing is stubbed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, closeCase, freshPhone } from './support/api.mjs';
import { useStreet } from './support/fixture.mjs';
import {
  APPEAL, addPhotos, button, chooseContact, chooseKind, heading, link, radio, readReceipt, sayWhere, signIn,
  signInStaff, textbox, writeWhat,
} from './support/journey.mjs';
import { jpeg, png } from './support/pictures.mjs';

const street = useStreet();

/** A member of staff at the workbench. @param {string} account */
async function staff(account) {
  const person = await street.person();
  await person.open('#/login/staff');
  await signInStaff(person.page, account);
  return person;
}

/**
 * Opens a case in the workbench by searching for its number in a queue.
 * @param {import('playwright-core').Page} page
 * @param {string} queue
 * @param {string} number
 */
async function openCase(page, queue, number) {
  await page.getByRole('navigation', { name: '工作列表' }).getByRole('link', { name: queue }).click();
  await page.getByRole('searchbox').fill(number);
  const list = page.getByRole('list', { name: '办件列表' });
  await list.getByRole('link', { name: APPEAL.title }).click();
  await page.getByRole('region', { name: '办件' }).getByRole('heading', { name: APPEAL.title }).waitFor();
}

/** @param {import('playwright-core').Page} page @param {string} action @param {string | RegExp} after what the step's announcement says */
async function act(page, action, after) {
  await button(page, action).click();
  await page.getByText(after).first().waitFor();
}

test('a resident reports with photos, staff handle it, the resident watches, rates it badly, and it is reopened', async (t) => {
  const phone = freshPhone();
  const resident = await street.person();
  const { page } = resident;
  let number = '';
  let code = '';

  await t.test('begins without signing in', async () => {
    await resident.open();
    await link(page, '我要反映').click();
    await heading(page, '您要反映哪类事？', 1).waitFor();
  });

  await t.test('a step that is not filled in says what is missing, and leads there', async () => {
    await button(page, '下一步').click();
    await heading(page, '请检查以下问题').waitFor();
    await link(page, '请选择诉求类型').click();
    assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('type')), 'radio');
  });

  await t.test('says what and where, with two photos; a file that is no picture is refused alone', async () => {
    await chooseKind(page);
    await writeWhat(page);
    await sayWhere(page);
    await addPhotos(page, [
      { name: '楼道.png', mimeType: 'image/png', buffer: png(900, 600) },
      { name: '说明.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('这不是照片，只是改了名字的文字。') },
      { name: '灯.jpg', mimeType: 'image/jpeg', buffer: await jpeg(page) },
    ]);
    const photos = page.getByRole('group', { name: '照片' });
    const refused = photos.getByRole('button', { name: /^没有添加：说明.jpg/ });
    await refused.waitFor();
    await photos.getByRole('button', { name: '删除第 2 张照片' }).waitFor();
    // The originals are kept first and made small then.
    for (const name of ['第 1 张照片', '第 2 张照片']) await photos.getByRole('button', { name, exact: true }).waitFor();
    assert.equal(await photos.getByRole('button', { name: /^第 \d 张照片$/ }).count(), 2, 'the two pictures stay');
    await page.getByText('有一个文件不是图片，没有添加，请换一张').first().waitFor({ state: 'attached' });
    // Whoever presses it may choose another file; here the chooser is left alone, and it stays until it is taken out.
    const chooser = page.waitForEvent('filechooser');
    await refused.press('Enter');
    await chooser;
    await photos.getByRole('button', { name: '知道了，去掉没有添加的 说明.jpg' }).click();
    await refused.waitFor({ state: 'detached' });
    await button(page, '下一步').click();
    await chooseContact(page);
  });

  await t.test('checks the answers, agrees, submits, signs in by phone and code and gets a receipt', async () => {
    await heading(page, '请核对一遍', 1).waitFor();
    for (const answer of [APPEAL.kind, APPEAL.title, APPEAL.description, APPEAL.place, '2 张'])
      await page.getByRole('main').getByText(answer, { exact: true }).waitFor();
    await link(page, '修改 标题').waitFor();
    await button(page, '提交').click();
    await heading(page, '请检查以下问题').waitFor();
    await page.getByRole('checkbox', { name: /^我已知晓/ }).check();
    await button(page, '提交').click();
    await heading(page, '登录', 1).waitFor();
    await signIn(page, street.url, phone);
    ({ number, code } = await readReceipt(page));
    await link(page, '查看进度').click();
    await heading(page, APPEAL.title, 2).waitFor();
    await page.getByText('待受理').first().waitFor();
  });

  await t.test('the dispatcher accepts and dispatches, the handler signs for it, and the resident sees each step live', async () => {
    const dispatcher = await staff('dispatcher');
    await openCase(dispatcher.page, '待受理', number);
    await act(dispatcher.page, '受理', '已受理');
    await page.getByText('已受理').first().waitFor();

    await button(dispatcher.page, '分拨').click();
    await button(dispatcher.page, '确认分拨').click();
    await heading(dispatcher.page, '请检查以下问题').waitFor();
    await dispatcher.page.getByRole('combobox', { name: '承办部门' }).selectOption({ label: '物业管理科' });
    // It was filed without a place on the map: the dispatcher says whose round it is on.
    await dispatcher.page.getByRole('combobox', { name: '所在网格' }).selectOption('liuxiang-3');
    await radio(dispatcher.page, '分拨依据', '法定').check();
    await textbox(dispatcher.page, /依据说明/).fill('职责清单第 12 条');
    await button(dispatcher.page, '确认分拨').click();
    await page.getByText('已分拨').first().waitFor();
    await dispatcher.close();

    const handler = await staff('handler');
    await openCase(handler.page, '待签收', number);
    await act(handler.page, '签收', '已签收');
    await page.getByText('办理中').first().waitFor();
    await button(handler.page, '办结回复').click();
    await textbox(handler.page, '答复内容').fill('已更换三盏声控灯，晚上试过，都亮。');
    await button(handler.page, '提交答复').click();
    await heading(handler.page, '请检查以下问题').waitFor();
    const chooser = handler.page.waitForEvent('filechooser');
    await button(handler.page, '添加照片').click();
    await (await chooser).setFiles([{ name: '修好了.png', mimeType: 'image/png', buffer: png(800, 600) }]);
    await button(handler.page, '删除第 1 张照片').waitFor();
    await button(handler.page, '提交答复').click();
    await page.getByText('待核查').first().waitFor();
    await handler.close();
  });

  await t.test('the supervisor verifies, the dispatcher closes, and the resident is asked to rate', async () => {
    const supervisor = await staff('supervisor');
    await openCase(supervisor.page, '待核查', number);
    await button(supervisor.page, '核查通过').click();
    await button(supervisor.page, '确认通过').click();
    await heading(supervisor.page, '请检查以下问题').waitFor();
    await textbox(supervisor.page, '核查情况').fill('晚上到楼道看过，三层都亮。');
    await act(supervisor.page, '确认通过', '核查已通过');
    await page.getByText('待结案').first().waitFor();
    await supervisor.close();

    const dispatcher = await staff('dispatcher');
    await openCase(dispatcher.page, '待结案', number);
    await button(dispatcher.page, '结案').click();
    await textbox(dispatcher.page, '结案意见').fill('核查属实。');
    await act(dispatcher.page, '确认结案', '已结案');
    await link(page, '去评价').waitFor();
    await dispatcher.close();
  });

  await t.test('rates it "not satisfied", and it is reopened one tier up', async () => {
    await link(page, '去评价').click();
    await heading(page, '评价', 1).waitFor();
    await button(page, '提交评价').click();
    await heading(page, '请检查以下问题').waitFor();
    await radio(page, '满意度', '不满意').check();
    await radio(page, '是否解决', '没有解决').check();
    await page.getByText(/提交后会重新办理/).waitFor();
    await button(page, '提交评价').click();
    await page.getByRole('link', { name: /请选一项没办好的地方/ }).waitFor();
    await page.getByRole('checkbox', { name: '事情没有办好' }).check();
    await textbox(page, /想说的话/).fill('二楼的灯还是不亮。');
    await button(page, '提交评价').click();
    await page.getByText('已经重新办理').waitFor();
    const api = await new Api(street.url).signInStaff('supervisor');
    const detail = await api.get(number);
    assert.deepEqual(detail.rating.faults, ['not_done']);
    assert.equal(detail.tier, 1);
    assert.equal(detail.state, 'accepted');
    assert.ok(detail.chain_ok);
  });

  await t.test('tracks it by number and query code with no account', async () => {
    const stranger = await street.person();
    await stranger.open('#/appeals');
    await link(stranger.page, /^查询进度/).click();
    await textbox(stranger.page, '办件编号').fill(number.toLowerCase());
    await textbox(stranger.page, '查询码').fill('222222');
    await button(stranger.page, '查询').click();
    await heading(stranger.page, '请检查以下问题').waitFor();
    await textbox(stranger.page, '查询码').fill(` ${code.slice(0, 3)} ${code.slice(3).toLowerCase()}`);
    await button(stranger.page, '查询').click();
    await heading(stranger.page, APPEAL.title, 2).waitFor();
    const text = await stranger.page.getByRole('main').innerText();
    assert.doesNotMatch(text, new RegExp(`${phone}|\\*\\*\\*\\*${phone.slice(-4)}`), 'no personal data for a tracker');
    await stranger.close();
  });

  await resident.close();
});

test('who tracks by number and code may rate without an account', async () => {
  const owner = await new Api(street.url).signIn(freshPhone());
  const { case: filed, query_code } = await owner.file();
  await closeCase(street.url, filed.number);
  const stranger = await street.person();
  const { page } = stranger;
  await stranger.open('#/track');
  await textbox(page, '办件编号').fill(filed.number);
  await textbox(page, '查询码').fill(query_code);
  await textbox(page, '查询码').press('Enter');
  await link(page, '去评价').click();
  await radio(page, '满意度', '非常满意').check();
  await radio(page, '是否解决', '已经解决').check();
  await button(page, '提交评价').click();
  await page.getByText('谢谢您的评价').first().waitFor();
  const detail = await owner.get(filed.number);
  assert.equal(detail.rating.score, 5);
  await stranger.close();
});

test('an anonymous appeal does not tell its handler who filed it', async () => {
  const owner = await new Api(street.url).signIn(freshPhone());
  const { case: filed } = await owner.file({ contact: { mode: 'anonymous' } });
  const dispatcher = await new Api(street.url).signInStaff('dispatcher');
  await dispatcher.step(filed.number, 'accept');
  await dispatcher.step(filed.number, 'dispatch', { department_id: 'property', basis: 'agreed' });
  const handler = await staff('handler');
  await openCase(handler.page, '待签收', filed.number);
  await handler.page.getByText('匿名，经办人看不到是谁').waitFor();
  await handler.close();
});
