// The visits of the first page meet a case in one state, and one day of the week: who comes tomorrow meets another.
import fs from 'node:fs';
import path from 'node:path';

/** What the page shows by itself in a trouble, or on another day: whole areas, by how their keys begin. */
const ALWAYS = ['rest.', 'time.', 'number.', 'error.code.'];

/** @param {string} folder @param {string} name */
const read = (folder, name) => JSON.parse(fs.readFileSync(path.join(folder, `${name}.json`), 'utf8'));

/**
 * The texts that were said, and those that stand in the same place for another word of the catalogue ("state.closed"
 * for "state.accepted"); of those there are.
 * @param {Set<string>} said @param {string[]} all @param {string} catalogue folder @returns {string[]} sorted
 */
export function withFamilies(said, all, catalogue) {
  const { kinds, states, steps } = read(catalogue, 'case');
  const words = [
    Object.keys(kinds), Object.keys(states), steps.map((/** @type {{code: string}} */ step) => step.code),
    Object.keys(read(catalogue, 'roles').roles),
    read(path.join(catalogue, 'forms'), 'appeal').fields.find((/** @type {{path: string}} */ field) => field.path === 'category').options,
    Array.from({ length: 10 }, (_, digit) => String(digit)),
  ];
  const keys = new Set(said);
  for (const key of said) {
    const parts = key.split('.');
    for (const [index, part] of parts.entries())
      for (const family of words.filter((one) => one.includes(part)))
        for (const other of family) keys.add([...parts.slice(0, index), other, ...parts.slice(index + 1)].join('.'));
  }
  return all.filter((key) => keys.has(key) || ALWAYS.some((begin) => key.startsWith(begin))).sort();
}
