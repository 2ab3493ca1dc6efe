// What works on photos, in a browser's page.

import { createPhotos } from './photos.mjs';

/**
 * A UUID, also where crypto.randomUUID is missing (pages without a secure context).
 * @param {Crypto} crypto
 */
export function newId(crypto) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * @param {Window & typeof globalThis} window
 * @param {Parameters<typeof createPhotos>[1]} storage
 */
export function photosOf(window, storage) {
  return createPhotos({
    createImageBitmap: window.createImageBitmap?.bind(window),
    newId: () => newId(window.crypto),
    createCanvas: (width, height) => {
      if (window.OffscreenCanvas) return new window.OffscreenCanvas(width, height);
      const canvas = window.document.createElement('canvas');
      canvas.width = width;
      canvas.height = height;
      return canvas;
    },
  }, storage);
}
