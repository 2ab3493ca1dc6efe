// Another version of the portal, made of the one that is there: the name of one tile is another one.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * @param {string} folder a portal as packed, which is changed
 * @param {string} before the tile's name
 * @param {string} now
 * @returns {string} path of the file that the update brings
 */
export function update(folder, before = '我要反映', now = '我来反映') {
  const index = path.join(folder, 'index.html');
  const page = fs.readFileSync(index, 'utf8');
  const [name] = /zh-CN\.[0-9a-f]{10}\.json/.exec(page) ?? [];
  if (!name) throw new Error(`no words in ${index}`);
  const words = fs.readFileSync(path.join(folder, name), 'utf8').replaceAll(before, now);
  const next = `zh-CN.${createHash('sha256').update(words).digest('hex').slice(0, 10)}.json`;
  fs.writeFileSync(path.join(folder, next), words);
  // The first page's own words are of the same version.
  fs.writeFileSync(index, page.replaceAll(name, next).replaceAll(before, now));
  for (const ending of ['.br', '.gz']) fs.rmSync(index + ending, { force: true });
  for (const ending of ['', '.br', '.gz']) fs.rmSync(path.join(folder, name + ending), { force: true });
  return path.join(folder, next);
}
