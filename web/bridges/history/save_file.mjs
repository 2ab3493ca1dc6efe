// Files that the person gets: the browser puts them where its downloads are.

/** The browser has begun to read the file long before. */
const KEPT_MS = 10_000;

/**
 * @param {Document} document
 * @param {Blob} blob
 * @param {string} fileName
 */
export function saveFile(document, blob, fileName) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
