import { afterEach, beforeEach, describe } from 'vitest';
import type { Instant, Store } from '../ports.js';

/** One engine, opened empty for one test. */
export interface Opened {
  readonly store: Store;
  /** Closes the store and opens it again. */
  reopen(): Promise<Store>;
  /** Changes a byte of a stored blob behind the store's back. */
  damage(sha256: string): Promise<void>;
  /** Closes whatever is open and removes it. */
  close(): Promise<void>;
}

export interface Engine {
  readonly name: string;
  /** Whether what it stores outlasts the store; without that, nothing is reopened and nothing damaged. */
  readonly keeps: boolean;
  /** The engine takes its clock from the suite, which moves it. */
  open(now: () => Instant): Promise<Opened>;
}

export interface Bench {
  readonly store: Store;
  readonly opened: Opened;
  /** What the store's clock says from now on. */
  setClock(instant: Instant): void;
}

/** A `describe` in which every test has a store of its own. */
export function describeOn({ name, open }: Engine, port: string, tests: (bench: Bench) => void): void {
  describe(`${name}: ${port}`, () => {
    let now: Instant;
    let opened: Opened;
    beforeEach(async () => {
      now = '2026-11-20T00:30:00.000Z';
      opened = await open(() => now);
    });
    afterEach(() => opened.close());
    tests({
      get store() {
        return opened.store;
      },
      get opened() {
        return opened;
      },
      setClock: (instant) => {
        now = instant;
      },
    });
  });
}

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Texts that an engine, a driver or a collation might take for one another, or change. */
export const lookalikes = [
  'Đặng',
  'Đặng'.normalize('NFD'),
  'Dang',
  'đặng',
  'dang',
  'DANG',
  'ẵ',
  'ẵ'.normalize('NFD'),
  '𠀀',
  '😀',
  'a b',
  'a  b',
  ' a',
  'a',
  'a_b',
  'a-b',
  'a"b',
  "a'b",
  'a%b',
  'a*b',
  '\u200b',
  '\ufffd',
  '\uffff',
  'ß',
  'ss',
  'İ',
  'i',
];

/** Texts that not every engine gives back as they were. */
export const unportable = ['a\0b', '\ud83d', 'x\udc00'];
