// The whole filing by somebody who hears the page and never sees it, in Chinese.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, freshPhone, someoneElsesCase } from './support/api.mjs';
import { useStreet } from './support/fixture.mjs';
import { APPEAL, OFFER, button, heading } from './support/journey.mjs';
import { Listener } from './support/listener.mjs';
import { png } from './support/pictures.mjs';

const street = useStreet();

test('a person who only hears signs in, reports, and hears the receipt', async () => {
  const person = await street.person();
  const { page } = person;
  const phone = freshPhone();
  await someoneElsesCase(street.url);
  await person.open('#/login');
  const ear = new Listener(page);
  await ear.start();

  await heading(page, '登录', 1).waitFor();
  await ear.hear(/^heading, 登录, level 1/);
  await ear.hear(/^textbox, 手机号, .*我们会发一条短信/);
  await ear.type(phone);
  await ear.hear(/^button, 获取验证码/);
  await ear.act();
  await ear.hearBySelf(/验证码已发送/);
  await ear.hear(/^textbox, 验证码/);
  await ear.type(await new Api(street.url).lastCode(phone));
  await ear.hear(/^button, 登录$/);
  await ear.act();

  await ear.hear(/^heading, 一窗 · 示例街道, level 1$/);
  await ear.hear(/^navigation, 主导航$/);
  await ear.hear(/^link, 首页, .*current page/);
  await ear.hear(/^main$/);
  await ear.hear(/^link, 我要反映/);
  await ear.act();

  await heading(page, '您要反映哪类事？', 1).waitFor();
  await ear.hear(/^progressbar, 填写进度, .*第 1 步，共 5 步/);
  await ear.hear(/^heading, 您要反映哪类事？, level 1/);
  await ear.hear(/^radiogroup, 诉求类型/);
  await ear.hear(/^radio, 求助, .*有困难，需要人帮忙/);
  await ear.act();
  await ear.hear(/^button, 下一步$/);
  await ear.act();

  await heading(page, '出了什么事？', 1).waitFor();
  await ear.hear(/^textbox, 标题, .*required/);
  await ear.type(APPEAL.title);
  await ear.hear(/^button, 下一步$/);
  await ear.act();
  // Something is missing: it is said by itself, with the way to the field.
  await heading(page, '请检查以下问题').waitFor();
  await ear.hear(/^heading, 请检查以下问题/);
  await ear.hear(/^link, 请写下发生了什么/);
  await ear.hear(/^textbox, 详细描述, .*请写下发生了什么.*invalid/);
  await ear.type(APPEAL.description);
  await ear.hear(/^button, 下一步$/);
  await ear.act();

  await heading(page, '在哪里？', 1).waitFor();
  await ear.hear(/^textbox, 发生地点/);
  await ear.type(APPEAL.place);
  await ear.hear(/^button, 添加照片/);
  const chooser = page.waitForEvent('filechooser');
  await ear.act();
  await (await chooser).setFiles([{ name: '灯.png', mimeType: 'image/png', buffer: png(400, 300) }]);
  await ear.hearBySelf(/已添加照片/);
  await button(page, '删除第 1 张照片').waitFor();
  await ear.hear(/^button, 下一步$/);
  await ear.act();

  await heading(page, OFFER, 1).waitFor();
  await ear.hear(new RegExp(`^heading, ${OFFER}, level 1`));
  await ear.hear(new RegExp(`^heading, ${APPEAL.title}, level 2`));
  await ear.hear(new RegExp(`^button, 我也遇到了 · ${APPEAL.title}`));
  await ear.hear(/^button, 都不是，继续填写$/);
  await ear.act();

  await heading(page, '实名还是匿名？', 1).waitFor();
  await ear.hear(/^radiogroup, 联系方式/);
  await ear.hear(/^radio, 匿名, .*经办人看不到您是谁/);
  await ear.act();
  await ear.hear(/^button, 下一步$/);
  await ear.act();

  await heading(page, '请核对一遍', 1).waitFor();
  await ear.hear(new RegExp(APPEAL.title));
  await ear.hear(new RegExp(APPEAL.place));
  await ear.hear(/^checkbox, 我已知晓.*not checked/);
  await ear.act();
  await ear.hear(/^button, 提交$/);
  await ear.act();

  await heading(page, '提交成功', 1).waitFor();
  await ear.hear(/^heading, 提交成功, level 1/);
  const number = await ear.hear(/\d{6} ?S ?\d{8}/);
  await ear.hear(/查询码/);
  assert.match(number, /\d{6} ?S ?\d{8} ?\d{5} ?\d/, 'the number can be heard');
  await ear.stop();
  await person.close();
});
