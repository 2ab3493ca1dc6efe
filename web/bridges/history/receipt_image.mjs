// The receipt as a picture file, for people who keep things in their photo album.

import { saveFile } from './save_file.mjs';

/**
 * @typedef {object} ReceiptLine
 * @property {'title' | 'label' | 'value' | 'note'} style
 * @property {string} text
 */

const FONTS = { title: 'bold 44px', label: '28px', value: 'bold 44px', note: '26px' };
const INK = { title: '#17714a', label: '#4a5868', value: '#16202c', note: '#4a5868' };
const WIDTH = 900;
const MARGIN = 60;

/**
 * Lines "style\0text\0…" as the program writes them.
 * @param {string} text
 * @returns {ReceiptLine[]}
 */
export function parseLines(text) {
  const parts = text.split('\0');
  /** @type {ReceiptLine[]} */
  const lines = [];
  for (let at = 0; at + 1 < parts.length; at += 2) {
    const style = /** @type {ReceiptLine['style']} */ (parts[at]);
    if (style in FONTS) lines.push({ style, text: parts[at + 1] });
  }
  return lines;
}

/**
 * Breaks a text into lines that fit, character by character (Chinese needs no spaces).
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} width
 */
export function wrap(context, text, width) {
  const lines = [];
  let line = '';
  for (const character of text) {
    if (line && context.measureText(line + character).width > width) {
      lines.push(line);
      line = '';
    }
    line += character;
  }
  if (line) lines.push(line);
  return lines;
}

/**
 * Draws the lines and offers the picture as a download.
 * @param {Document} document
 * @param {string} lineText
 * @param {string} fileName
 */
export function saveReceipt(document, lineText, fileName) {
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  const context = canvas.getContext('2d');
  if (!context) return;

  const family = 'system-ui, sans-serif';
  /** @type {{style: ReceiptLine['style'], text: string, y: number}[]} */
  const placed = [];
  let y = MARGIN;
  for (const { style, text } of parseLines(lineText)) {
    context.font = `${FONTS[style]} ${family}`;
    const size = Number.parseInt(/\d+/.exec(FONTS[style])?.[0] ?? '28', 10);
    for (const line of wrap(context, text, WIDTH - 2 * MARGIN)) {
      y += size * 1.4;
      placed.push({ style, text: line, y });
    }
    y += style === 'label' ? 4 : 28;
  }
  canvas.height = Math.ceil(y + MARGIN);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const { style, text, y: baseline } of placed) {
    context.font = `${FONTS[style]} ${family}`;
    context.fillStyle = INK[style];
    context.fillText(text, MARGIN, baseline);
  }
  canvas.toBlob((blob) => {
    if (blob) saveFile(document, blob, fileName);
  }, 'image/png');
}
