// Rows of the report: a figure beside its budget and the peer's, as a table and as JSON.
import fs from 'node:fs';
import path from 'node:path';

/**
 * `most` and `least` are the budget of the row, `ratio` the budget relative to the peer's figure; a row without any is
 * told for information. A figure of null was not measured, and `note` says why.
 * @typedef {{what: string, figure: number | null, unit: string, most?: number, least?: number, peer?: number | null,
 *   ratio?: number, note?: string}} Row
 */

/** How much of its budget a row uses: 1 is all of it. Undefined where there is no budget or no figure. @param {Row} row */
export function used({ figure, most, least, peer, ratio }) {
  if (figure === null || Number.isNaN(figure)) return undefined;
  if (ratio !== undefined) return peer ? figure / peer / ratio : undefined;
  if (most !== undefined) return most === 0 ? (figure === 0 ? 0 : Infinity) : figure / most;
  return least === undefined ? undefined : least / figure;
}

/** @param {Row} row */
export function verdict(row) {
  const share = used(row);
  if (share !== undefined) return share <= 1 ? 'met' : 'falls short';
  return row.figure !== null && row.most === undefined && row.least === undefined && row.ratio === undefined ? '—' : 'not measured';
}

/** @param {number | null | undefined} figure @param {string} unit */
const said = (figure, unit) => (figure === null || figure === undefined ? '' : `${figure}${unit && ` ${unit}`}`);

/** @param {Row} row */
export function budget(row) {
  if (row.ratio !== undefined) return `≤ ${row.ratio} × peer`;
  if (row.most !== undefined) return `≤ ${said(row.most, row.unit)}`;
  return row.least === undefined ? '' : `≥ ${said(row.least, row.unit)}`;
}

/** @param {Row[]} rows */
export function asTable(rows) {
  const cells = rows.map((row) => [
    row.what,
    budget(row),
    said(row.figure, row.unit),
    said(row.peer, row.unit),
    row.peer && row.figure !== null ? `${(row.figure / row.peer).toFixed(2)} ×` : '',
    verdict(row),
    row.note ?? '',
  ]);
  const line = (/** @type {string[]} */ one) => `| ${one.join(' | ')} |`;
  return [line(['what', 'budget', 'ours', 'peer', 'ratio', 'verdict', 'note']), '|---|---|---|---|---|---|---|', ...cells.map(line)].join('\n');
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
