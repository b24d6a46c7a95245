import { createHash } from 'node:crypto';
import type { Blobs } from '../storage/ports.js';

const SALT_BYTES = 32;

/**
 * Puts personal free text aside before anything is decided: every `{ unsealed: text }` of a request becomes
 * `{ sealed: SHA-256(salt‖text) }`, with salt‖text as a blob. Erasing the blob erases the words; the chain stays valid.
 */
export function createSealing(blobs: Blobs, random: (size: number) => Uint8Array) {
  async function seal(value: unknown): Promise<unknown> {
    if (Array.isArray(value)) return Promise.all(value.map(seal));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value);
    const [only] = members;
    if (members.length === 1 && only?.[0] === 'unsealed' && typeof only[1] === 'string') {
      const text = only[1];
      if (!text.isWellFormed() || text.includes('\0')) return value;
      const { sha256 } = await blobs.put(Buffer.concat([random(SALT_BYTES), Buffer.from(text, 'utf8')]));
      return { sealed: sha256 };
    }
    return Object.fromEntries(await Promise.all(members.map(async ([key, one]) => [key, await seal(one)] as const)));
  }
  return {
    seal,
    /** The words behind a seal; null once they have been erased. */
    async open(sealed: string): Promise<string | null> {
      const stream = await blobs.get(sealed);
      if (!stream) return null;
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      const bytes = Buffer.concat(parts);
      if (createHash('sha256').update(bytes).digest('hex') !== sealed) return null;
      return bytes.subarray(SALT_BYTES).toString('utf8');
    },
  };
}
export type Sealing = ReturnType<typeof createSealing>;
