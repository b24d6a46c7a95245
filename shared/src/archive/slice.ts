import { z } from 'zod';
import { type Agenda, pending } from '../agenda/slice.js';
import { sha256 } from '../kit/forms.js';
import type { Decide, Decided, Evolve, Fields } from '../ledger/slice.js';
import type { Meeting } from '../meeting/slice.js';
import type { Minutes } from '../minutes/slice.js';
import type { vi } from './words.js';

export * as words from './words.js';

/** The record's package, once it has been made: SHA-256 and size in bytes. */
export interface Archive {
  readonly package: { readonly sha256: string; readonly sizeBytes: number } | null;
}
export const initial: Archive = { package: null };
export interface Reads {
  readonly meeting: Meeting;
  readonly agenda: Agenda;
  readonly minutes: Minutes;
  readonly archive: Archive;
}

export const requests = {
  'meeting:archive': z.strictObject({}),
  'archive:store': z.strictObject({ sha256, sizeBytes: z.int().positive() }),
};
export interface Requests extends Fields<typeof requests> {}
export const events = {
  'meeting:archived': z.strictObject({}),
  'archive:stored': z.strictObject({ sha256, sizeBytes: z.int() }),
};
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals | 'wrong-state';
type Decision = Decided<Events, Refusal>;

export const decide: Decide<Reads, Requests, Decision> = {
  'meeting:archive': ({ meeting, agenda, minutes }): Decision => {
    if (meeting.state === 'archived') return 'already-archived';
    if (meeting.state !== 'closed') return 'wrong-state';
    if (minutes.state !== 'issued') return 'minutes-not-issued';
    return pending(agenda).length > 0 ? 'items-pending' : [{ type: 'meeting:archived' }];
  },
  'archive:store': ({ meeting, archive }, file): Decision => {
    if (meeting.state !== 'archived') return 'wrong-state';
    return archive.package?.sha256 === file.sha256 ? 'already-archived' : [{ type: 'archive:stored', ...file }];
  },
};
export const evolve: Evolve<Archive, Events> = {
  'meeting:archived': (archive) => archive,
  'archive:stored': (_, file) => ({ package: file }),
};
export const project = ({ archive }: Pick<Reads, 'archive'>): { archive: { readonly packed: boolean } } => ({
  archive: { packed: archive.package !== null },
});
