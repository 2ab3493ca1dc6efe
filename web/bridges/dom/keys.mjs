// @ts-check
/** Which keys of a composite control go to the program; all others stay the browser's. */
import { POPUPS, ROVING, STATE } from './roles.mjs';

const MOVES = new Set(['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown']);
/** Move, zoom, show all. */
const MAP_KEYS = new Set(['ArrowDown', 'ArrowUp', 'ArrowLeft', 'ArrowRight', '+', '=', '-', 'Home']);

/**
 * What a key means for the control that has the focus.
 * @param {string} role
 * @param {{ states: number, popup: number }} node
 * @param {{ key: string, shiftKey: boolean, ctrlKey: boolean, altKey: boolean, metaKey: boolean }} event
 * @returns {{ action: 'key' | 'click' | 'dismiss', value: string } | undefined} undefined: the browser's
 */
export function keyOf(role, node, event) {
  if (event.ctrlKey || event.metaKey) return undefined;
  const { key } = event;
  const open = (node.states & STATE.expanded) !== 0;
  if (role === 'combobox') {
    if (key === 'ArrowDown' || key === 'ArrowUp') return { action: 'key', value: event.altKey ? `Alt+${key}` : key };
    return open && key === 'Enter' ? { action: 'key', value: key } : undefined;
  }
  if (event.altKey) return undefined;
  if (role === 'button' && POPUPS[node.popup] === 'menu')
    return key === 'ArrowDown' || key === 'ArrowUp' ? { action: 'key', value: key } : undefined;
  if (role === 'map') return MAP_KEYS.has(key) ? { action: 'key', value: key } : key === 'Enter' || key === ' ' ? { action: 'click', value: '' } : undefined;
  if (!ROVING.has(role)) return undefined;
  if (MOVES.has(key)) return { action: 'key', value: event.shiftKey && key.startsWith('Page') ? `Shift+${key}` : key };
  if (key === 'Enter' || key === ' ') return { action: 'click', value: '' };
  if (role === 'gridcell') return undefined;
  // A menu is left as a whole; its button has the focus again.
  if (key === 'Tab' && role === 'menuitem') return { action: 'dismiss', value: '' };
  return [...key].length === 1 ? { action: 'key', value: key } : undefined;
}

/** What is typed into: letters are text there. */
const TYPED_INTO = 'input:not([type=checkbox], [type=radio]), textarea, select, [role=combobox]';

/**
 * Sends the letters that are pressed while something in the element has the focus and nothing there wants them.
 * @param {HTMLElement} element
 * @param {(key: string) => void} send
 * @param {Set<string>} [more] other keys that are sent
 * @param {string} [except] controls that keep all keys for themselves
 */
export function takeLetters(element, send, more = new Set(), except = TYPED_INTO) {
  element.addEventListener('keydown', (event) => {
    const { key } = event;
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof Element && event.target.matches(except)) return;
    if (!more.has(key) && (key === ' ' || [...key].length !== 1)) return;
    event.preventDefault();
    send(key);
  });
}

/**
 * Sends the keys that no control in the element wants, and the wheel over it. Zooming the page stays the browser's.
 * @param {HTMLElement} element
 * @param {(key: string) => void} send
 */
export function takeKeys(element, send) {
  takeLetters(element, send, MOVES, 'input, textarea, select');
  element.addEventListener('wheel', (event) => {
    if (event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    send(event.deltaY < 0 ? 'WheelUp' : 'WheelDown');
  }, { passive: false });
}
