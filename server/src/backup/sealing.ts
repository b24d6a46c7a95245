import { Readable } from 'node:stream';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

// The operator's key: age (age-encryption.org), so that any tool of that format opens a backup, in ten years too.

/** A key that cannot be used so; the message is for the administrator. */
export class KeyFault extends Error {}

export interface Sealer {
  readonly recipients: readonly string[];
  whole(bytes: Uint8Array): Promise<Uint8Array>;
  stream(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>>;
}
export interface Opener {
  /** @throws KeyFault for another key, or for bytes that are not what was sealed. */
  whole(bytes: Uint8Array): Promise<Uint8Array>;
  stream(source: AsyncIterable<Uint8Array>): Promise<AsyncIterable<Uint8Array>>;
}

/** @param recipients public keys, `age1…`. @throws KeyFault naming the first that is none. */
export function sealerFor(recipients: readonly string[]): Sealer {
  const encrypter = new Encrypter();
  for (const one of recipients) {
    try {
      encrypter.addRecipient(one);
    } catch {
      throw new KeyFault(
        one.startsWith('AGE-SECRET-KEY-')
          ? 'That is the secret key. Backups are made with the public one, age1…'
          : `${one} is no public key (age1…)`,
      );
    }
  }
  return {
    recipients,
    whole: (bytes) => encrypter.encrypt(bytes),
    stream: async (source) => fromWeb(await encrypter.encrypt(toWeb(source))),
  };
}

/** @param keys secret keys as {@link keysIn} reads them. */
export function openerFor(keys: readonly string[]): Opener {
  const decrypter = new Decrypter();
  for (const one of keys) decrypter.addIdentity(one);
  const or = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (cause) {
      throw new KeyFault('cannot be opened with this key', { cause });
    }
  };
  return {
    whole: (bytes) => or(decrypter.decrypt(bytes)),
    stream: async (source) => fromWeb(await or(decrypter.decrypt(toWeb(source)))),
  };
}

/** The secret keys in a key file: lines as `age-keygen` writes them. @throws KeyFault */
export function keysIn(text: string): string[] {
  const lines = text.split('\n').map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
  if (keys.length === 0 || keys.some((key) => !/^AGE-SECRET-KEY-(PQ-)?1[A-Z0-9]+$/.test(key)))
    throw new KeyFault('holds no key (AGE-SECRET-KEY-1…)');
  return keys;
}
/** @throws KeyFault */
export async function recipientOf(key: string): Promise<string> {
  try {
    return await identityToRecipient(key);
  } catch (cause) {
    throw new KeyFault('holds a key that was mistyped', { cause });
  }
}

/** A new pair; `file` as `age-keygen` would write it. */
export async function newKey(at: string): Promise<{ readonly recipient: string; readonly file: string }> {
  const key = await generateX25519Identity();
  const recipient = await identityToRecipient(key);
  return { recipient, file: `# created: ${at}\n# public key: ${recipient}\n${key}\n` };
}

const toWeb = (source: AsyncIterable<Uint8Array>) =>
  Readable.toWeb(Readable.from(source, { objectMode: false })) as unknown as ReadableStream<Uint8Array>;
const fromWeb = (source: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> =>
  Readable.fromWeb(source as unknown as NodeStream<Uint8Array>);
