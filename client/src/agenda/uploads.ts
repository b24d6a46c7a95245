import { create } from 'zustand';

/** One file on its way. */
export interface Upload {
  readonly id: string;
  readonly meetingId: string;
  readonly itemId: string;
  readonly name: string;
  readonly state: 'sending' | 'checking' | 'refused' | 'lost';
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
export const useUploads = create<{ readonly uploads: readonly Upload[] }>(() => ({ uploads: [] }));
const jobs = new Map<string, Job>();

const change = (id: string, to: Partial<Upload>) =>
  useUploads.setState(({ uploads }) => ({ uploads: uploads.map((one) => (one.id === id ? { ...one, ...to } : one)) }));

/** Sends files one by one beside each other; a resent one is the same upload, by its id. */
export function startUploads(meetingId: string, itemId: string, files: readonly File[], paperId: string | null = null) {
  for (const file of files) {
    const id = crypto.randomUUID();
    jobs.set(id, { file, paperId, request: null });
    const upload: Upload = { id, meetingId, itemId, name: file.name, state: 'sending', sent: 0, refusal: null };
    useUploads.setState(({ uploads }) => ({ uploads: [...uploads, upload] }));
    send(upload);
  }
}
export function retryUpload(upload: Upload): void {
  change(upload.id, { state: 'sending', sent: 0, refusal: null });
  send(upload);
}
/** Stops it if it is under way, and takes it off the list. */
export function dropUpload(id: string): void {
  jobs.get(id)?.request?.abort();
  jobs.delete(id);
  useUploads.setState(({ uploads }) => ({ uploads: uploads.filter((one) => one.id !== id) }));
}

// fetch tells no progress of what it sends.
function send({ id, meetingId, itemId }: Upload): void {
  const job = jobs.get(id);
  if (!job) return;
  const form = new FormData();
  form.set('commandId', id);
  form.set('itemId', itemId);
  if (job.paperId === null) form.set('title', job.file.name.replace(/\.[A-Za-z0-9]{1,5}$/, ''));
  else form.set('paperId', job.paperId);
  form.set('file', job.file);
  const request = new XMLHttpRequest();
  job.request = request;
  request.upload.onprogress = ({ loaded, total }) => {
    const sent = total > 0 ? Math.floor((100 * loaded) / total) : 0;
    change(id, { sent, state: sent >= 100 ? 'checking' : 'sending' });
  };
  request.onload = () => {
    const answer = parse(request.responseText);
    if (answer.ok) dropUpload(id);
    else change(id, { state: 'refused', refusal: answer.refusal });
  };
  request.onerror = () => change(id, { state: 'lost' });
  request.open('POST', `/api/meetings/${meetingId}/papers`);
  request.send(form);
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
