// What a device says was read aloud of a mandate (server/rules/mandate_text.py checks it).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** @type {Record<string, string>} */
const WORDS = JSON.parse(readFileSync(new URL('../../../assets/i18n/zh-CN/mandate_text.json', import.meta.url), 'utf8'));
const DAY_MS = 86_400_000;
const CHINA_MS = 8 * 3_600_000;

/** @param {string} key @param {Record<string, string | number>} values */
function say(key, values = {}) {
  return WORDS[`mandate.text.${key}`].replace(/\{([a-z_]+)\}/g, (_, name) => String(values[name]));
}

/** The member `text` of a mandate that begins today. @param {string} number of the worker @param {string} matter @param {string[]} scopes file first @param {number} days */
export function spokenText(number, matter, scopes, days) {
  const last = new Date(Date.now() + CHINA_MS + (days - 1) * DAY_MS);
  const day = `${last.getUTCFullYear()}年${last.getUTCMonth() + 1}月${last.getUTCDate()}日`;
  const words = say('whole', {
    about: say('service', { number, matter }),
    scopes: say('scopes', { scopes: scopes.map((scope) => say(`scope.${scope}`)).join(say('and')) }),
    until: say('until', { day, days }),
    revoke: say('revoke'),
  });
  return { hash: createHash('sha256').update(words).digest('hex'), language: 'zh-CN', version: '1', words };
}
