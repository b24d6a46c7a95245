import { readFileSync } from 'node:fs';
import { itemStates } from '@ecab/shared/agenda/slice';
import { z } from 'zod';

const demo = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../demo/${file}`, import.meta.url), 'utf8'));
const counts = z.object({ approve: z.int(), reject: z.int(), not_voting: z.int(), no_response: z.int() });
export const choice = z.enum(['approve', 'reject', 'not_voting']);
const record = z.object({
  entitled: z.int(),
  issued: z.int(),
  collected: z.int(),
  valid: z.int(),
  invalid: z.int(),
});
export const pollForm = z.object({
  method: z.enum(['open', 'secret']),
  counts,
  outcome: z.string(),
  chairChoice: choice.optional(),
  countRecord: record.optional(),
});
const taskForm = z.object({
  id: z.string(),
  text: z.string(),
  lead: z.string(),
  coLeads: z.array(z.string()),
  product: z.string(),
  deadline: z.string(),
  status: z.enum(['done', 'late', 'cancelled', 'open']),
  completedOn: z.string().nullish(),
});
const itemForm = z.object({
  id: z.string(),
  title: z.string(),
  presenter: z.object({ personId: z.string(), agency: z.string() }),
  state: z.enum(itemStates),
  poll: pollForm.nullish(),
  conclusion: z.string(),
  tasks: z.array(taskForm),
});
const meetingForm = z.object({
  id: z.string(),
  number: z.int(),
  type: z.enum(['regular', 'thematic']),
  title: z.string(),
  date: z.string(),
  startedAt: z.string(),
  closedAt: z.string(),
  place: z.string(),
  ruleProfile: z.string(),
  chair: z.object({ personId: z.string() }),
  secretary: z.string(),
  members: z.int(),
  absent: z.array(z.object({ personId: z.string() })),
  items: z.array(itemForm),
});
export type PastMeeting = z.infer<typeof meetingForm>;
const documentForm = z.object({
  id: z.string(),
  type: z.string(),
  normative: z.boolean(),
  symbol: z.string(),
  issuedOn: z.string(),
  meetingId: z.string(),
  itemId: z.string().nullish(),
  abstract: z.string(),
  text: z.string(),
  signer: z.string(),
});
const personForm = z.object({
  id: z.string(),
  fullName: z.string(),
  displayName: z.string().nullish(),
  sortKey: z.string(),
  position: z.string(),
  agency: z.string(),
  role: z.string(),
  votes: z.boolean(),
  seat: z.int().nullish(),
  signIn: z.string(),
  standsFor: z.string().nullish(),
});
const bodyForm = z.object({
  id: z.string(),
  name: z.string(),
  shortName: z.string(),
  symbolSuffix: z.string(),
  locality: z.string(),
  timeZone: z.string(),
  ruleProfile: z.string(),
  people: z.array(personForm),
});
export const demoBody = bodyForm.parse(demo('body.json'));
export const past = z
  .object({ meetings: z.array(meetingForm), decisions: z.array(documentForm) })
  .parse(demo('past-meetings.json'));
export const pastMeetings: readonly PastMeeting[] = past.meetings;
