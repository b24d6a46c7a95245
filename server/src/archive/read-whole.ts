import type { Blobs } from '../storage/ports.js';

/** A blob in one piece, null if there is none. @throws StoreFault */
export async function readWhole(blobs: Pick<Blobs, 'get'>, sha256: string): Promise<Uint8Array | null> {
  const source = await blobs.get(sha256);
  if (!source) return null;
  const parts: Uint8Array[] = [];
  for await (const part of source) parts.push(part as Uint8Array);
  return Buffer.concat(parts);
}
