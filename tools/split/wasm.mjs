// Reads and rewrites the parts of a WebAssembly module that the split needs (sections, function imports, types, names,
// table entries). Source: WebAssembly Core Specification 2.0, chapter 5 (binary format).

/** Ids of sections. */
export const SECTION = { custom: 0, type: 1, import: 2, function: 3, table: 4, memory: 5, global: 6, export: 7, start: 8, element: 9, code: 10, data: 11 };

const HEADER = 8;

export class Reader {
  /** @param {Uint8Array} bytes @param {number} [at] @param {number} [end] */
  constructor(bytes, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }
  byte() {
    if (this.at >= this.end) throw new Error('the module is cut short');
    return this.bytes[this.at++];
  }
  /** An unsigned LEB128 number of 32 bits. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
  /** A signed LEB128 number of 32 bits. */
  signed() {
    let value = 0;
    for (let shift = 0; ; ) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      shift += 7;
      if (byte < 0x80) return shift < 32 && byte & 0x40 ? value | (-1 << shift) : value;
    }
  }
  text() {
    const size = this.number();
    const start = this.at;
    this.at += size;
    return new TextDecoder().decode(this.bytes.subarray(start, this.at));
  }
  /** @template T @param {() => T} read @returns {T[]} */
  list(read) {
    return Array.from({ length: this.number() }, read);
  }
}

/** @param {number} value @returns {number[]} */
export function unsigned(value) {
  const bytes = [];
  do {
    const part = value % 128;
    value = Math.floor(value / 128);
    bytes.push(value ? part | 0x80 : part);
  } while (value);
  return bytes;
}

/** @param {number} value @returns {number[]} */
export function signed(value) {
  const bytes = [];
  for (;;) {
    const part = value & 0x7f;
    value >>= 7;
    if ((value === 0 && !(part & 0x40)) || (value === -1 && part & 0x40)) return [...bytes, part];
    bytes.push(part | 0x80);
  }
}

/** @typedef {{id: number, name: string, start: number, from: number, to: number}} Section `from`…`to` is its content, a custom one's after its name */

/** @param {Uint8Array} bytes @returns {Section[]} */
export function sections(bytes) {
  if (new TextDecoder().decode(bytes.subarray(0, 4)) !== '\0asm') throw new Error('no WebAssembly module');
  const found = [];
  const reader = new Reader(bytes, HEADER);
  while (reader.at < bytes.length) {
    const start = reader.at;
    const id = reader.byte();
    const size = reader.number();
    const to = reader.at + size;
    const name = id === SECTION.custom ? reader.text() : '';
    found.push({ id, name, start, from: reader.at, to });
    reader.at = to;
  }
  return found;
}

/** A whole section. @param {number} id @param {Iterable<number>} content */
export function asSection(id, content) {
  const body = Uint8Array.from(content);
  return Uint8Array.from([id, ...unsigned(body.length), ...body]);
}

/** @param {Uint8Array} bytes @param {number} id @param {string} [name] of a custom section @returns {Reader | null} */
export function open(bytes, id, name = '') {
  const section = sections(bytes).find((one) => one.id === id && one.name === name);
  return section ? new Reader(bytes, section.from, section.to) : null;
}

/** The module without its custom sections (names, producers, features). @param {Uint8Array} bytes */
export function stripped(bytes) {
  return concatenated([bytes.subarray(0, HEADER), ...sections(bytes).filter(({ id }) => id !== SECTION.custom).map(({ start, to }) => bytes.subarray(start, to))]);
}

/** @param {Uint8Array[]} parts */
export function concatenated(parts) {
  const whole = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** @typedef {{module: string, name: string, kind: number, type: number, from: number, to: number}} Import `type` only of functions */

/** @param {Uint8Array} bytes @returns {Import[]} */
export function imports(bytes) {
  const reader = open(bytes, SECTION.import);
  if (!reader) return [];
  const limits = () => {
    const flags = reader.byte();
    reader.number();
    if (flags & 1) reader.number();
  };
  return reader.list(() => {
    const from = reader.at;
    const module = reader.text();
    const name = reader.text();
    const kind = reader.byte();
    let type = -1;
    if (kind === 0) type = reader.number();
    else if (kind === 1) { reader.byte(); limits(); }
    else if (kind === 2) limits();
    else if (kind === 3) { reader.byte(); reader.byte(); }
    else throw new Error(`import ${module}.${name} of kind ${kind}`);
    return { module, name, kind, type, from, to: reader.at };
  });
}

/** How many functions the module defines itself. @param {Uint8Array} bytes */
export const definedFunctions = (bytes) => open(bytes, SECTION.function)?.number() ?? 0;

/** The functions that the module defines itself, in order: index of the type, and code. @param {Uint8Array} bytes @returns {{type: number, code: Uint8Array}[]} */
export function bodies(bytes) {
  const declared = open(bytes, SECTION.function);
  const types = declared?.list(() => declared.number()) ?? [];
  const reader = open(bytes, SECTION.code);
  return reader?.list(() => {
    const size = reader.number();
    reader.at += size;
    return bytes.subarray(reader.at - size, reader.at);
  }).map((code, index) => ({ type: types[index], code })) ?? [];
}

/** Numbers of parameters by type index; every type must be a function's. @param {Uint8Array} bytes @returns {number[]} */
export function parameterCounts(bytes) {
  const reader = open(bytes, SECTION.type);
  return reader?.list(() => {
    if (reader.byte() !== 0x60) throw new Error('a type that is no function’s');
    const parameters = reader.list(() => reader.byte()).length;
    reader.list(() => reader.byte());
    return parameters;
  }) ?? [];
}

/** Names of functions by index, imports first. @param {Uint8Array} bytes @returns {Map<number, string>} */
export function functionNames(bytes) {
  const names = new Map();
  const reader = open(bytes, SECTION.custom, 'name');
  while (reader && reader.at < reader.end) {
    const kind = reader.byte();
    const end = reader.number() + reader.at;
    if (kind === 1) reader.list(() => names.set(reader.number(), reader.text()));
    reader.at = end;
  }
  return names;
}

/**
 * Which function stands in each entry of the table, from the active segments with a constant offset.
 * @param {Uint8Array} bytes @returns {Map<number, number>} function index → entry
 */
export function tableEntries(bytes) {
  const entries = new Map();
  const reader = open(bytes, SECTION.element);
  reader?.list(() => {
    const flags = reader.number();
    if (flags !== 0) throw new Error(`a segment of table entries of kind ${flags}`);
    if (reader.byte() !== 0x41) throw new Error('table entries at an offset that is not constant');
    let at = reader.signed();
    if (reader.byte() !== 0x0b) throw new Error('table entries at an offset that is not constant');
    reader.list(() => entries.set(reader.number(), at++));
  });
  return entries;
}
