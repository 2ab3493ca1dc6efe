// A paper as a PDF: chosen in the form, sent in parts through a network that goes and a server that is killed, and
// opened by staff as it was. What cannot be used is said before anything is sent.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { test } from 'node:test';
import { Api, ID_NUMBER, freshPhone } from './support/api.mjs';
import { PHONE } from './support/browser.mjs';
import { useStreet } from './support/fixture.mjs';
import { button, heading, link, textbox } from './support/journey.mjs';
import { MODES, chooseMode } from './support/pages.mjs';
import { png } from './support/pictures.mjs';
import { until } from './support/wait.mjs';

/** @typedef {import('playwright-core').Page} Page */

const street = useStreet();

/** A PDF of one page and about so many bytes. @param {number} size */
function pdf(size) {
  const noise = randomBytes(size);
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Noise 4 0 R >>',
    Buffer.concat([Buffer.from(`<< /Length ${size} >>\nstream\n`), noise, Buffer.from('\nendstream')]),
  ];
  const parts = [Buffer.from('%PDF-1.7\n')];
  /** @type {number[]} */
  const places = [];
  let at = parts[0].length;
  objects.forEach((body, index) => {
    const made = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), Buffer.from(body), Buffer.from('\nendobj\n')]);
    places.push(at);
    at += made.length;
    parts.push(made);
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(Buffer.from(`xref\n0 5\n0000000000 65535 f \n${table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}

/** A resident whose application for a statement of residence lacks only its papers. @param {Api} resident */
async function atThePapers(resident) {
  await resident.call('PUT', '/me/drafts/residence_statement', {
    version: 1,
    answers: {
      for: 'self', applicant: { name: '示例老人甲', id_number: ID_NUMBER, phone: '0512-65000000' },
      home: { text: '柳巷路 8 号 3 幢 502 室', grid_id: 'liuxiang-3' }, since: '2020-01-01', for_whom: '柳巷小学', use: 'school',
    },
  });
  const person = await street.personOf(resident, PHONE);
  await person.open('#/apply/residence_statement/materials');
  await heading(person.page, '拍材料', 1).waitFor();
  return person;
}

/** @param {Page} page @param {string} name of the button @param {number} nth @param {{name: string, mimeType: string, buffer: Buffer}} file */
async function choose(page, name, nth, file) {
  const chooser = page.waitForEvent('filechooser');
  await button(page, name).nth(nth).click();
  await (await chooser).setFiles([file]);
}

test('a PDF goes through a lost network and a killed server, once, and staff open it as it was', async () => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const person = await atThePapers(resident);
  const { page, context } = person;
  const document = pdf(3_500_000);
  /** @type {string[]} */
  const sent = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/uploads')) sent.push(`${request.method()} ${new URL(request.url()).search}`);
  });
  await choose(page, '选照片或 PDF', 0, { name: '租房合同.pdf', mimeType: 'application/pdf', buffer: document });
  await page.getByText('第 1 份：PDF 文件').waitFor();
  await page.getByText('1 页，3.4 MB').waitFor();
  await choose(page, '添加照片', 0, { name: '身份证.png', mimeType: 'image/png', buffer: png(900, 600) });
  await button(page, '删除第 1 张照片').waitFor();
  await button(page, '下一步').click();
  await page.getByRole('checkbox', { name: /^以上都是真的/ }).click();

  // The network goes after the first part.
  let parts = 0;
  await page.route('**/api/v1/uploads/*', async (route) => {
    if (++parts > 1) return route.abort('connectionreset');
    return route.continue();
  });
  await button(page, '提交').click();
  await until(async () => parts > 1, 'a part was lost');
  // And the server is killed meanwhile.
  await street.server.kill9();
  await page.unroute('**/api/v1/uploads/*');
  await street.server.start();
  await until(async () => {
    await button(page, '现在就试').click({ timeout: 1000 }).catch(() => {});
    return (await resident.mine()).length === 1;
  }, 'the application is filed', 90_000);
  const [filed] = await resident.mine();
  assert.equal(filed.photos, 2);
  const begun = sent.filter((one) => one.startsWith('POST')).length;
  assert.equal(begun, 1, `announced once: ${sent}`);
  assert.ok(sent.includes('PUT ?offset=1048576'), `it went on where it was: ${sent}`);
  assert.equal(sent.filter((one) => one === 'PUT ?offset=0').length, 1, `nothing was sent again: ${sent}`);

  const office = await street.personOf(await new Api(street.url).signInStaff('handler-community'), { viewport: { width: 1280, height: 800 } });
  await office.open(`#/workbench?queue=to_accept&case=${filed.number}`);
  const [download] = await Promise.all([
    office.page.waitForEvent('download'),
    link(office.page, '打开第 1 份 PDF（1 页）').click(),
  ]);
  assert.match(download.suggestedFilename(), /\.pdf$/);
  assert.ok(fs.readFileSync(await download.path()).equals(document), 'it is the file that was chosen');
  await office.close();
  await person.close();
  await context.close();
});

