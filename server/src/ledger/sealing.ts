import { createHash } from 'node:crypto';
import type { Blobs } from '../storage/ports.js';

const SALT_BYTES = 32;

/**
 * Puts personal free text aside before anything is decided: every `{ unsealed: text }` of a request becomes
 * `{ sealed: SHA-256(salt‖text) }`, with salt‖text as a blob. Erasing the blob erases the words; the chain stays valid.
 */
export function createSealing(blobs: Blobs, random: (size: number) => Uint8Array) {
  return {
    /** Nothing is stored until `keep` is called: only the form of a request says where, and how often, it may have a seal. */
    seal(request: unknown): { readonly request: unknown; keep(): Promise<void> } {
      const words: Buffer[] = [];
      return {
        request: sealedIn(request, (text) => {
          const salted = Buffer.concat([random(SALT_BYTES), Buffer.from(text, 'utf8')]);
          words.push(salted);
          return createHash('sha256').update(salted).digest('hex');
        }),
        keep: async () => {
          for (const one of words) await blobs.put(one);
        },
      };
    },
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

function sealedIn(value: unknown, seal: (text: string) => string): unknown {
  if (Array.isArray(value)) return value.map((one) => sealedIn(one, seal));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value);
  const [only] = members;
  // A seal of the tablet's own would open whatever blob it names: it fits no form.
  if (members.length === 1 && only?.[0] === 'sealed') return {};
  if (members.length === 1 && only?.[0] === 'unsealed' && typeof only[1] === 'string') {
    const text = only[1];
    return text.isWellFormed() && !text.includes('\0') ? { sealed: seal(text) } : value;
  }
  return Object.fromEntries(members.map(([key, one]) => [key, sealedIn(one, seal)]));
}
