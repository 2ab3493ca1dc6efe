// The same API as the portal's, read the plain way.

/** @param {string} path @returns {Promise<any>} */
export async function get(path) {
  const answer = await fetch(`/api/v1${path}`, { headers: { Accept: 'application/json' } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

const DAY = new Intl.DateTimeFormat('zh-CN', { month: 'long', day: 'numeric' });

/** @param {string} iso */
export const day = (iso) => DAY.format(new Date(iso));
