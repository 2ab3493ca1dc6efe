// @ts-check
/**
 * The DOM mirror: real HTML elements that lie over what ImGui drew. They own focus, text, pointer and meaning; the
 * canvas under them owns the pixels. What a person does to an element goes back as an action request on the node's id.
 */
import { placeOf } from './focus.mjs';
import { pressOf } from './gestures.mjs';
import { keyOf, takeKeys, takeLetters } from './keys.mjs';
import { FIELD, readPatch } from './patch.mjs';
import { ACTION, INPUT_TYPES, POPUPS, ROLES, ROVING, SORTS, STATE, TEXTUAL, TYPED, makeElement } from './roles.mjs';
import { createReveal, followDrawn, scrollByKeys, settleArea } from './scrolling.mjs';

/** @typedef {import('./patch.mjs').MirrorNode} MirrorNode */
/** @typedef {{ element: HTMLElement, inner: HTMLElement, role: string, node: MirrorNode, id: number, told?: number, said?: string }} Entry */

export class Mirror {
  /**
   * @param {HTMLElement} host the element the root's children go into
   * @param {(id: number, kind: number, value: string, number: number) => void} send
   */
  constructor(host, send) {
    this.host = host;
    this.send = send;
    /** @type {Map<number, Entry>} */
    this.entries = new Map();
    /** @type {WeakMap<Element, Entry>} */
    this.byElement = new WeakMap();
    /** @type {Entry[]} dialogs to show once the patch is whole */
    this.opening = [];
    this.reveal = createReveal();
    /** @type {(element: HTMLElement, key: string) => void} a picture that belongs on paper too */
    this.onPicture = () => {};
    /** @type {(map: HTMLElement, send: (kind: 'pan' | 'zoom', value: string, number: number) => void) => void} a map that is moved by hand */
    this.onMap = () => {};
    /** @type {Set<Entry>} what scrolls */
    this.areas = new Set();
    /** @type {Set<HTMLSelectElement>} selects whose options changed in this patch */
    this.selects = new Set();
    this.composing = false;
    this.applying = false;
    this.listen();
  }

  /** @param {Uint8Array} bytes */
  apply(bytes) {
    this.applying = true;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const place = focused && this.host.contains(focused) ? placeOf(focused, this.host) : undefined;
    readPatch(bytes, this);
    for (const select of this.selects) this.applyValue(this.byElement.get(select));
    this.selects.clear();
    for (const area of this.areas) {
      settleArea(this.host, area);
      followDrawn(area);
    }
    this.reveal.go();
    for (const entry of this.opening.splice(0)) this.openDialog(entry);
    // A move may have taken the focus from an element that is still there.
    if (focused && focused !== document.body && focused.isConnected && document.activeElement !== focused &&
        !document.querySelector('dialog[open]')) {
      focused.focus({ preventScroll: true });
    }
    this.applying = false;
    if (focused && !focused.isConnected && (document.activeElement === document.body || !document.activeElement)) {
      this.send(0, ACTION.blur, '', 0);
      (place?.() ?? this.host.querySelector('h1'))?.focus({ preventScroll: true });
    }
  }

  /**
   * @param {number} id
   * @param {number} parent
   * @param {number} previous
   * @param {number} roleIndex
   * @param {MirrorNode} node
   */
  create(id, parent, previous, roleIndex, node) {
    const role = ROLES[roleIndex];
    if (role === 'root') {
      const root = { element: this.host, inner: this.host, role, node, id };
      this.entries.set(id, root);
      return;
    }
    const element = makeElement(role, node, this.entries.get(parent)?.role ?? '');
    element.id = `n${id}`;
    /** @type {Entry} */
    const entry = { element, inner: element, role, node, id };
    if (role === 'scroll_area') {
      entry.inner = document.createElement('div');
      entry.inner.className = 'content';
      element.append(entry.inner);
      this.areas.add(entry);
    }
    this.entries.set(id, entry);
    this.byElement.set(element, entry);
    this.write(entry, FIELD.all);
    this.insert(entry, parent, previous);
    if (role === 'radio') /** @type {HTMLInputElement} */ (element).name = `g${parent}`;
    if (role === 'map') this.onMap(element, (kind, value, number) => this.send(id, ACTION[kind], value, number));
    if (role === 'dialog') this.opening.push(entry);
    if (node.states & STATE.keys) takeKeys(element, (key) => this.send(id, ACTION.key, key, 0));
    if (node.states & STATE.letters) takeLetters(element, (key) => this.send(id, ACTION.key, key, 0));
    if (role === 'scroll_area' && node.range[2] > 0) element.scrollTop = node.range[2];
  }

