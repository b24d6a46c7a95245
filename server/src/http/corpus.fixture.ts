import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { paperOf } from '../adapters/pdf/made.fixture.js';
import type { TestCabinet } from '../testing/app.fixture.js';

export interface CorpusAnswer {
  readonly file: string;
  /** `shown`, `locked` (asks its reader for the password), or why it was refused. */
  readonly answer: string;
  /** An honest paper, uploaded right after it, was taken. */
  readonly nextTaken: boolean;
}
/** A definite answer comes within this; a request that takes longer ends the test. */
const ANSWER_MS = 30_000;

/** Uploads every PDF of a folder to an item, one after the other as a secretary does, and an honest one after each. */
export async function uploadAll(
  cabinet: TestCabinet & { readonly url: string },
  folder: string,
  meetingId: string,
): Promise<readonly CorpusAnswer[]> {
  const secretary = await cabinet.tablet('s1');
  const honest = Buffer.from(paperOf());
  const upload = async (bytes: Uint8Array, filename: string) => {
    const form = new FormData();
    form.set('itemId', 'i1');
    form.set('file', new Blob([new Uint8Array(bytes)]), filename);
    const answer = await secretary.send(`/api/meetings/${meetingId}/papers`, form, {}, AbortSignal.timeout(ANSWER_MS));
    return (await answer.json()) as { ok: boolean; refusal: string; paperId: string };
  };
  const locked = async (paperId: string) => {
    const { papers } = (await cabinet.app.hosts.meeting(meetingId)).folded().state.papers;
    return papers[paperId]?.versions.at(-1)?.needsPassword === true;
  };
  const answers: CorpusAnswer[] = [];
  for (const file of (await readdir(folder)).filter((name) => name.endsWith('.pdf')).sort()) {
    const told = await upload(await readFile(join(folder, file)), file);
    const answer = !told.ok ? told.refusal : (await locked(told.paperId)) ? 'locked' : 'shown';
    answers.push({ file, answer, nextTaken: (await upload(honest, 'sau.pdf')).ok });
  }
  return answers;
}
