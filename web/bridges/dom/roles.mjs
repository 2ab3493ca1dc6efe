// @ts-check
/** What each semantic role becomes in HTML. The order is that of a11y::Role (src/a11y/node.hpp). */
export const ROLES = [
  'root', 'banner', 'main', 'navigation', 'contentinfo', 'region', 'group', 'search', 'form', 'heading', 'text',
  'label', 'link', 'button', 'text_field', 'text_area', 'checkbox', 'switch', 'radiogroup', 'radio', 'select',
  'option', 'tablist', 'tab', 'tabpanel', 'list', 'ordered_list', 'listitem', 'dialog', 'status', 'alert',
  'progress', 'image', 'scroll_area', 'separator', 'table', 'row', 'cell', 'columnheader',
  'slider', 'combobox', 'listbox', 'listoption', 'menu', 'menuitem', 'tree', 'treeitem', 'grid', 'gridcell',
  'rowheader', 'tooltip', 'toolbar', 'figure', 'description_list', 'term', 'definition',
  'map',
];

/** Bits of a11y::State. */
export const STATE = {
  disabled: 1 << 0,
  required: 1 << 1,
  invalid: 1 << 2,
  checked: 1 << 3,
  selected: 1 << 4,
  expandable: 1 << 5,
  expanded: 1 << 6,
  busy: 1 << 7,
  current: 1 << 8,
  readOnly: 1 << 9,
  focusable: 1 << 10,
  modal: 1 << 11,
  assertive: 1 << 12,
  selectable: 1 << 13,
  bold: 1 << 14,
  centered: 1 << 15,
  masked: 1 << 16,
  mixed: 1 << 19,
  tabStop: 1 << 20,
  dismissible: 1 << 21,
  drag: 1 << 22,
  keys: 1 << 23,
  letters: 1 << 25,
  enterNext: 1 << 24,
  press: 1 << 26,
  enterSend: 1 << 27,
};

/** aria-haspopup of a11y::Popup. */
export const POPUPS = ['', 'menu', 'listbox', 'tree', 'grid', 'dialog'];
/** aria-sort of a11y::Sort. */
export const SORTS = ['', 'ascending', 'descending', 'none'];

/** Requests a node can get: a11y::ActionKind. */
export const ACTION = { click: 0, focus: 1, blur: 2, setValue: 3, submit: 4, dismiss: 5, scroll: 6, toggleOpen: 7, key: 8, pan: 9, zoom: 10, press: 11 };

/** @type {Record<string, [tag: string, role?: string]>} */
const TAGS = {
  root: ['div'],
  banner: ['header'],
  main: ['main'],
  navigation: ['nav'],
  contentinfo: ['footer'],
  region: ['section'],
  group: ['div', 'group'],
  search: ['div', 'search'],
  form: ['form'],
  // Keys and drags mean something here that no HTML element means; a reader passes them on.
  map: ['div', 'application'],
  text: ['p'],
  label: ['label'],
  link: ['a'],
  button: ['button'],
  text_field: ['input'],
  text_area: ['textarea'],
  checkbox: ['input'],
  switch: ['input', 'switch'],
  radiogroup: ['fieldset', 'radiogroup'],
  radio: ['input'],
  select: ['select'],
  option: ['option'],
  tablist: ['div', 'tablist'],
  tab: ['button', 'tab'],
  tabpanel: ['div', 'tabpanel'],
  // WebKit drops the list role where there are no bullets; said in full it stays.
  list: ['ul', 'list'],
  ordered_list: ['ol', 'list'],
  listitem: ['li'],
  dialog: ['dialog'],
  status: ['div', 'status'],
  alert: ['div', 'alert'],
  progress: ['progress'],
  image: ['div', 'img'],
  scroll_area: ['div'],
  separator: ['hr'],
  table: ['div', 'table'],
  row: ['div', 'row'],
  cell: ['div', 'cell'],
  columnheader: ['div', 'columnheader'],
  slider: ['input'],
  combobox: ['input', 'combobox'],
  listbox: ['div', 'listbox'],
  listoption: ['div', 'option'],
  menu: ['div', 'menu'],
  menuitem: ['div', 'menuitem'],
  tree: ['div', 'tree'],
  treeitem: ['div', 'treeitem'],
  grid: ['div', 'grid'],
  gridcell: ['div', 'gridcell'],
  rowheader: ['div', 'rowheader'],
  tooltip: ['div', 'tooltip'],
  toolbar: ['div', 'toolbar'],
  figure: ['figure'],
  description_list: ['dl'],
  term: ['dt'],
  definition: ['dd'],
};

/** Roles in which the browser's own caret stands. */
export const TYPED = new Set(['text_field', 'text_area', 'combobox']);
/** Roles of which Tab reaches one; the arrow keys reach the others. */
export const ROVING = new Set(['menuitem', 'treeitem', 'gridcell']);

/** Roles whose name is their text content. */
export const TEXTUAL = new Set(['heading', 'text', 'label', 'link', 'button', 'option', 'tab', 'cell', 'columnheader',
  'listoption', 'menuitem', 'treeitem', 'gridcell', 'rowheader', 'tooltip', 'term', 'definition']);

/**
 * @param {string} role
 * @param {{level: number, labelledBy: number}} node
 * @param {string} [within] role of the parent
 * @returns {HTMLElement}
 */
export function makeElement(role, node, within) {
  const [usual, aria] = role === 'heading' ? [`h${node.level || 2}`] : TAGS[role];
  let tag = usual;
  // The bar's words are a label of the page, not a paragraph of it.
  if (role === 'text' && within === 'banner') tag = 'div';
  // A text that has a label is a value somebody asked for (a case number): the HTML element for that is output.
  if (role === 'text' && node.labelledBy) tag = 'output';
  const element = document.createElement(tag);
  if (aria) element.setAttribute('role', aria);
  if (tag === 'output') element.setAttribute('aria-live', 'off');
  if (tag === 'button') /** @type {HTMLButtonElement} */ (element).type = 'button';
  if (role === 'checkbox' || role === 'switch') /** @type {HTMLInputElement} */ (element).type = 'checkbox';
  if (role === 'slider') /** @type {HTMLInputElement} */ (element).type = 'range';
  if (role === 'combobox') element.setAttribute('aria-autocomplete', 'list');
  if (role === 'radio') /** @type {HTMLInputElement} */ (element).type = 'radio';
  if (role === 'map') element.tabIndex = 0;
  element.className = `n r-${role}`;
  return element;
}

/**
 * Keyboard and kind of a text field; index is a11y::InputType.
 * @type {{type: string, mode: string, caps?: string}[]}
 */
export const INPUT_TYPES = [
  { type: 'text', mode: 'text' },
  { type: 'tel', mode: 'tel' },
  { type: 'text', mode: 'decimal' },
  { type: 'text', mode: 'numeric' },
  { type: 'search', mode: 'search' },
  { type: 'password', mode: 'text' },
  { type: 'text', mode: 'text', caps: 'characters' },
];
