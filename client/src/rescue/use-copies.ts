import { agendaContent, minutesContent } from '@ecab/shared/sync/content';
import { agendaDoc, minutesDoc } from '@ecab/shared/sync/doc-name';
import {
  type RescueCause,
  type RescueCopy,
  type Rescued,
  type RescueKind,
  readRescued,
} from '@ecab/shared/sync/rescue';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { ask, Offline, read } from '../app/api.js';
import type { Draft } from '../sync/database.js';
import { readDraft } from '../sync/draft.js';
import { useSync } from '../sync/hooks.js';

/** What somebody wrote and the text lacks: a copy at the server, or a draft on this device. */
export type Copy =
  | {
      readonly from: 'server';
      readonly id: string;
      readonly at: string;
      readonly why: RescueCause;
      readonly copy: RescueCopy;
    }
  | { readonly from: 'here'; readonly id: string; readonly at: string; readonly why: string; readonly draft: Draft };

const path = (meetingId: string) => `/api/meetings/${encodeURIComponent(meetingId)}/rescues`;

/**
 * Copies of one text that wait for somebody to look at them: the server's for secretaries, and this person's own drafts.
 * Those that are on their way to the server are not among them. Of a text that could no longer be read a draft says
 * nothing by itself: it is among them once the text can be read again.
 */
export function useCopies(meetingId: string, kind: RescueKind, office: boolean): readonly Copy[] {
  const { docs } = useSync();
  const drafts = useStore(docs.drafts);
  const { data } = useQuery({
    queryKey: ['rescues', meetingId],
    enabled: office,
    queryFn: ({ signal }) => read<{ ok: true; copies: RescueCopy[] }>(path(meetingId), signal),
  });
  return useMemo(() => {
    const name = kind === 'minutes' ? minutesDoc(meetingId) : agendaDoc(meetingId);
    const copies: readonly Copy[] = (data?.copies ?? [])
      .filter((copy) => copy.kind === kind && copy.settled === null)
      .map((copy) => ({ from: 'server', id: copy.id, at: copy.at, why: copy.why, copy }));
    const mine: readonly Copy[] = drafts
      .filter((draft) => draft.doc === name && draft.state !== null)
      .map((draft) => ({ from: 'here', id: draft.id, at: draft.at, why: draft.refusal, draft }));
    return [...mine, ...copies];
  }, [data, drafts, kind, meetingId]);
}

/** What a copy says; null while it is fetched, or if it cannot be read. */
export function useRescued(meetingId: string, kind: RescueKind, copy: Copy | null): Rescued | null {
  const id = copy?.from === 'server' ? copy.id : null;
  const { data } = useQuery({
    queryKey: ['rescue', meetingId, id],
    enabled: id !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => read<{ ok: true; rescued: unknown }>(`${path(meetingId)}/${id}`, signal),
  });
  return useMemo(() => {
    if (copy?.from !== 'here') return data ? readRescued(data.rescued) : null;
    const doc = readDraft(copy.draft);
    const rescued: Rescued =
      kind === 'minutes' ? { kind, content: minutesContent(doc) } : { kind, items: agendaContent(doc) };
    doc.destroy();
    return rescued;
  }, [copy, data, kind]);
}

/** This copy needs no more looking at: settled at the server, or the draft is let go. */
export function useSettle(meetingId: string) {
  const { docs } = useSync();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (copy: Copy): Promise<string | null> => {
      if (copy.from === 'here') {
        await docs.discardDraft(copy.id);
        return null;
      }
      try {
        const answer = await ask<{ ok: true }>(`${path(meetingId)}/${copy.id}/settled`, { method: 'POST' });
        return answer.ok ? null : answer.refusal;
      } catch (error) {
        if (error instanceof Offline) return 'offline';
        throw error;
      }
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['rescues', meetingId] }),
  });
}
