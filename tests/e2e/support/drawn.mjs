// What the program drew last, told by its semantic tree, and the document over it: are they the same, and is the layout
// sound? The demo's page hands the tree out (window.oneWindow, web/main.cpp: ow_drawn).
import { readPatch } from '../../../web/bridges/dom/patch.mjs';
import { ROLES, STATE, TEXTUAL } from '../../../web/bridges/dom/roles.mjs';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {{x: number, y: number, w: number, h: number}} Box */
/** @typedef {import('../../../web/bridges/dom/patch.mjs').MirrorNode & {id: number, parent: number, role: string, box: Box}} Drawn */
/**
 * An element of the mirror as the browser has it.
 * @typedef {{id: string, parent: string, tag: string, box: Box, text: string, label: string | null, labelled: string | null,
 *   value: string, checked: boolean, focused: boolean, hidden: boolean, overflow: number}} Mirrored
 */

/**
 * Both at the same moment, between two frames. Undefined where the page has not started (or is not the portal).
 * @param {Page} page
 */
async function snapshot(page) {
  const taken = await page.evaluate(() => {
    const program = /** @type {any} */ (window).oneWindow;
    if (!program) return undefined;
    const at = program._ow_drawn() >>> 2;
    const words = new Uint32Array(program.HEAPU8.buffer, at << 2, 4);
    const bytes = [...program.HEAPU8.subarray(words[0], words[0] + words[1])];
    const cut = new TextDecoder().decode(program.HEAPU8.slice(words[2], words[2] + words[3])).split('\n').filter(Boolean);
    const host = /** @type {HTMLElement} */ (document.getElementById('mirror'));
    const room = host.getBoundingClientRect();
    const elements = [...host.querySelectorAll('.n')].map((element) => {
      const { x: left, y: top, width, height } = element.getBoundingClientRect();
      const [x, y] = [left - room.x, top - room.y];
      const field = /** @type {HTMLInputElement} */ (element);
      const around = element.parentElement?.closest('.n');
      return {
        id: element.id, parent: around?.id ?? '', tag: element.tagName, box: { x, y, w: width, h: height },
        text: element.textContent ?? '', label: element.getAttribute('aria-label'), labelled: element.getAttribute('aria-labelledby'),
        value: field.value ?? '', checked: field.checked === true, focused: document.activeElement === element,
        hidden: !element.checkVisibility(), overflow: Math.max(0, element.scrollHeight - element.clientHeight),
      };
    });
    return { bytes, cut, elements, width: room.width, height: room.height };
  });
  if (!taken) return undefined;
  return { drawn: readTree(Uint8Array.from(taken.bytes)), cut: taken.cut, elements: taken.elements, width: taken.width, height: taken.height };
}

/** @param {Uint8Array} bytes @returns {Drawn[]} in reading order, boxes in CSS px of the mirror */
function readTree(bytes) {
  /** @type {Map<number, Drawn>} */
  const byId = new Map();
  const wrong = () => {
    throw new Error('a patch from nothing only creates');
  };
  readPatch(bytes, {
    create: (id, parent, _previous, role, node) => {
      const around = byId.get(parent);
      const down = around?.role === 'scroll_area' ? around.range[2] : 0;
      const [x, y, w, h] = node.rect;
      const box = { x: (around?.box.x ?? 0) + x, y: (around?.box.y ?? 0) + y - down, w, h };
      byId.set(id, Object.assign(node, { id, parent, role: ROLES[role], box }));
    },
    update: wrong, move: wrong, remove: wrong,
  });
  return [...byId.values()];
}

/** @param {Drawn} node */
const called = (node) => `${node.role} “${node.name.slice(0, 24)}” (n${node.id})`;
/** @param {Box} box */
const place = ({ x, y, w, h }) => [x, y, w, h].map((one) => Math.round(one)).join(' ');

/** Half a pixel for the browser's own rounding, and one for scroll offsets, which are whole on some screens. */
const NEAR = 1.5;
/** @param {Box} one @param {Box} two */
const same = (one, two) =>
  Math.abs(one.x - two.x) <= NEAR && Math.abs(one.y - two.y) <= NEAR && Math.abs(one.w - two.w) <= NEAR && Math.abs(one.h - two.h) <= NEAR;

/** @param {Drawn[]} drawn @param {Mirrored[]} elements @returns {string[]} */
function compare(drawn, elements) {
  const found = [];
  const nodes = drawn.filter((node) => node.role !== 'root');
  /** @type {Map<string, Mirrored>} */
  const byId = new Map();
  for (const element of elements) {
    if (byId.has(element.id)) found.push(`twice in the document: ${element.id}`);
    byId.set(element.id, element);
  }
  const roots = new Set(drawn.filter((node) => node.role === 'root').map((node) => node.id));
  const parents = new Set(drawn.map((node) => node.parent));
  const order = elements.map((element) => element.id).join();
  if (order !== nodes.map((node) => `n${node.id}`).join()) {
    const ids = new Set(nodes.map((node) => `n${node.id}`));
    const extra = elements.filter((element) => !ids.has(element.id));
    const absent = nodes.filter((node) => !byId.has(`n${node.id}`));
    for (const one of extra) found.push(`in the document, not drawn: ${one.tag} “${one.text.slice(0, 24)}” ${one.id}`);
    for (const one of absent) found.push(`drawn, not in the document: ${called(one)}`);
    if (!extra.length && !absent.length) found.push('the document has another reading order than what is drawn');
  }
  for (const node of nodes) {
    const element = byId.get(`n${node.id}`);
    if (!element) continue;
    if (element.parent !== (roots.has(node.parent) ? '' : `n${node.parent}`)) found.push(`stands in another place: ${called(node)}`);
    if (node.role !== 'option' && !element.hidden && !same(node.box, element.box))
      found.push(`drawn at ${place(node.box)}, in the document at ${place(element.box)}: ${called(node)}`);
    // A heading cell that holds a button is called what the button is called.
    const ofItsOwn = node.name !== '' || !parents.has(node.id);
    if (TEXTUAL.has(node.role) ? ofItsOwn && element.text !== node.name : node.name && !element.labelled && element.label !== node.name && element.text !== node.name)
      if (!(/^(status|alert)$/.test(node.role))) found.push(`called “${element.label ?? element.text}” in the document: ${called(node)}`);
    if (/^(text_field|text_area|select)$/.test(node.role) && !element.focused && element.value !== node.value)
      found.push(`drawn as “${node.value}”, “${element.value}” in the document: ${called(node)}`);
    if (/^(checkbox|switch|radio)$/.test(node.role) && element.checked !== ((node.states & STATE.checked) !== 0))
      found.push(`checked in one and not in the other: ${called(node)}`);
  }
  return found;
}

