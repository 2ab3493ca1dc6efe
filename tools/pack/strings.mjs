// Strings: assets/i18n/<language>/*.json, one flat object an area, merged into one object a language.
import fs from 'node:fs';
import path from 'node:path';

/**
 * @param {string} folder
 * @param {string[]} [without] areas that are left out, e.g. 'gallery'
 * @returns {Map<string, Record<string, string>>}
 */
export function mergeStrings(folder, without = []) {
  const languages = new Map();
  if (!fs.existsSync(folder)) return languages;
  for (const language of fs.readdirSync(folder).sort()) {
    if (!fs.statSync(path.join(folder, language)).isDirectory()) continue;
    /** @type {Record<string, string>} */
    const merged = {};
    for (const name of fs.readdirSync(path.join(folder, language)).sort()) {
      if (!name.endsWith('.json') || without.includes(name.slice(0, -5))) continue;
      const file = path.join(folder, language, name);
      for (const [key, text] of Object.entries(JSON.parse(fs.readFileSync(file, 'utf8')))) {
        if (key in merged) throw new Error(`${file}: key ${key} is also in another file`);
        if (typeof text !== 'string') throw new Error(`${file}: ${key} is not a text`);
        merged[key] = text;
      }
    }
    languages.set(language, merged);
  }
  return languages;
}

/** A list of keys: a key a line, and lines that begin with #. @param {string} text @returns {Set<string>} */
export const readTexts = (text) => new Set(text.split('\n').filter((line) => line && !line.startsWith('#')));

/**
 * Texts of the keys that are wanted first, and all others.
 * @param {Record<string, string>} texts
 * @param {(key: string) => boolean} wanted
 */
export function parted(texts, wanted) {
  const of = (/** @type {boolean} */ first) => Object.fromEntries(Object.entries(texts).filter(([key]) => wanted(key) === first));
  return { first: of(true), others: of(false) };
}