  /**
   * @param {number} id
   * @param {number} mask
   * @param {(node: MirrorNode) => void} read
   */
  update(id, mask, read) {
    const entry = this.entries.get(id);
    if (!entry) throw new Error(`mirror: no node ${id}`);
    const before = entry.node.states;
    read(entry.node);
    this.write(entry, mask);
    if (entry.role === 'button' && STATE.expanded & entry.node.states & ~before && !entry.node.popup) this.reveal.begin(entry.element);
  }

  /**
   * @param {number} id
   * @param {number} parent
   * @param {number} previous
   */
  move(id, parent, previous) {
    const entry = this.entries.get(id);
    if (entry) this.insert(entry, parent, previous);
  }

  /** @param {number} id */
  remove(id) {
    const entry = this.entries.get(id);
    if (!entry) return;
    for (const element of entry.element.querySelectorAll('.n')) this.forget(element);
    if (entry.role === 'dialog') /** @type {HTMLDialogElement} */ (entry.element).close();
    this.forget(entry.element);
    const select = entry.element.parentElement;
    entry.element.remove();
    if (select instanceof HTMLSelectElement) this.selects.add(select);
  }

  /** @param {Element} element */
  forget(element) {
    const entry = this.byElement.get(element);
    if (entry) this.areas.delete(entry);
    // An id that was made anew belongs to the newer element.
    if (entry && this.entries.get(entry.id) === entry) this.entries.delete(entry.id);
  }

  /**
   * @param {Entry} entry
   * @param {number} parent
   * @param {number} previous
   */
  insert(entry, parent, previous) {
    const container = this.entries.get(parent)?.inner ?? this.host;
    const before = previous ? this.entries.get(previous)?.element : null;
    const next = before && before.parentElement === container ? before.nextSibling : container.firstChild;
    if (entry.element !== next) container.insertBefore(entry.element, next);
    if (container instanceof HTMLSelectElement) this.selects.add(container);
  }

  /**
   * @param {Entry} entry
   * @param {number} mask
   */
  write(entry, mask) {
    const { element, node, role } = entry;
    const style = element.style;
    if (role === 'root') return;
    if (role === 'option') {
      const option = /** @type {HTMLOptionElement} */ (element);
      option.textContent = node.name;
      option.value = node.value;
      if (option.parentElement instanceof HTMLSelectElement) this.selects.add(option.parentElement);
      return;
    }
    if (mask & FIELD.rect) {
      const [x, y, w, h] = node.rect;
      style.left = `${x}px`;
      style.top = `${y}px`;
      style.width = `${w}px`;
      style.height = `${h}px`;
    }
    if (mask & FIELD.font) {
      const [size, line, padX, padY] = node.font;
      if (size) style.fontSize = `${size}px`;
      if (line) style.lineHeight = `${line}px`;
      if (TYPED.has(role) || role === 'select') {
        style.padding = `${padY}px 14px ${padY}px ${padX || 14}px`;
        style.setProperty('--ink', `#${node.color.toString(16).padStart(6, '0')}`);
      }
    }
    if (mask & (FIELD.name | FIELD.relations)) this.writeName(entry);
    if (mask & FIELD.description) this.attribute(element, 'aria-description', node.description, role !== 'progress' && role !== 'slider');
    if (role === 'progress' || role === 'slider') element.setAttribute('aria-valuetext', node.description);
    if (mask & FIELD.href && role === 'link') {
      element.setAttribute('href', node.href);
      // The demo's code page is looked at beside what was typed; its link says that it opens a new tab.
      this.attribute(element, 'target', '_blank', node.href.startsWith('/demo/'));
    }
    if (mask & (FIELD.autocomplete | FIELD.kind)) this.writeInput(entry);
    if (mask & FIELD.states) this.writeStates(entry);
    if (mask & FIELD.value) this.applyValue(entry);
    if (mask & FIELD.value && role === 'image' && node.value) this.onPicture(element, node.value);
    if (mask & FIELD.set && !TYPED.has(role)) this.writeSet(entry);
    if (mask & FIELD.kind) {
      if (role === 'treeitem') this.attribute(element, 'aria-level', String(node.level), true);
      this.attribute(element, 'aria-haspopup', POPUPS[node.popup], true);
      this.attribute(element, 'aria-sort', SORTS[node.sort], true);
    }
    if (mask & FIELD.range) {
      if (role === 'progress') {
        const bar = /** @type {HTMLProgressElement} */ (element);
        bar.max = node.range[1] || 1;
        bar.value = node.range[2];
      } else if (role === 'slider') {
        const [min, max, now, step] = node.range;
        Object.assign(element, { min, max, step: step || 'any', value: now });
      } else if (role === 'scroll_area') {
        entry.inner.style.height = `${node.range[1]}px`;
      }
    }
  }

