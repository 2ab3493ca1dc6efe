// The figures of a run for docs/: the table in figures.md and a picture of how much of each budget is used.
import fs from 'node:fs';
import path from 'node:path';
import { asTable, budget, used, verdict } from './report.mjs';

/** @typedef {import('./report.mjs').Row} Row */

const LABEL = 330;
const BAR = 320;
const LINE = 26;
const TOP = 64;
const WIDTH = LABEL + BAR + 250;

/** @param {string} words */
const escaped = (words) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/**
 * One bar a row: its length is the share of the budget that is used, the upright line is all of it. Bars end at twice
 * the budget; the words beside them say the figures.
 * @param {Row[]} rows
 * @param {string} title
 */
export function picture(rows, title) {
  const shown = rows.filter((row) => used(row) !== undefined);
  const height = TOP + shown.length * LINE + 16;
  const limit = LABEL + BAR / 2;
  const bars = shown.map((row, index) => {
    const y = TOP + index * LINE;
    const met = verdict(row) === 'met';
    const width = Math.max(2, (Math.min(2, used(row) ?? 0) * BAR) / 2);
    const peer = row.peer === undefined || row.peer === null ? '' : `, peer ${row.peer}`;
    const words = `${row.figure} ${row.unit} (${budget(row)}${peer})${met ? '' : ' — falls short'}`;
    return `<text x="${LABEL - 12}" y="${y + 15}" text-anchor="end">${escaped(row.what)}</text>` +
      `<rect x="${LABEL}" y="${y + 3}" width="${width.toFixed(1)}" height="16" rx="3" fill="${met ? '#0b7370' : '#b3541e'}"/>` +
      `<text x="${LABEL + Math.max(width, BAR / 2) + 8}" y="${y + 15}" class="q">${escaped(words)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH + 60} ${height}" font-family="sans-serif" font-size="12">
<style>text{fill:#16202c}.q{fill:#4a5868}.t{font-size:16px;font-weight:700}</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="16" y="26" class="t">${escaped(title)}</text>
<text x="16" y="46" class="q">The bar is the share of the budget that is used; at the line all of it is.</text>
${bars.join('\n')}
<line x1="${limit}" x2="${limit}" y1="${TOP - 6}" y2="${height - 10}" stroke="#16202c" stroke-dasharray="3 3"/>
</svg>
`;
}

/**
 * Writes docs/figures.svg and the table between the marks of docs/figures.md.
 * @param {string} root
 * @param {Row[]} rows
 * @param {string} where the machine and the day
 */
export function writeFigures(root, rows, where) {
  const file = path.join(root, 'docs/figures.md');
  const text = fs.readFileSync(file, 'utf8');
  const [begin, end] = ['<!-- figures: begin -->', '<!-- figures: end -->'];
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error('docs/figures.md has lost its marks');
  fs.writeFileSync(file, [text.slice(0, from + begin.length), where, '![How much of each budget is used](figures.svg)', asTable(rows), text.slice(to)].join('\n\n'));
  fs.writeFileSync(path.join(root, 'docs/figures.svg'), picture(rows, 'OneWindow against its budgets'));
}
