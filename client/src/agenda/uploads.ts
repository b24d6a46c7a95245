import { create } from 'zustand';

/** One file on its way. */
export interface Upload {
  readonly id: string;
  readonly meetingId: string;
  readonly itemId: string;
  readonly name: string;
  /** `lost`: the outcome is unknown; sent again it is the same upload. */
  readonly state: 'waiting' | 'sending' | 'checking' | 'refused' | 'lost';
  /** Percent of the bytes that have gone out. */
  readonly sent: number;
  readonly refusal: string | null;
}
interface Job {
  readonly file: File;
  /** A new version of this paper; null: a paper of its own. */
  readonly paperId: string | null;
  request: XMLHttpRequest | null;
}
/** More at once only wait for one another, and leave no connection for the lists. */
const AT_ONCE = 3;
/** What may end otherwise when the same file is sent again. */
const passing = ['busy', 'upload-too-slow', 'unavailable', 'internal'];
export const mayRetry = ({ state, refusal }: Upload) =>
  state === 'lost' || (state === 'refused' && passing.includes(refusal ?? ''));

export const useUploads = create<{ readonly uploads: readonly Upload[] }>(() => ({ uploads: [] }));
const jobs = new Map<string, Job>();

const change = (id: string, to: Partial<Upload>) =>
  useUploads.setState(({ uploads }) => ({ uploads: uploads.map((one) => (one.id === id ? { ...one, ...to } : one)) }));
const isUnderWay = ({ state }: Upload) => state === 'sending' || state === 'checking';

/** Sends files, a few at a time; each is one upload however often it is sent, by its id. */
export function startUploads(meetingId: string, itemId: string, files: readonly File[], paperId: string | null = null) {
  const added = files.map((file): Upload => {
    const id = newId();
    jobs.set(id, { file, paperId, request: null });
    return { id, meetingId, itemId, name: file.name, state: 'waiting', sent: 0, refusal: null };
  });
  useUploads.setState(({ uploads }) => ({ uploads: [...uploads, ...added] }));
  next();
}
export function retryUpload({ id }: Upload): void {
  change(id, { state: 'waiting', sent: 0, refusal: null });
  next();
}
/** Stops it if it is under way, and takes it off the list. */
export function dropUpload(id: string): void {
  const job = jobs.get(id);
  jobs.delete(id);
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((one) => one.id !== id) }));
  job?.request?.abort();
  next();
}
function next(): void {
  const { uploads } = useUploads.getState();
  const free = AT_ONCE - uploads.filter(isUnderWay).length;
  for (const upload of uploads.filter(({ state }) => state === 'waiting').slice(0, Math.max(0, free))) send(upload);
}

// fetch tells no progress of what it sends.
function send({ id, meetingId, itemId }: Upload): void {
  const job = jobs.get(id);
  if (!job) return;
  const form = new FormData();
  form.set('commandId', id);
  form.set('itemId', itemId);
  if (job.paperId === null) form.set('title', titleOf(job.file.name));
  else form.set('paperId', job.paperId);
  form.set('file', job.file);
  const request = new XMLHttpRequest();
  job.request = request;
  change(id, { state: 'sending' });
  request.upload.onprogress = ({ loaded, total }) => {
    const sent = total > 0 ? Math.floor((100 * loaded) / total) : 0;
    change(id, { sent, state: sent >= 100 ? 'checking' : 'sending' });
  };
  request.onload = () => {
    const answer = parse(request.responseText);
    if (answer.ok) return dropUpload(id);
    change(id, { state: 'refused', refusal: answer.refusal });
    next();
  };
  request.onerror = () => {
    change(id, { state: 'lost' });
    next();
  };
  request.open('POST', `/api/meetings/${encodeURIComponent(meetingId)}/papers`);
  request.send(form);
}
const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, '0')).join('');

/** A paper is first called as its file, without the ending; never by nothing, never longer than a title may be. */
export function titleOf(filename: string): string {
  const title = filename
    .toWellFormed()
    .replaceAll('\0', '')
    .replace(/\.[A-Za-z0-9]{1,5}$/, '')
    .trim();
  return [...(title || filename)].slice(0, 250).join('');
}

function parse(text: string): { readonly ok: true } | { readonly ok: false; readonly refusal: string } {
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === 'object' && answer !== null && 'ok' in answer) {
      if (answer.ok === true) return { ok: true };
      if ('refusal' in answer && typeof answer.refusal === 'string') return { ok: false, refusal: answer.refusal };
    }
  } catch {
    // A proxy's own page, for one: no answer of ours.
  }
  return { ok: false, refusal: 'internal' };
}

// Leaving the page ends what is under way: the browser asks first.
if (typeof addEventListener === 'function')
  addEventListener('beforeunload', (event: BeforeUnloadEvent) => {
    if (useUploads.getState().uploads.some((one) => isUnderWay(one) || one.state === 'waiting')) event.preventDefault();
  });
