// Rows of the report: a figure beside its budget, as a table and as JSON.
import fs from 'node:fs';
import path from 'node:path';

/**
 * `most` and `least` are the budget of quality.md; a row without either is told for information. A figure of null was
 * not measured, and `note` says why.
 * @typedef {{what: string, figure: number | null, unit: string, most?: number, least?: number, note?: string}} Row
 */

/** @param {Row} row */
export function verdict(row) {
  if (row.figure === null) return 'not measured';
  if (row.most === undefined && row.least === undefined) return '—';
  const good = (row.most === undefined || row.figure <= row.most) && (row.least === undefined || row.figure >= row.least);
  return good ? 'met' : 'falls short';
}

/** @param {Row} row */
function budget(row) {
  if (row.most !== undefined) return `≤ ${row.most}${row.unit && ` ${row.unit}`}`;
  if (row.least !== undefined) return `≥ ${row.least}${row.unit && ` ${row.unit}`}`;
  return '';
}

/** @param {Row[]} rows */
export function asTable(rows) {
  const cells = rows.map((row) => [
    row.what,
    row.figure === null ? '' : `${row.figure}${row.unit && ` ${row.unit}`}`,
    budget(row),
    verdict(row),
    row.note ?? '',
  ]);
  const line = (/** @type {string[]} */ one) => `| ${one.join(' | ')} |`;
  return [line(['what', 'figure', 'budget', 'verdict', 'note']), '|---|---|---|---|---|', ...cells.map(line)].join('\n');
}

/** @param {string} folder @param {Row[]} rows @param {Record<string, unknown>} details */
export function write(folder, rows, details) {
  fs.mkdirSync(folder, { recursive: true });
  const told = rows.map((row) => ({ ...row, verdict: verdict(row) }));
  fs.writeFileSync(path.join(folder, 'report.json'), `${JSON.stringify({ rows: told, ...details }, null, 1)}\n`);
  fs.writeFileSync(path.join(folder, 'report.md'), `# What was measured\n\n${asTable(rows)}\n`);
}

/** The value that so many per cent of the values do not exceed. @param {number[]} values @param {number} percent */
export function percentile(values, percent) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil((percent / 100) * sorted.length) - 1)] ?? 0;
}
