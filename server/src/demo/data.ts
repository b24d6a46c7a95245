import { readFileSync } from 'node:fs';
import { itemKinds } from '@ecab/shared/agenda/slice';
import { conclusionOutcomes } from '@ecab/shared/conclusions/slice';
import { meetingTypes } from '@ecab/shared/meeting/slice';
import { type DocumentType, documentTypes } from '@ecab/shared/rules/symbol';
import { choices, outcomes } from '@ecab/shared/voting/tally';
import { z } from 'zod';

/** A file of the demonstration, as shipped with the server. */
export const demoFile = (file: string): URL => new URL(`../../demo/${file}`, import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(demoFile(file), 'utf8'));

/** The data leave out what does not apply. */
const absent = <Form extends z.ZodType>(form: Form) => form.nullish().transform((given) => given ?? null);
const text = z.string();
const number = z.int();
const instant = text.transform((at) => new Date(at).toISOString());

const person = z.object({
  id: text,
  fullName: text,
  displayName: absent(text),
  sortKey: text,
  position: text,
  agency: text,
  role: z.enum([
    'chair',
    'standingViceChair',
    'viceChair',
    'member',
    'secretary',
    'clerk',
    'guest',
    'observer',
    'substitute',
  ]),
  votes: z.boolean(),
  seat: absent(number),
  standsFor: absent(text),
  signIn: text,
});
const body = z.object({
  id: text,
  name: text,
  shortName: text,
  symbolSuffix: text,
  locality: text,
  timeZone: text,
  ruleProfile: text,
  roster: z.object({ chair: text, clerk: text }),
  people: z.array(person),
});
export type DemoBody = z.infer<typeof body>;
export const readBody = (): DemoBody => body.parse(read('body.json'));

const pastPoll = z.object({
  method: z.enum(['open', 'secret']),
  counts: z.object({ approve: number, reject: number, not_voting: number, no_response: number }),
  outcome: z.enum(outcomes),
  /** Where the chair's own ballot is known. */
  chairChoice: absent(z.enum(choices)),
  countRecord: absent(
    z.object({ entitled: number, issued: number, collected: number, valid: number, invalid: number }),
  ),
});
export type PastPoll = z.infer<typeof pastPoll>;
const pastTask = z.object({
  id: text,
  text,
  lead: text,
  coLeads: z.array(text),
  product: text,
  deadline: text,
  status: z.enum(['done', 'late', 'open', 'cancelled']),
  completedOn: text.nullable(),
});
const pastItem = z.object({
  id: text,
  title: text,
  presenter: z.object({ personId: text, agency: text }),
  state: z.enum([...conclusionOutcomes, 'tied']),
  poll: pastPoll.nullable(),
  conclusion: text,
  tasks: z.array(pastTask),
});
export type PastItem = z.infer<typeof pastItem>;
const pastMeeting = z.object({
  id: text,
  number,
  type: z.enum(['regular', 'thematic']),
  title: text,
  date: text,
  startedAt: instant,
  closedAt: instant,
  place: text,
  ruleProfile: text,
  chair: z.object({ personId: text }),
  secretary: text,
  members: number,
  absent: z.array(z.object({ personId: text, reason: text })),
  items: z.array(pastItem),
});
export type PastMeeting = z.infer<typeof pastMeeting>;
const decision = z.object({
  id: text,
  type: z.enum(Object.keys(documentTypes) as [DocumentType, ...DocumentType[]]),
  normative: z.boolean(),
  symbol: text,
  issuedOn: text,
  meetingId: text,
  itemId: absent(text),
  abstract: text,
  text,
  signer: text,
});
export type PastDecision = z.infer<typeof decision>;
const past = z.object({ meetings: z.array(pastMeeting), decisions: z.array(decision) });
export const readPast = (): z.infer<typeof past> => past.parse(read('past-meetings.json'));

const vote = z.enum(['open', 'secret']).nullable();
const block = z.object({ id: text, title: text, presenter: text });
const item = block.extend({
  kind: z.enum(itemKinds),
  minutesPlanned: number,
  poll: vote,
  visibleTo: absent(z.literal('membersAndSecretariesOnly')),
  items: z.array(block).default([]),
});
const upcoming = z.object({
  id: text,
  type: z.enum(meetingTypes),
  number,
  title: text,
  startsAt: instant,
  place: text,
  ruleProfile: text,
  chair: text,
  secretaries: z.tuple([text, text]),
  clerk: text,
  invitation: z.object({ issuedOn: text }),
  papersSentOn: text,
  people: z.object({
    members: z.array(text),
    substitutes: z.array(z.object({ person: text, standsFor: text })),
    observers: z.array(text),
    guests: z.array(z.object({ person: text, items: z.array(text) })),
  }),
  absent: z.array(z.object({ person: text, reason: text })),
  agenda: z.array(item),
});
export type Upcoming = z.infer<typeof upcoming>;
export const readUpcoming = (): Upcoming => upcoming.parse(read('meeting-2026-11.json'));

const file = z.object({
  file: text,
  paperId: text,
  version: number.default(1),
  title: text,
  item: text,
  expectation: text,
});
export type DemoPaper = z.infer<typeof file>;
export const readPapers = (): readonly DemoPaper[] =>
  z.object({ files: z.array(file) }).parse(read('manifest.json')).files;