/** As if it were let go over the middle of the page. @param {Page} page @param {{name: string, mimeType: string, buffer: Buffer}} file */
async function drop(page, { name, mimeType, buffer }) {
  const files = await page.evaluateHandle(({ name, mimeType, base64 }) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (one) => one.charCodeAt(0))], name, { type: mimeType }));
    return transfer;
  }, { name, mimeType, base64: buffer.toString('base64') });
  await page.dispatchEvent('body', 'drop', { dataTransfer: files });
}

test('a PDF and a picture that are dropped go to the paper of the page they are dropped on', async () => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const person = await atThePapers(resident);
  const { page } = person;
  // One paper a page.
  await chooseMode(person, /** @type {import('./support/pages.mjs').Mode} */ (MODES.find(({ id }) => id === 'elder')));
  await person.open('#/apply/residence_statement/materials.id_card');
  await button(page, '添加照片').waitFor();
  await drop(page, { name: '身份证.png', mimeType: 'image/png', buffer: png(900, 600) });
  await button(page, '删除第 1 张照片').waitFor();
  await person.open('#/apply/residence_statement/materials.home_proof');
  await button(page, '选照片或 PDF').waitFor();
  assert.equal(await button(page, /^删除第 1 /).count(), 0, 'the picture is with the other paper');
  await drop(page, { name: '合同.pdf', mimeType: 'application/pdf', buffer: pdf(1000) });
  await page.getByText('第 1 份：PDF 文件').waitFor();
  // Where only photos are taken, a PDF is refused with words.
  await person.open('#/apply/residence_statement/materials.id_card');
  await button(page, '删除第 1 张照片').waitFor();
  await drop(page, { name: '合同.pdf', mimeType: 'application/pdf', buffer: pdf(1000) });
  await page.getByText('这里只收照片').first().waitFor();
  await person.close();
});

test('what cannot be taken is refused before it is sent, each in words that help, and is no page of the paper', async () => {
  const resident = await new Api(street.url).signIn(freshPhone());
  const person = await atThePapers(resident);
  const { page } = person;
  const good = pdf(1000);
  const locked = Buffer.from(good.toString('latin1').replace('/Size 5', '/Size 5 /Encrypt 9 0 R'), 'latin1');
  for (const [buffer, said] of /** @type {[Buffer, string][]} */ ([
    [locked, '这份 PDF 设了密码。请去掉密码再选，或者把每一页拍成照片'],
    [good.subarray(0, -40), '这份 PDF 不完整。请重新下载或重新保存，再选一次'],
    [Buffer.from(good.toString('latin1').replace('/Noise 4 0 R', '/AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >>'), 'latin1'),
      '这份 PDF 里带有会自己运行的内容或别的文件，为了安全不能收'],
    [Buffer.from('PK\x03\x04 word'), '这个文件不是照片'],
    [Buffer.alloc(0), '这个文件是空的'],
    [Buffer.from('\0\0\0\x20ftypheic\0\0\0\0mif1heic'), '这是苹果手机的 HEIC 照片，这里打不开。请在手机“设置”的“相机”“格式”里选“兼容性最佳”再拍'],
    [png(900, 600).subarray(0, 400), '这张照片坏了或者不完整，打不开'],
  ])) {
    await choose(page, '选照片或 PDF', 0, { name: '租房合同.pdf', mimeType: 'application/pdf', buffer });
    await page.getByText(said).first().waitFor();
    await page.getByText('没有添加：租房合同.pdf').first().waitFor();
    assert.equal(await page.getByText(/^第 1 (页|份)/).count(), 0, said);
    await button(page, '知道了，去掉没有添加的 租房合同.pdf').click();
  }
  assert.equal(await textbox(page, '姓名').count(), 0);
  await person.close();
});
