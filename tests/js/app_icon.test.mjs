// The portal's sign as PNG (tools/pack/app_icon.mjs).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { readPng } from '../e2e/support/pictures.mjs';
import { drawSign, linesOf, readSign } from '../../tools/pack/app_icon.mjs';

const svg = fs.readFileSync(new URL('../../web/shell/static/favicon.svg', import.meta.url), 'utf8');
const GROUND = 0x0a5bb5, STROKE = 0xffffff;

test('the icon of the home screen is the portal\'s sign: a white window on blue', () => {
  const icon = readPng(drawSign(readSign(svg), 64));
  assert.equal(icon.width, 64);
  assert.equal(icon.at(32, 32), STROKE, 'the middle, where the bars cross');
  assert.equal(icon.at(24, 24), GROUND, 'a pane');
  assert.equal(icon.at(32, 8), GROUND, 'above the window');
});

test('where a system cuts its own shape out, the window is smaller and the blue reaches the edges', () => {
  const sign = readSign(svg);
  const icon = readPng(drawSign(sign, 64)), whole = readPng(drawSign(sign, 64, { maskable: true }));
  assert.equal(icon.at(16, 32), STROKE, 'the frame');
  assert.equal(whole.at(16, 32), GROUND);
  assert.equal(whole.at(0, 0), GROUND);
});

test('a sign with what cannot be drawn stops the build and says what it is', () => {
  assert.throws(() => linesOf('M0 0c1 1 2 2 3 3'), /not known: c/);
  assert.throws(() => readSign(svg.replace('#fff', 'white')), /white/);
  assert.throws(() => readSign(svg.replace(/ rx="7"/, '')), /no rx/);
});
