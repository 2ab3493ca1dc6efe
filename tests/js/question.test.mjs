// The first question in HTML shows the pictures that the program draws.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { KIND_ICONS, firstQuestion } from '../../tools/pack/question.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');

test('beside each kind stands the picture that the program draws beside it', () => {
  const source = fs.readFileSync(path.join(ROOT, 'ui/views/appeal/appeal_form.cpp'), 'utf8');
  const drawn = [...(/std::array icons\{([^}]*)\}/.exec(source)?.[1] ?? '').matchAll(/Icon::(\w+)/g)].map(([, name]) => name.replaceAll('_', '-'));
  const { fields } = JSON.parse(fs.readFileSync(path.join(ROOT, 'assets/catalogue/forms/appeal.json'), 'utf8'));
  const [{ options }] = fields;
  assert.deepEqual(Object.entries(KIND_ICONS), options.map((/** @type {string} */ option, /** @type {number} */ at) => [option, drawn[at]]));
});

test('every kind is asked for with its words, and every value is one that the form knows', () => {
  const html = firstQuestion(ROOT);
  assert.deepEqual([...html.matchAll(/value="(\w+)" required><b>([^<]+)<\/b><span>([^<]+)</g)].map(([, value, name]) => `${value} ${name}`),
    ['consult 咨询', 'help 求助', 'complaint 投诉', 'suggestion 建议', 'praise 表扬']);
  assert.match(html, /第 1 步，共 5 步/);
});
