import { z } from 'zod';
import { bases, share } from './share.js';

/** Where a value comes from. Unverified: a default for the body to confirm, said wherever it decides something. */
const cite = z.strictObject({ text: z.string().nullable(), unverified: z.boolean() });
export type Cite = z.infer<typeof cite>;
const threshold = share.extend({ base: z.enum(bases), cite });

/** The rules of one body at one time, as a meeting pins them (RULES.md c1). */
export const profile = z.strictObject({
  id: z.string(),
  quorum: threshold,
  decision: threshold,
  /** What another majority decides than the ordinary one, such as the removal of a deputy (RULES.md c2). */
  matters: z.array(z.strictObject({ id: z.string(), decision: threshold })),
  /** `head_side`: at equal votes the side of the body's head in person. */
  tie: z.strictObject({ rule: z.enum(['head_side', 'none']), cite }),
  ballotChange: z.strictObject({ value: z.enum(['never', 'until_close']), cite }),
  choices: z.strictObject({ list: z.array(z.strictObject({ code: z.string(), label: z.string() })), cite }),
  /** The article of the working rules that a digital vote rests on; null: not entered, and the result says so. */
  workingRulesArticle: z.string().nullable(),
  /** Working days before the session; null where the profile has none. */
  notice: z.strictObject({
    invitationWorkingDays: z.int().nullable(),
    materialsWorkingDays: z.int().nullable(),
    /** Of an extraordinary meeting, whose papers may come later; null: as of any other. */
    materialsExtraDays: z.int().nullable(),
    conclusionWorkingDays: z.int().nullable(),
    cite,
  }),
  presentationMinutes: z.int(),
});
export type Profile = z.infer<typeof profile>;
