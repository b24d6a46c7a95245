import { Fault, Offline, RefusedRead } from '../app/api.js';
import type { Device } from './device.js';

/** `done` and `total` in bytes; null where the server did not say. */
export type Progress = (done: number, total: number | null) => void;
export interface Papers {
  /**
   * A version's PDF, from the device if it is there, else from the server, and then kept. A version never changes.
   *
   * @returns bytes of the caller's own: pdf.js may take them away.
   * @throws Offline, RefusedRead (`not-found` also for what one may not read), Fault, AbortError.
   */
  get(versionId: string, onProgress?: Progress, signal?: AbortSignal): Promise<ArrayBuffer>;
  isCached(versionId: string): Promise<boolean>;
  /** Version ids of all that is on the device. */
  kept(): Promise<readonly string[]>;
  /**
   * Fetches what is not there yet, one after the other; goes on past what is refused, stops where there is no network.
   *
   * @returns what is on the device at the end.
   */
  prefetch(
    versionIds: readonly string[],
    onProgress?: (ready: number, total: number) => void,
  ): Promise<readonly string[]>;
  /** Deletes these, or all of this person. */
  wipe(versionIds?: readonly string[]): Promise<void>;
}

export const papersName = (personId: string) => `ecab-papers-${personId}`;
const addressForm = /\/api\/papers\/([^/?#]+)\/file$/;
const addressOf = (versionId: string) => `/api/papers/${encodeURIComponent(versionId)}/file`;

/**
 * Papers kept for when the server is out of reach, as whole responses: the Cache API holds no ranges. Without it (plain
 * HTTP) every paper comes from the server.
 */
export function createPapers(
  personId: string,
  { caches, report }: Pick<Device, 'caches' | 'report'>,
  fetcher: typeof fetch = (input, init) => fetch(input, init),
): Papers {
  const underWay = new Map<string, Promise<void>>();
  const cache = async () => (caches ? await caches.open(papersName(personId)) : null);
  const kept = async (versionId: string) => (await cache())?.match(addressOf(versionId));

  async function download(versionId: string, onProgress?: Progress, signal?: AbortSignal): Promise<ArrayBuffer> {
    const path = addressOf(versionId);
    let bytes: Uint8Array<ArrayBuffer>;
    try {
      const response = await fetcher(path, {
        credentials: 'same-origin',
        cache: 'no-store',
        ...(signal && { signal }),
      });
      if (response.status !== 200) throw await whyNot(response, path);
      bytes = await readAll(response, onProgress);
    } catch (error) {
      if (error instanceof Fault || error instanceof RefusedRead || isAbort(error)) throw error;
      throw new Offline(path, { cause: error });
    }
    try {
      const headers = { 'content-type': 'application/pdf', 'content-length': String(bytes.length) };
      await (await cache())?.put(path, new Response(bytes, { headers }));
    } catch (fault) {
      // No room left: it can be read now, only not later without the network.
      report(fault, { paper: versionId });
    }
    return bytes.buffer;
  }

  const papers: Papers = {
    async get(versionId, onProgress, signal) {
      // One after the other: what is being fetched ahead does not come twice over the same line.
      const work = (underWay.get(versionId) ?? Promise.resolve()).then(async () => {
        const found = await kept(versionId);
        return found ? found.arrayBuffer() : download(versionId, onProgress, signal);
      });
      const done = work.then(
        () => {},
        () => {},
      );
      underWay.set(versionId, done);
      try {
        return await work;
      } finally {
        if (underWay.get(versionId) === done) underWay.delete(versionId);
      }
    },
    async isCached(versionId) {
      return (await kept(versionId)) !== undefined;
    },
    async kept() {
      const keys = (await (await cache())?.keys()) ?? [];
      return keys.flatMap(({ url }) => {
        const found = addressForm.exec(url)?.[1];
        return found === undefined ? [] : [decodeURIComponent(found)];
      });
    },
    async prefetch(versionIds, onProgress) {
      const ready: string[] = [];
      for (const versionId of versionIds) {
        try {
          if (!(await papers.isCached(versionId))) await papers.get(versionId);
          if (await papers.isCached(versionId)) ready.push(versionId);
        } catch (error) {
          if (error instanceof Offline) break;
          if (!(error instanceof RefusedRead)) report(error, { paper: versionId });
        }
        onProgress?.(ready.length, versionIds.length);
      }
      return ready;
    },
    async wipe(versionIds) {
      if (!versionIds) await caches?.delete(papersName(personId));
      else for (const versionId of versionIds) await (await cache())?.delete(addressOf(versionId));
    },
  };
  return papers;
}

async function whyNot(response: Response, path: string): Promise<Error> {
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === 'object' && answer !== null && 'refusal' in answer && typeof answer.refusal === 'string')
    return new RefusedRead(answer.refusal);
  return new Fault(response.status, path);
}

async function readAll(response: Response, onProgress?: Progress): Promise<Uint8Array<ArrayBuffer>> {
  const length = Number(response.headers.get('content-length'));
  // Compressed on the way, the length is not that of what arrives.
  const total = length > 0 && !response.headers.has('content-encoding') ? length : null;
  const reader = response.body?.getReader();
  if (!reader) return new Uint8Array(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  let done = 0;
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    chunks.push(read.value);
    done += read.value.length;
    onProgress?.(done, total);
  }
  if (total !== null && done !== total) throw new Error(`${done} of ${total} bytes came`);
  const whole = new Uint8Array(done);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError';