/**
 * Where the document differs from what was drawn last. What is on its way (a scroll, a key) is waited for a moment.
 * @param {Page} page
 * @returns {Promise<string[]>}
 */
export async function driftFindings(page) {
  let found = /** @type {string[]} */ ([]);
  for (let tries = 0; tries < 20; ++tries) {
    const taken = await snapshot(page);
    if (!taken) return [];
    found = compare(taken.drawn, taken.elements);
    if (found.length === 0) return found;
    await page.waitForTimeout(100);
  }
  return found;
}

const INTERACTIVE = new Set(['link', 'button', 'text_field', 'text_area', 'checkbox', 'switch', 'radio', 'select', 'tab', 'slider',
  'combobox', 'menuitem', 'listoption', 'treeitem']);
/** What may lie over others: it comes above the page and makes room for itself by covering. */
const ABOVE = new Set(['dialog', 'menu', 'listbox', 'tooltip', 'status', 'alert', 'option']);

/**
 * Is the layout sound: siblings beside each other, children within their parents, targets big enough, texts whole?
 * @param {Page} page
 * @param {number} target the least side of a target in CSS px
 * @returns {Promise<string[]>}
 */
export async function layoutFindings(page, target) {
  const taken = await snapshot(page);
  if (!taken) return ['the program has not started'];
  const { drawn, cut, elements, width } = taken;
  const byId = new Map(drawn.map((node) => [node.id, node]));
  const inDocument = new Map(elements.map((element) => [element.id, element]));
  const shown = drawn.filter((node) => node.role !== 'root' && node.role !== 'option' && node.box.w > 1 && node.box.h > 1);
  return [
    ...cut.map((text) => `words are cut: “${text}”`),
    ...shown.flatMap((node) => outside(node, byId, width)),
    ...overlapping(shown),
    ...shown.filter(({ role, box }) => INTERACTIVE.has(role) && (box.w < target - 0.5 || box.h < target - 0.5))
      .map((node) => `smaller than ${target} px: ${called(node)} ${place(node.box)}`),
    ...shown.filter(({ role }) => role === 'text' || role === 'heading' || role === 'label').flatMap((node) => {
      const over = inDocument.get(`n${node.id}`)?.overflow ?? 0;
      return over > (node.font[1] || 20) * 0.5 ? [`text is cut: ${called(node)} needs ${over} px more`] : [];
    }),
  ];
}

/** @param {Drawn} node @param {Map<number, Drawn>} byId @param {number} width */
function outside(node, byId, width) {
  const { box } = node;
  if (box.x < -0.5 || box.x + box.w > width + 0.5) return [`beyond the window’s side: ${called(node)} ${place(box)}`];
  const parent = byId.get(node.parent);
  if (!parent || parent.role === 'root' || ABOVE.has(node.role)) return [];
  const { x, w } = parent.box;
  const [y, h] = parent.role === 'scroll_area' ? [parent.box.y - parent.range[2], parent.range[1]] : [parent.box.y, parent.box.h];
  const within = box.x >= x - NEAR && box.x + box.w <= x + w + NEAR && box.y >= y - NEAR && box.y + box.h <= y + h + NEAR;
  return within ? [] : [`reaches out of ${called(parent)} ${place({ x, y, w, h })}: ${called(node)} ${place(box)}`];
}

/** What is done with a picture lies on it. @param {Drawn} button @param {Drawn} picture */
function liesOn(button, picture) {
  const [{ x, y, w, h }, around] = [button.box, picture.box];
  return button.role === 'button' && picture.role === 'image' && x >= around.x - NEAR && y >= around.y - NEAR &&
    x + w <= around.x + around.w + NEAR && y + h <= around.y + around.h + NEAR;
}

/** @param {Drawn[]} nodes */
function overlapping(nodes) {
  const found = [];
  /** @type {Map<number, Drawn[]>} */
  const families = new Map();
  // A map's own buttons lie on it.
  for (const node of nodes) if (!ABOVE.has(node.role) && node.role !== 'map') families.set(node.parent, [...(families.get(node.parent) ?? []), node]);
  for (const family of families.values())
    for (const [index, one] of family.entries())
      for (const two of family.slice(index + 1)) {
        const across = Math.min(one.box.x + one.box.w, two.box.x + two.box.w) - Math.max(one.box.x, two.box.x);
        const down = Math.min(one.box.y + one.box.h, two.box.y + two.box.h) - Math.max(one.box.y, two.box.y);
        if (across > NEAR && down > NEAR && !liesOn(one, two) && !liesOn(two, one)) found.push(`overlap by ${Math.round(across)} × ${Math.round(down)} px: ${called(one)} and ${called(two)}`);
      }
  return found;
}
