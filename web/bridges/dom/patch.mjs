// @ts-check
/** Reads the patches that src/a11y/diff.cpp writes. */

/**
 * @typedef {object} MirrorNode
 * @property {number} states
 * @property {number[]} rect x, y, w, h in CSS px, relative to the parent
 * @property {string} name
 * @property {string} value
 * @property {string} description
 * @property {string} href
 * @property {string} autocomplete
 * @property {number} labelledBy
 * @property {number} describedBy
 * @property {number} errorBy
 * @property {number} controls
 * @property {number} active
 * @property {number[]} font font size, line height, padding x, padding y
 * @property {number} color
 * @property {number} position
 * @property {number} setSize
 * @property {number[]} range minimum, maximum, now, step
 * @property {number} level
 * @property {number} input
 * @property {number} popup
 * @property {number} sort
 */

/** Bits of a11y::PatchField. */
export const FIELD = {
  states: 1, rect: 2, name: 4, value: 8, description: 16, href: 32, autocomplete: 64, relations: 128, font: 256,
  set: 512, range: 1024, kind: 2048, all: 4095,
};

const text = new TextDecoder();

class Reader {
  /** @param {Uint8Array} bytes */
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }
  u8() {
    return this.view.getUint8(this.at++);
  }
  u32() {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }
  f32() {
    this.at += 4;
    return this.view.getFloat32(this.at - 4, true);
  }
  string() {
    const size = this.u32();
    if (size === 0) return '';
    // A copy: TextDecoder refuses memory that may grow or be shared.
    const value = text.decode(this.bytes.slice(this.at, this.at + size));
    this.at += size;
    return value;
  }
  /**
   * @param {MirrorNode} node
   * @param {number} mask
   */
  fields(node, mask) {
    if (mask & FIELD.states) node.states = this.u32();
    if (mask & FIELD.rect) node.rect = [this.f32(), this.f32(), this.f32(), this.f32()];
    if (mask & FIELD.name) node.name = this.string();
    if (mask & FIELD.value) node.value = this.string();
    if (mask & FIELD.description) node.description = this.string();
    if (mask & FIELD.href) node.href = this.string();
    if (mask & FIELD.autocomplete) node.autocomplete = this.string();
    if (mask & FIELD.relations) {
      node.labelledBy = this.u32();
      node.describedBy = this.u32();
      node.errorBy = this.u32();
      node.controls = this.u32();
      node.active = this.u32();
    }
    if (mask & FIELD.font) {
      node.font = [this.f32(), this.f32(), this.f32(), this.f32()];
      node.color = this.u32();
    }
    if (mask & FIELD.set) {
      node.position = this.u32() | 0;
      node.setSize = this.u32() | 0;
    }
    if (mask & FIELD.range) node.range = [this.f32(), this.f32(), this.f32(), this.f32()];
    if (mask & FIELD.kind) {
      node.level = this.u8();
      node.input = this.u8();
      node.popup = this.u8();
      node.sort = this.u8();
    }
  }
}

/** @returns {MirrorNode} */
function blank() {
  return {
    states: 0, rect: [0, 0, 0, 0], name: '', value: '', description: '', href: '', autocomplete: '', labelledBy: 0,
    describedBy: 0, errorBy: 0, controls: 0, active: 0, font: [0, 0, 0, 0], color: 0, position: 0, setSize: 0,
    range: [0, 0, 0, 0], level: 0, input: 0, popup: 0, sort: 0,
  };
}

/**
 * @param {Uint8Array} bytes
 * @param {{
 *   create: (id: number, parent: number, previous: number, role: number, node: MirrorNode) => void,
 *   update: (id: number, mask: number, read: (node: MirrorNode) => void) => void,
 *   move: (id: number, parent: number, previous: number) => void,
 *   remove: (id: number) => void,
 * }} sink
 */
export function readPatch(bytes, sink) {
  const reader = new Reader(bytes);
  while (reader.at < bytes.length) {
    const op = reader.u8();
    const id = reader.u32();
    if (op === 1) {
      const parent = reader.u32();
      const previous = reader.u32();
      const role = reader.u8();
      const node = blank();
      reader.fields(node, FIELD.all);
      sink.create(id, parent, previous, role, node);
    } else if (op === 2) {
      const mask = reader.u32();
      sink.update(id, mask, (node) => reader.fields(node, mask));
    } else if (op === 3) {
      sink.move(id, reader.u32(), reader.u32());
    } else if (op === 4) {
      sink.remove(id);
    } else {
      throw new Error(`mirror: unknown operation ${op}`);
    }
  }
}
