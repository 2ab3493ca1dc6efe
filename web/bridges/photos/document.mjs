// A PDF before it is sent: what can be seen of it without reading it. The server looks into it for good; what is plain
// to see is told at once, while the person has the paper in hand.

/** More than this the server does not take (limits.document_bytes). */
export const MAX_DOCUMENT_BYTES = 20 * 1024 * 1024;
const END_BYTES = 2048;
/** What would run by itself, and other files within (server/services/pdf_reading.py looks into all of it). */
const ACTIVE = new RegExp([
  String.raw`\/S\s*\/(?:JavaScript|Launch|SubmitForm|ImportData|GoToE|GoToR)(?![A-Za-z])`,
  String.raw`\/(?:JS|JavaScript|EmbeddedFiles|XFA|RichMediaContent)\s*(?:[(<[]|\d)`,
].join('|'));

/** @param {Uint8Array} start the first bytes of a file */
export function isPdf(start) {
  return [0x25, 0x50, 0x44, 0x46, 0x2d].every((byte, at) => start[at] === byte);
}

/**
 * What is wrong with a PDF ('' = nothing that shows), and its pages; 0 where they do not show.
 * @param {Blob} file
 * @returns {Promise<{error: string, pages: number}>}
 */
export async function look(file) {
  if (file.size > MAX_DOCUMENT_BYTES) return { error: 'pdf_too_large', pages: 0 };
  let text;
  try {
    text = new TextDecoder('latin1').decode(await file.arrayBuffer());
  } catch {
    return { error: 'unreadable', pages: 0 };
  }
  if (!text.slice(-END_BYTES).includes('%%EOF')) return { error: 'pdf_cut', pages: 0 };
  if (/\/Encrypt\s*(?:\d+\s+\d+\s+R|<<)/.test(text)) return { error: 'pdf_locked', pages: 0 };
  if (ACTIVE.test(text)) return { error: 'pdf_active', pages: 0 };
  return { error: '', pages: text.match(/\/Type\s*\/Page(?![A-Za-z])/g)?.length ?? 0 };
}
