// The server's API as a client of its own: sets the scene of a test, and checks what really came to be.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { png } from './pictures.mjs';

export const PASSWORD = 'onewindow-demo';

/** A title that no case of the demo has. */
export const TITLE = '7 号楼地下室的灯不亮两天了';

let phones = 0;
/** A phone nobody has used yet. The process id keeps test files apart. */
export function freshPhone() {
  phones += 1;
  return `139${String(process.pid % 100_000).padStart(5, '0')}${String(phones).padStart(3, '0')}`;
}

/**
 * A fictional identity number: its region does not exist (GB 11643 for the last character).
 * @param {string} birth ISO
 * @param {number} order odd for men
 */
export function idNumber(birth, order) {
  const digits = `990101${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...digits].reduce((total, digit, at) => total + Number(digit) * weights[at], 0);
  return digits + '10X98765432'[sum % 11];
}

export class Api {
  /** @param {string} url */
  constructor(url) {
    this.url = url;
    this.cookie = '';
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @returns {Promise<any>}
   */
  async call(method, path, body) {
    const raw = body instanceof Uint8Array;
    /** @type {Record<string, string>} */
    const headers = { 'Accept-Language': 'zh-CN', 'Idempotency-Key': randomUUID() };
    if (this.cookie) headers.Cookie = this.cookie;
    if (body !== undefined && !raw) headers['Content-Type'] = 'application/json';
    const answer = await fetch(`${this.url}${path.startsWith('/demo') ? '' : '/api/v1'}${path}`, {
      method,
      headers,
      body: /** @type {BodyInit | undefined} */ (raw ? body : body === undefined ? undefined : JSON.stringify(body)),
    });
    const set = answer.headers.get('set-cookie');
    if (set) this.cookie = set.split(';')[0];
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : null;
  }

  /** The code that the demo's notifier "sent". @param {string} phone @returns {Promise<string>} */
  async lastCode(phone) {
    const { items } = await this.call('GET', `/demo/codes.json?phone=${phone}`);
    assert.ok(items.length, `no code was sent to ${phone}`);
    return items[0].code;
  }

  /** @param {string} phone */
  async signIn(phone) {
    await this.call('POST', '/session/code', { phone });
    await this.call('POST', '/session', { phone, code: await this.lastCode(phone) });
    return this;
  }

  /** @param {string} account */
  async signInStaff(account) {
    await this.call('POST', '/session/staff', { account, password: PASSWORD });
    return this;
  }

  /** @param {Uint8Array} [bytes] @returns {Promise<string>} */
  async upload(bytes = png(320, 240)) {
    return (await this.call('POST', '/attachments', bytes)).id;
  }

  /** @param {Record<string, unknown>} [more] */
  async file(more = {}) {
    return this.call('POST', '/cases', {
      kind: 'appeal',
      category: 'help',
      title: TITLE,
      description: '从上周三晚上开始，二到四楼的灯都不亮，楼里有两位老人，晚上下楼不敢走。',
      place: { text: '柳巷路 8 号 3 号楼', grid_id: 'liuxiang-3' },
      attachments: [],
      contact: { mode: 'named' },
      consent: true,
      ...more,
    });
  }

  /** @param {string} number */
  get(number) {
    return this.call('GET', `/cases/${number}`);
  }

  /** @param {string} number @param {string} step @param {Record<string, unknown>} [more] */
  async step(number, step, more = {}) {
    const { version } = await this.get(number);
    return this.call('POST', `/cases/${number}/steps`, { step, expected_version: version, ...more });
  }

  /** How many cases the signed-in resident has. @returns {Promise<any[]>} */
  async mine() {
    return (await this.call('GET', '/cases?scope=mine&limit=200')).items;
  }

  /** For a browser's context, so that a test which is not about signing in need not do it again. */
  asCookie() {
    const [name, value] = this.cookie.split('=');
    return { name, value, url: this.url, httpOnly: true, sameSite: /** @type {const} */ ('Strict') };
  }
}

/**
 * A case of somebody nobody has met yet, about what the tests report: its number.
 * @param {string} url
 * @param {string} [grid]
 * @returns {Promise<string>}
 */
export async function someoneElsesCase(url, grid = 'liuxiang-3') {
  const other = await new Api(url).signIn(freshPhone());
  return (await other.file({ place: { text: '柳巷路 8 号 3 号楼', grid_id: grid } })).case.number;
}

/**
 * Brings a case to `closed` through the people whose job it is.
 * @param {string} url
 * @param {string} number
 */
export async function closeCase(url, number) {
  const dispatcher = await new Api(url).signInStaff('dispatcher');
  const handler = await new Api(url).signInStaff('handler');
  const supervisor = await new Api(url).signInStaff('supervisor');
  await dispatcher.step(number, 'accept');
  await dispatcher.step(number, 'dispatch', { department_id: 'property', basis: 'statutory', note: '职责清单第 12 条' });
  await handler.step(number, 'sign_for');
  await handler.step(number, 'resolve', { note: '已更换三盏声控灯，晚上试过都亮。', attachments: [await handler.upload()] });
  await supervisor.step(number, 'verify_pass', { note: '晚上到楼道看过，三层都亮。' });
  await dispatcher.step(number, 'close', { note: '核查属实。' });
}

/** Nobody's: it only has the right check character. */
export const ID_NUMBER = '320500194203070018';

let applied = 0;

/**
 * An application for the elder allowance, for somebody who has none yet, with its papers, accepted by the department.
 * @param {Api} api
 * @returns {Promise<string>} its number
 */
async function applyFor(api) {
  const photo = () => api.upload(png(600, 450));
  const { case: filed } = await api.call('POST', '/cases', {
    kind: 'application', service: 'elder_allowance', service_version: 1, for: 'family',
    applicant: { name: '示例老人甲', id_number: idNumber('1942-03-07', applied += 1), phone: '0512-65000000' },
    home: { text: '柳巷路 8 号 3 号楼 201', grid_id: 'liuxiang-3' },
    abroad: false,
    bank: { holder: '示例老人甲', name: '示例银行', card: '6222020000000000000' },
    materials: { id_card: [await photo()], household_book: [await photo(), await photo()], bank_card: [await photo()] },
    truth: true,
  });
  await (await new Api(api.url).signInStaff('handler-civil')).step(filed.number, 'accept');
  return filed.number;
}

/**
 * A resident with one open case with a photo, one that is closed and waits for a rating, and two applications: one that
 * has to be corrected and one that was granted.
 * @param {string} url
 */
export async function residentWithCases(url) {
  const api = await new Api(url).signIn(freshPhone());
  const number = (await api.file({ attachments: [await api.upload()] })).case.number;
  const rated = (await api.file({ title: '垃圾桶满了三天' })).case.number;
  await closeCase(url, rated);
  const office = await new Api(url).signInStaff('handler-civil');
  const granted = await applyFor(api);
  await office.step(granted, 'grant', { words: '从下个月起，每月发到您尾号 0000 的银行卡上。' });
  const correcting = await applyFor(api);
  const { filled } = await office.get(correcting);
  const book = filled.find((/** @type {{path: string}} */ line) => line.path === 'materials.household_book');
  await office.step(correcting, 'request_correction', {
    fields: ['materials.household_book'], pictures: [book.pictures[1].id],
    reason: '本人那一页看不清姓名，请在亮的地方重拍一张。', by: new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10),
  });
  return { api, scene: { number, rated, correcting, granted } };
}
