import { z } from 'zod';
import { day, id, line, prose } from '../kit/forms.js';
import type { Decide, Decided, Evolve, Fields } from '../ledger/slice.js';
import { type DocumentType, documentTypes, isSymbol, numberIn, symbolOf } from '../rules/symbol.js';
import { source } from '../tasks/slice.js';
import type { vi } from './words.js';

export * as words from './words.js';

const documentType = z.enum(Object.keys(documentTypes) as [DocumentType, ...DocumentType[]]);
/** A document as the register knows it; `meetingId` and `itemId` where it came of a meeting. */
const document = {
  documentId: id,
  documentType,
  normative: z.boolean(),
  symbol: z.string().max(60),
  issuedOn: day,
  abstract: line(2000),
  text: prose(200_000),
  signer: prose(200),
  meetingId: id.nullable(),
  itemId: id.nullable(),
};
export type RegisteredDocument = z.infer<z.ZodObject<typeof document>>;
/** A stream `register/{bodyId}/{series}/{year}`: numbers unique and growing, a gap never filled (Decree 30/2020 art. 15). */
export interface Register {
  readonly documents: Readonly<Record<string, RegisteredDocument>>;
  readonly last: number;
  /** Which number was given for which source event. */
  readonly given: Readonly<Record<string, number>>;
}
export const initial: Register = { documents: {}, last: 0, given: {} };

export const requests = {
  /** A document made elsewhere, entered with the number that it bears. */
  'document:register': z.strictObject(document),
  /** The next number, for what the source event asks one for. */
  'number:allocate': z.strictObject({
    documentId: id,
    documentType,
    suffix: z.string().max(40),
    issuedOn: day,
    abstract: line(2000),
    meetingId: id,
    source,
  }),
};
export interface Requests extends Fields<typeof requests> {}
export const events = {
  'document:registered': z.strictObject({ ...document, number: z.int() }),
  'number:allocated': z.strictObject({ ...document, number: z.int(), source }),
};
export interface Events extends Fields<typeof events> {}
type Refusal = keyof typeof vi.refusals;
type Decision = Decided<Events, Refusal>;
export interface Reads {
  readonly register: Register;
}

export const sourceKey = ({ stream, seq, index }: { stream: string; seq: number; index: number }) =>
  `${stream} ${seq} ${index}`;
export const decide: Decide<Reads, Requests, Decision> = {
  'document:register': ({ register }, request): Decision => {
    const number = numberIn(request.symbol);
    if (!isSymbol(request.symbol)) return 'not-a-symbol';
    if (Object.hasOwn(register.documents, String(number))) return 'number-taken';
    return [{ type: 'document:registered', ...request, number }];
  },
  'number:allocate': ({ register }, { suffix, source, ...request }): Decision => {
    if (Object.hasOwn(register.given, sourceKey(source))) return 'number-given';
    const number = register.last + 1;
    const symbol = symbolOf(number, request.documentType, suffix);
    if (!isSymbol(symbol)) return 'not-a-symbol';
    const empty = { normative: false, text: '', signer: '', itemId: null };
    return [{ type: 'number:allocated', ...request, ...empty, symbol, number, source }];
  },
};
const enter = (register: Register, number: number, one: RegisteredDocument): Register => ({
  ...register,
  last: Math.max(register.last, number),
  documents: { ...register.documents, [String(number)]: one },
});
export const evolve: Evolve<Register, Events> = {
  'document:registered': (register, { number, ...one }) => enter(register, number, one),
  'number:allocated': (register, { number, source, ...one }) => ({
    ...enter(register, number, one),
    given: { ...register.given, [sourceKey(source)]: number },
  }),
};
