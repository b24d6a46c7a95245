/** The server could not be reached: the outcome of a read is none, of a write unknown. */
export class Offline extends Error {}

/** The server answered, but neither with what was asked nor with a refusal: a fault of its or of ours. */
export class Fault extends Error {
  constructor(
    readonly status: number,
    readonly path: string,
  ) {
    super(`${status} ${path}`);
  }
}

/** A refusal, as a value. Other fields (`triesLeft`, `retryAt`) are typed by the contract of each door. */
export interface Refused {
  readonly ok: false;
  readonly refusal: string;
}
interface Options {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Sent as JSON. */
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

let onNotSignedIn = () => {};
/** What to do when the server no longer knows the session; set once, by the session. */
export function whenNotSignedIn(act: () => void): void {
  onNotSignedIn = act;
}

/**
 * Asks a door of the server.
 *
 * @param T the accepted answer; `R` the refusal, both as the door's contract in `shared/contract` types them.
 * @returns either of them; never throws for a refusal.
 * @throws Offline, Fault.
 */
export async function ask<T extends { readonly ok: true }, R extends Refused = Refused>(
  path: string,
  { method, body, signal }: Options = {},
): Promise<T | R> {
  const response = await reach(path, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal ? { signal } : {}),
    credentials: 'same-origin',
    cache: 'no-store',
  });
  const answer: unknown = await response.json().catch(() => null);
  if (!isAnswer(answer)) throw new Fault(response.status, path);
  if (!answer.ok && answer.refusal === 'not-signed-in') onNotSignedIn();
  return answer as T | R;
}

/** A refusal of a read, thrown so that a query ends in its error state and keeps what it had. */
export class RefusedRead extends Error {
  constructor(readonly refusal: string) {
    super(refusal);
  }
}

/** `ask` for a query: the answer, or RefusedRead thrown. */
export async function read<T extends { readonly ok: true }>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await ask<T>(path, { signal });
  if (!answer.ok) throw new RefusedRead(answer.refusal);
  return answer;
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Offline(path, { cause: error });
  }
}

function isAnswer(value: unknown): value is { ok: true } | Refused {
  if (typeof value !== 'object' || value === null || !('ok' in value)) return false;
  return value.ok === true || (value.ok === false && 'refusal' in value && typeof value.refusal === 'string');
}
