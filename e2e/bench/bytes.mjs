// lib0's encoding, as much of it as the Yjs protocols need: written out, so that the load costs little.
const text = new TextEncoder();

/** Numbers become varuints, strings and bytes are preceded by their length. */
export function encode(...parts) {
  const out = [];
  let size = 0;
  const push = (bytes) => {
    out.push(bytes);
    size += bytes.length;
  };
  for (const part of parts) {
    if (typeof part === 'number') push(varuint(part));
    else {
      const bytes = typeof part === 'string' ? text.encode(part) : part;
      push(varuint(bytes.length));
      push(bytes);
    }
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const bytes of out) {
    all.set(bytes, at);
    at += bytes.length;
  }
  return all;
}
function varuint(value) {
  const bytes = [];
  let rest = value;
  while (rest > 127) {
    bytes.push(128 | (rest % 128));
    rest = Math.floor(rest / 128);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

/** Reads what {@link encode} wrote, front to back. */
export class Reading {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }
  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.bytes[this.at++];
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  }
  part() {
    const length = this.number();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
  string() {
    return Buffer.from(this.part()).toString();
  }
}
