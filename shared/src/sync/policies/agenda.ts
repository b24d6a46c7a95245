import { z } from 'zod';
import { itemAudiences, itemKinds, itemVotes } from '../../agenda/slice.js';
import { mapOf, type Policy, plainText, record, value } from '../policy.js';

const ids = /^[A-Za-z0-9_-]{1,64}$/;

/** The plain fields of an agenda item; `title` and `note` are texts that several people may write at once. */
export const fields = {
  presenterId: z.string().min(1).max(128).nullable(),
  /** The agency that submits it, under the name of the time. */
  unit: z.string().max(300),
  /** Planned. */
  minutes: z.int().min(0).max(600),
  kind: z.enum(itemKinds),
  /** A fractional index: items stand in the order of these, then of their ids. */
  order: z.string().regex(/^[a-z0-9]{1,64}$/),
  /** The block it belongs to. */
  parent: z.string().regex(ids).nullable(),
  vote: z.enum(itemVotes),
  audience: z.enum(itemAudiences),
};

const item = record({
  title: plainText,
  note: plainText,
  presenterId: value(fields.presenterId),
  unit: value(fields.unit),
  minutes: value(fields.minutes),
  kind: value(fields.kind),
  order: value(fields.order),
  parent: value(fields.parent),
  vote: value(fields.vote),
  audience: value(fields.audience),
});
const items = mapOf(ids, item);

/** The draft of an agenda: root `items`, by item id. Whoever may write it may change and delete all of it. */
export const agenda: Policy = {
  depth: 4,
  root: (name) => (name === 'items' ? items : null),
  mayWrite: () => true,
};