  /** @param {Entry} entry */
  writeSet({ element, node, role }) {
    const { position, setSize } = node;
    const put = (/** @type {string} */ name, /** @type {number} */ value) =>
      this.attribute(element, name, String(value), value > 0);
    if (role === 'table' || role === 'grid') put('aria-rowcount', setSize);
    else if (role === 'row') put('aria-rowindex', position);
    else if (role === 'cell' || role === 'gridcell' || role === 'columnheader' || role === 'rowheader')
      put('aria-colindex', position);
    else {
      put('aria-posinset', position);
      put('aria-setsize', position > 0 ? setSize : 0);
    }
  }

  /** @param {Entry} entry */
  writeName(entry) {
    const { element, node, role } = entry;
    if (TEXTUAL.has(role)) {
      this.writeText(entry);
      if (role === 'label' && node.labelledBy) /** @type {HTMLLabelElement} */ (element).htmlFor = `n${node.labelledBy}`;
    } else {
      this.attribute(element, 'aria-label', node.name, node.name !== '');
      if (!TYPED.has(role) && role !== 'select')
        this.attribute(element, 'aria-labelledby', `n${node.labelledBy}`, node.labelledBy !== 0);
      // A field that has no label of its own on the page has its name in it (bare.css).
      if (TYPED.has(role)) this.attribute(element, 'placeholder', node.name, node.name !== '');
      if (role === 'status' || role === 'alert') this.attribute(element, 'aria-label', '', false);
      if ((role === 'status' || role === 'alert') && node.name) this.writeText(entry);
    }
    const described = [node.errorBy, node.describedBy].filter(Boolean).map((id) => `n${id}`).join(' ');
    this.attribute(element, 'aria-describedby', described, described !== '');
    this.attribute(element, 'aria-controls', `n${node.controls}`, node.controls !== 0);
    this.attribute(element, 'aria-activedescendant', `n${node.active}`, node.active !== 0);
  }

  /**
   * Writes what an element says, unless other nodes stand in it. What somebody else made of the words (a translation, an
   * extension) stays as long as they are the same, and goes with them.
   * @param {Entry} entry
   */
  writeText(entry) {
    const { element, node } = entry;
    if (element.querySelector(':scope > .n') || entry.said === node.name) return;
    entry.said = node.name;
    element.textContent = node.name;
  }

  /** @param {Entry} entry */
  writeInput({ element, node, role }) {
    if (role === 'text_field' || role === 'combobox') {
      const input = /** @type {HTMLInputElement} */ (element);
      const kind = INPUT_TYPES[node.input] ?? INPUT_TYPES[0];
      if (input.type !== kind.type) input.type = kind.type;
      input.inputMode = kind.mode;
      this.writeEnterKey({ element, node });
      if (kind.caps) input.autocapitalize = kind.caps;
    }
    if (TYPED.has(role)) {
      element.setAttribute('autocomplete', node.autocomplete || 'off');
      element.spellcheck = false;
    }
  }

  /** @param {Pick<Entry, 'element' | 'node'>} entry what Enter will do, for keyboards on glass */
  writeEnterKey({ element, node }) {
    const search = INPUT_TYPES[node.input]?.mode === 'search';
    element.enterKeyHint = search ? 'search' : node.states & STATE.enterNext ? 'next' : node.states & STATE.enterSend ? 'send' : 'done';
  }

  /** @param {Entry} entry */
  writeStates(entry) {
    const { element, node, role } = entry;
    const has = (/** @type {number} */ bit) => (node.states & bit) !== 0;
    const flag = (/** @type {string} */ name, /** @type {boolean} */ on) => this.attribute(element, name, 'true', on);
    const field = TYPED.has(role) || role === 'select';
    const input = /** @type {HTMLInputElement} */ (element);
    if (TYPED.has(role)) input.readOnly = has(STATE.readOnly);
    if (role === 'text_field' || role === 'combobox') this.writeEnterKey(entry);
    if (field || role === 'slider') input.disabled = has(STATE.disabled);
    else flag('aria-disabled', has(STATE.disabled) || (role === 'button' && has(STATE.busy)));
    flag('aria-busy', has(STATE.busy));
    if (field || role === 'radiogroup' || role === 'checkbox') {
      flag('aria-required', has(STATE.required));
      flag('aria-invalid', has(STATE.invalid));
    }
    if (role === 'checkbox' || role === 'switch' || role === 'radio')
      input.checked = has(STATE.checked);
    if (role === 'checkbox') input.indeterminate = has(STATE.mixed);
    if (role === 'tab' || role === 'listoption' || role === 'treeitem' || role === 'gridcell') element.setAttribute('aria-selected', String(has(STATE.selected)));
    else if (role === 'button') this.attribute(element, 'aria-pressed', 'true', has(STATE.selected));
    this.attribute(element, 'aria-expanded', String(has(STATE.expanded)), has(STATE.expandable));
    this.attribute(element, 'aria-current', role === 'link' ? 'page' : role === 'gridcell' ? 'date' : 'true', has(STATE.current));
    if (has(STATE.focusable)) element.tabIndex = -1;
    element.classList.toggle('b', has(STATE.bold));
    element.classList.toggle('c', has(STATE.centered));
    element.classList.toggle('s', has(STATE.selectable));
    element.classList.toggle('drag', has(STATE.drag));
    if (role === 'tab') element.tabIndex = has(STATE.selected) ? 0 : -1;
    if (ROVING.has(role)) element.tabIndex = has(STATE.tabStop) ? 0 : -1;
  }

