import type { ItemForm } from '@ecab/shared/agenda/slice';
import { type Seat, votes } from '@ecab/shared/people/slice';
import { isInForce, type ProfileVersion } from '@ecab/shared/rules/read-profiles';
import { type DocumentType, seriesOf } from '@ecab/shared/rules/symbol';
import { dayAt } from '@ecab/shared/rules/working-days';
import { agendaContent, contentDigest } from '@ecab/shared/sync/content';
import { agendaDoc, minutesDoc } from '@ecab/shared/sync/doc-name';
import type { Directory } from '../body/directory.js';
import type { Before, Completion } from '../ledger/commands.js';
import type { Hosts } from '../ledger/hosts.js';
import type { Docs } from '../sync/docs.js';

export interface CompletionParts {
  readonly hosts: Pick<Hosts, 'meeting'>;
  readonly directory: Directory;
  readonly docs: Docs;
  readonly profiles: readonly ProfileVersion[];
  /** Writes the draft of the minutes into its doc, if nobody has yet. */
  readonly draftMinutes: (meetingId: string) => Promise<void>;
}
const meetingIdIn = (stream: string) => stream.slice('meeting/'.length);

/** What the server adds to requests of a meeting, from the body's stream, the profiles and the docs. */
export function meetingCompletions(parts: CompletionParts): Record<string, Completion> {
  const { hosts, directory, docs, profiles } = parts;
  /** Whether somebody votes follows from the office held, never from the seat that a secretary gives. */
  const holdsVote = (personId: string) => directory.person(personId)?.votes === true;
  return {
    'meeting:create': async ({ request, stream }) => {
      const { profileId, ...fields } = request as { profileId: string; chairId: string; startsAt: string };
      const { about } = directory.body();
      const version = profiles.find(({ id }) => id === profileId);
      if (!about || !version) return 'unknown-profile';
      if (!isInForce(version, dayAt(fields.startsAt, about.offsetMinutes))) return 'unknown-profile';
      if (!holdsVote(fields.chairId)) return 'has-no-vote';
      const { bodyId, headId, offsetMinutes } = about;
      return { ...fields, meetingId: meetingIdIn(stream), bodyId, headId, offsetMinutes, profile: version.profile };
    },
    // The rules stay pinned, so the meeting stays within their days. Of rules that are shipped no more nothing is known.
    'meeting:amend': async ({ request, stream }) => {
      const { startsAt } = request as { startsAt: string };
      const { meeting } = (await hosts.meeting(meetingIdIn(stream))).folded().state;
      const version = profiles.find(({ id }) => id === meeting.profile?.id);
      const fits = !version || isInForce(version, dayAt(startsAt, meeting.offsetMinutes));
      return fits ? request : 'unknown-profile';
    },
    'person:call': async ({ request }) => {
      const { people } = request as { people: readonly ({ readonly personId: string } & Seat)[] };
      return people.every((one) => !votes(one) || holdsVote(one.personId)) ? request : 'has-no-vote';
    },
    'agenda:publish': async ({ request, stream }) => {
      const { digest } = request as { digest: string };
      const found = await docs.read(agendaDoc(meetingIdIn(stream)), (doc) => ({
        digest: contentDigest(doc, 'agenda'),
        items: agendaContent(doc).map(({ id, order: _order, ...item }): ItemForm => ({ itemId: id, ...item })),
      }));
      return found.digest === digest ? { digest, items: found.items } : 'changed-meanwhile';
    },
    'minutes:approve': async ({ request, stream }) => {
      const { digest } = request as { digest: string };
      return (await docs.digest(minutesDoc(meetingIdIn(stream)))) === digest ? { digest } : 'changed-meanwhile';
    },
    'document:register': async ({ request, stream }) => {
      const { documentType, normative, issuedOn } = request as {
        documentType: DocumentType;
        normative: boolean;
        issuedOn: string;
      };
      const series = seriesOf(documentType, normative);
      const right = `register/${directory.bodyId}/${series}/${issuedOn.slice(0, 4)}`;
      return stream === right ? request : 'invalid-request';
    },
  };
}

/**
 * What must have happened in the docs before an entry says so: what is published or approved is final, so that no word
 * typed in between is taken for part of it, or lost.
 */
export function meetingBefore({ docs, draftMinutes }: CompletionParts): Record<string, Before> {
  return {
    'agenda:publish': async ({ request, stream }) => {
      const { digest } = request as { digest: string };
      const closed = await docs.finalise(agendaDoc(meetingIdIn(stream)), digest);
      return closed === 'final' ? null : closed;
    },
    'minutes:draft': async ({ stream }) => {
      await draftMinutes(meetingIdIn(stream));
      return null;
    },
    'minutes:approve': async ({ request, stream }, events) => {
      if (!events.some((event) => 'final' in event && event.final === true)) return null;
      const { digest } = request as { digest: string };
      const closed = await docs.finalise(minutesDoc(meetingIdIn(stream)), digest);
      return closed === 'final' ? null : closed;
    },
  };
}
