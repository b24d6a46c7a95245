import { buffer } from 'node:stream/consumers';
import { LRUCache } from 'lru-cache';
import type { Blobs } from '../storage/ports.js';
import type { Pdfs } from './check.js';

/** Some ten megabytes. */
const MOST = 2_000;
const WIDTH_PX = 240;

/**
 * Pages in small. No tablet's cache may keep them, since the next to sit down at it may not see them; so the server keeps
 * those asked for last: a hall opens the same paper at once.
 */
export function createThumbnails(blobs: Pick<Blobs, 'get'>, pdfs: Pick<Pdfs, 'thumbnail'>) {
  const kept = new LRUCache<string, Promise<Uint8Array | null>>({ max: MOST });
  function draw(sha256: string, pageIndex: number) {
    const load = async () => {
      const bytes = await blobs.get(sha256);
      return bytes ? new Uint8Array(await buffer(bytes)) : new Uint8Array();
    };
    return pdfs.thumbnail(load, pageIndex, WIDTH_PX);
  }
  /** @returns null where there can be none. */
  return (sha256: string, pageIndex: number): Promise<Uint8Array | null> => {
    const key = `${sha256} ${pageIndex}`;
    const drawn = kept.get(key) ?? draw(sha256, pageIndex);
    kept.set(key, drawn);
    // What could not be drawn may be the next time: it was too slow, or the store did not answer.
    const forget = () => void (kept.get(key) === drawn && kept.delete(key));
    drawn.then((picture) => picture ?? forget(), forget);
    return drawn;
  };
}
