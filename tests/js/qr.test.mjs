import assert from 'node:assert/strict';
import { test } from 'node:test';
import jsQR from 'jsqr';
import { qrPixels } from '../../web/bridges/qr/qr.mjs';

test('What is drawn as a QR code is what another program reads from it', () => {
  const texts = [
    'http://127.0.0.1/#/track/320505S20261121000429',
    '一窗：办件编号 320505 S 20261121 000429',
    'x'.repeat(900),
  ];
  for (const text of texts) {
    const { size, pixels } = qrPixels(text);
    const read = jsQR(pixels, size, size);
    assert.equal(read && new TextDecoder().decode(new Uint8Array(read.binaryData)), text);
  }
});

test('A QR code has the white border that cameras need', () => {
  const { size, pixels } = qrPixels('https://example.org/');
  const border = 4 * 8;
  for (let y = 0; y < size; ++y)
    for (let x = 0; x < size; ++x) {
      const inside = x >= border && y >= border && x < size - border && y < size - border;
      if (!inside) assert.equal(pixels[(y * size + x) * 4], 255, `${x},${y}`);
    }
  assert.equal(pixels[(border * size + border) * 4], 0, 'the corner mark begins where the border ends');
});