  /**
   * Writes a field's value unless that would disturb the person writing in it.
   * @param {Entry | undefined} entry
   */
  applyValue(entry) {
    if (!entry || !(TYPED.has(entry.role) || entry.role === 'select' || entry.role === 'radio')) return;
    const field = /** @type {HTMLInputElement} */ (entry.element);
    const own = document.activeElement === field;
    if (own && this.composing) return;
    if (field.value !== entry.node.value) field.value = entry.node.value;
  }

  /**
   * @param {Element} element
   * @param {string} name
   * @param {string} value
   * @param {boolean} on
   */
  attribute(element, name, value, on) {
    if (on && value !== '') element.setAttribute(name, value);
    else element.removeAttribute(name);
  }

  /** @param {Entry} entry */
  openDialog(entry) {
    const dialog = /** @type {HTMLDialogElement} */ (entry.element);
    if (!dialog.isConnected || dialog.open) return;
    dialog.showModal();
    /** @type {HTMLElement | null} */ (dialog.querySelector('h2'))?.focus();
  }

  /** @param {number} id */
  focus(id) {
    const element = this.entries.get(id)?.element;
    if (!element) return;
    element.focus();
    element.scrollIntoView({ block: 'nearest' });
  }

  focusHeading() {
    // Whoever is at a notice over the page stays there: a page that comes late takes no key press from them.
    if (document.querySelector('#banner:focus-within')) return;
    const heading = /** @type {HTMLElement | null} */ (this.host.querySelector('h1'));
    heading?.focus({ preventScroll: true });
  }

  /**
   * @param {number} id
   * @param {number} offset
   */
  scroll(id, offset) {
    const element = this.entries.get(id)?.element;
    if (element) element.scrollTop = offset;
  }

  /**
   * @param {EventTarget | null} target
   * @returns {Entry | undefined}
   */
  entryOf(target) {
    for (let at = target instanceof Element ? target : null; at && at !== this.host; at = at.parentElement) {
      const entry = this.byElement.get(at);
      if (entry) return entry;
    }
    return undefined;
  }

