import { agendaContent, minutesContent } from '@ecab/shared/sync/content';
import { parseDocName } from '@ecab/shared/sync/doc-name';
import { inkRoot } from '@ecab/shared/sync/policies/ink';
import { type RescueCause, type Rescued, rescueCauses } from '@ecab/shared/sync/rescue';
import type * as Y from 'yjs';
import { ask, Offline } from '../app/api.js';
import type { Connection } from './connection.js';
import type { Draft } from './database.js';
import { type Device, pause } from './device.js';
import type { Docs } from './docs.js';
import { readDraft } from './draft.js';
import { until } from './readable.js';

/** Hands a copy to the server. @returns `taken`: it is safe there; `later`: ask again; else why the server does not take it. */
export type Give = (
  meetingId: string,
  id: string,
  why: RescueCause,
  rescued: Rescued,
) => Promise<'taken' | 'later' | { readonly refusal: string }>;
interface Parts {
  readonly docs: Docs;
  readonly connection: Connection;
  readonly device: Pick<Device, 'backOff' | 'report'>;
  readonly personId: string;
  readonly give?: Give;
}
const passing = new Set(['unavailable', 'internal', 'too-fast', 'too-many']);

const giveByHttp: Give = async (meetingId, id, why, rescued) => {
  try {
    const path = `/api/meetings/${encodeURIComponent(meetingId)}/rescues/${id}`;
    const answer = await ask<{ ok: true; kept: boolean }>(path, { method: 'PUT', body: { why, rescued } });
    if (answer.ok) return 'taken';
    return passing.has(answer.refusal) ? 'later' : { refusal: answer.refusal };
  } catch (error) {
    if (error instanceof Offline) return 'later';
    throw error;
  }
};

const causeOf = ({ refusal }: Draft): RescueCause | null => rescueCauses.find((one) => one === refusal) ?? null;

/**
 * What becomes of copies that the server no longer takes, since it was restored or writes a newer schema. Texts of
 * several people go to it as rescue copies, for a secretary to merge; once they are safe there the draft is gone from
 * here. What is one person's alone is compared with what the server has: if nothing is missing there is nothing to
 * offer; missing ink is offered back where the paper is read; pages once read are marked again at once.
 */
export function createRescues({ docs, connection, device, personId, give = giveByHttp }: Parts): { close(): void } {
  /** On this connection: asked and settled, or left for the person to see. */
  const tried = new Set<string>();
  let closed = false;
  let running: Promise<void> | null = null;

  async function settle(draft: Draft): Promise<'done' | 'later'> {
    const why = causeOf(draft);
    const name = parseDocName(draft.doc);
    if (why === null || name === null || draft.state === null) return 'done';
    if (name.kind === 'minutes' || name.kind === 'agenda') {
      const doc = readDraft(draft);
      const rescued: Rescued =
        name.kind === 'minutes'
          ? { kind: 'minutes', content: minutesContent(doc) }
          : { kind: 'agenda', items: agendaContent(doc) };
      doc.destroy();
      const outcome = await give(name.meetingId, draft.id, why, rescued);
      if (outcome === 'later') return 'later';
      if (outcome === 'taken') await docs.discardDraft(draft.id);
      return 'done';
    }
    if (why !== 'restored') return 'done';
    await compare(draft, name.kind === 'reading' ? 'pages' : inkRoot(personId), name.kind === 'reading');
    return 'done';
  }
  async function compare(draft: Draft, root: string, writes: boolean): Promise<void> {
    const handle = docs.open(draft.doc, { write: writes });
    try {
      const { doc, state, live } = await until(
        handle.view,
        (view) =>
          closed ||
          view.state === 'refused' ||
          view.state === 'final' ||
          (view.live && (!writes || view.state === 'ready')),
      );
      if (closed || state === 'refused' || !live) return;
      const missing = missingFrom(doc, draft, root);
      if (missing.size > 0 && !writes) return;
      doc.transact(() => {
        for (const [key, value] of missing) doc.getMap(root).set(key, value);
      });
      await docs.flush();
      await docs.discardDraft(draft.id);
    } finally {
      handle.close();
    }
  }
  async function work(): Promise<void> {
    for (let tries = 0; !closed && connection.isConnected(); ) {
      const next = docs.drafts.getState().find((one) => !tried.has(one.id) && causeOf(one) !== null);
      if (!next) return;
      if ((await settle(next)) === 'done') {
        tried.add(next.id);
        tries = 0;
        continue;
      }
      await pause(device.backOff(tries));
      tries += 1;
    }
  }
  function poke() {
    if (closed || running || !connection.isConnected()) return;
    running = work()
      .catch((fault: unknown) => {
        if (!closed) device.report(fault, { rescuing: personId });
      })
      .finally(() => {
        running = null;
      });
  }
  const stops = [
    docs.drafts.subscribe(poke),
    connection.onConnected(() => {
      tried.clear();
      poke();
    }),
  ];
  poke();
  return {
    close() {
      closed = true;
      for (const stop of stops) stop();
    },
  };
}

/** What a draft has under a root and the doc has not. */
export function missingFrom(doc: Y.Doc, draft: Draft, root: string): ReadonlyMap<string, unknown> {
  const copy = readDraft(draft);
  const here = doc.getMap(root);
  const missing = new Map([...copy.getMap(root)].filter(([key]) => !here.has(key)));
  copy.destroy();
  return missing;
}
