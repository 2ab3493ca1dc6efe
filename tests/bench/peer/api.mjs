// The same API as the portal's, read the plain way.

/** @param {string} path @returns {Promise<any>} */
export async function get(path) {
  const answer = await fetch(`/api/v1${path}`, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

/** @param {string} iso */
export const day = (iso) => new Date(iso).toLocaleDateString('zh-CN', { month: 'long', day: 'numeric' });