  listen() {
    const host = this.host;
    host.addEventListener('click', (event) => this.onClick(event));
    host.addEventListener('change', (event) => this.onChange(event));
    // A form is there for what the browser knows of forms (passwords, autofill); it never leaves the page.
    host.addEventListener('submit', (event) => event.preventDefault());
    host.addEventListener('input', (event) => {
      if (!this.composing && !(/** @type {InputEvent} */ (event).isComposing)) this.commit(event.target);
    });
    host.addEventListener('compositionstart', () => (this.composing = true));
    // Chromium sends no input event after the composition has ended.
    host.addEventListener('compositionend', (event) => {
      this.composing = false;
      this.commit(event.target);
    });
    host.addEventListener('keydown', (event) => this.onKey(event));
    host.ownerDocument.addEventListener('keydown', (event) => this.onEscape(event), { capture: true });
    // The options of a combobox are pressed while the caret stays in its field.
    host.addEventListener('mousedown', (event) => {
      if (this.entryOf(event.target)?.element.closest('.r-listbox')) event.preventDefault();
    });
    scrollByKeys(host);
    host.addEventListener('focusin', (event) => {
      const entry = this.entryOf(event.target);
      if (!entry || entry.element !== event.target) return;
      const visible = entry.element.matches(':focus-visible') || TYPED.has(entry.role);
      this.send(entry.id, ACTION.focus, '', visible ? 1 : 0);
    });
    host.addEventListener('focusout', (event) => {
      const entry = this.entryOf(event.target);
      if (!entry || this.applying) return;
      if (this.composing) {
        this.composing = false;
        this.commit(event.target);
      }
      this.send(entry.id, ACTION.blur, '', 0);
    });
    host.addEventListener(
      'scroll',
      (event) => {
        const entry = this.entryOf(event.target);
        if (entry?.role !== 'scroll_area') return;
        entry.told = entry.element.scrollTop;
        this.send(entry.id, ACTION.scroll, '', entry.told);
      },
      { capture: true, passive: true },
    );
    host.addEventListener(
      'cancel',
      (event) => {
        const entry = this.entryOf(event.target);
        if (entry?.role !== 'dialog') return;
        event.preventDefault();
        this.send(entry.id, ACTION.dismiss, '', 0);
      },
      { capture: true },
    );
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const entry = this.entryOf(event.target);
    if (!entry) return;
    const off = (entry.node.states & (STATE.disabled | STATE.busy)) !== 0;
    this.commitAll();
    if (['button', 'tab', 'combobox', 'listoption'].includes(entry.role) || ROVING.has(entry.role)) {
      if (!off) this.send(entry.id, ACTION.click, '', 0);
    } else if (entry.role === 'map') {
      const place = pressOf(entry.element, event);
      if (place !== undefined) this.send(entry.id, place ? ACTION.press : ACTION.click, place, 0);
    } else if (entry.role === 'link' && entry.node.states & STATE.press && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      this.send(entry.id, ACTION.click, '', 0);
    }
  }

  /** @param {Event} event */
  onChange(event) {
    const entry = this.entryOf(event.target);
    if (!entry) return;
    if (entry.role === 'checkbox' || entry.role === 'switch' || entry.role === 'radio') {
      this.send(entry.id, ACTION.click, '', 0);
      // The model decides: show what it says, not what the browser assumed.
      /** @type {HTMLInputElement} */ (entry.element).checked = (entry.node.states & STATE.checked) !== 0;
    } else if (entry.role === 'select') {
      this.send(entry.id, ACTION.setValue, /** @type {HTMLSelectElement} */ (entry.element).value, 0);
    } else {
      this.commit(event.target);
    }
  }

  /** What was put into fields without an event (some password managers do) counts before anything is pressed. */
  commitAll() {
    if (this.composing) return;
    for (const { element, role } of this.entries.values()) if (TYPED.has(role)) this.commit(element);
  }

  /** @param {EventTarget | null} target */
  commit(target) {
    const entry = this.entryOf(target);
    if (!entry || !(TYPED.has(entry.role) || entry.role === 'slider')) return;
    const value = /** @type {HTMLInputElement} */ (entry.element).value;
    if (entry.role !== 'slider') {
      if (value === entry.node.value) return;
      entry.node.value = value;
    }
    this.send(entry.id, ACTION.setValue, value, 0);
  }

  /**
   * Escape goes to the innermost thing around the focus that can be dismissed, else to a tooltip, wherever the focus is.
   * @param {KeyboardEvent} event
   */
  onEscape(event) {
    if (event.key !== 'Escape' || event.isComposing) return;
    let entry = this.entryOf(event.target);
    while (entry && !(entry.node.states & STATE.dismissible)) entry = this.entryOf(entry.element.parentElement);
    const tooltip = this.host.querySelector('.r-tooltip');
    entry ??= tooltip ? this.byElement.get(tooltip) : undefined;
    if (!entry) return;
    event.preventDefault();
    event.stopPropagation();
    this.send(entry.id, ACTION.dismiss, '', 0);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.isComposing || event.keyCode === 229) return;
    const entry = this.entryOf(event.target);
    if (!entry) return;
    const request = keyOf(entry.role, entry.node, event);
    if (request) {
      event.preventDefault();
      const off = (entry.node.states & (STATE.disabled | STATE.busy)) !== 0;
      if (!(off && request.action === 'click')) this.send(entry.id, ACTION[request.action], request.value, 0);
    } else if (event.key === 'Enter' && (entry.role === 'text_field' || entry.role === 'combobox')) {
      event.preventDefault();
      this.commit(entry.element);
      this.send(entry.id, ACTION.submit, '', 0);
    } else if (entry.role === 'tab' && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) {
      const tabs = [...(entry.element.parentElement?.querySelectorAll('[role=tab]') ?? [])];
      const step = event.key === 'ArrowRight' ? 1 : tabs.length - 1;
      const next = /** @type {HTMLElement} */ (tabs[(tabs.indexOf(entry.element) + step) % tabs.length]);
      next.focus();
      next.click();
      event.preventDefault();
    }
  }
}
