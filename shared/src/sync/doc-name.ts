/**
 * Names of co-edited docs. A name says whose doc it is and in which content schema (`@1`): raising a schema makes a new
 * doc, so a tablet that knows only the older one can never write into the newer.
 */
export type DocKind = 'agenda' | 'minutes' | 'shared-ink' | 'private-ink' | 'reading';

export type DocName =
  | { readonly kind: 'agenda' | 'minutes'; readonly meetingId: string; readonly schema: number }
  | { readonly kind: 'shared-ink'; readonly versionId: string; readonly schema: number }
  | { readonly kind: 'private-ink'; readonly versionId: string; readonly personId: string; readonly schema: number }
  | { readonly kind: 'reading'; readonly personId: string; readonly schema: number };

/** The content schema in force, by kind. */
export const schemas = {
  agenda: 1,
  minutes: 1,
  'shared-ink': 1,
  'private-ink': 1,
  reading: 1,
} as const satisfies Record<DocKind, number>;

export const agendaDoc = (meetingId: string) => `meeting/${meetingId}/agenda@${schemas.agenda}`;
export const minutesDoc = (meetingId: string) => `meeting/${meetingId}/minutes@${schemas.minutes}`;
export const sharedInkDoc = (versionId: string) => `paper/${versionId}/shared@${schemas['shared-ink']}`;
export const privateInkDoc = (versionId: string, personId: string) =>
  `paper/${versionId}/private/${personId}@${schemas['private-ink']}`;
export const readingDoc = (personId: string) => `person/${personId}/reading@${schemas.reading}`;

/** The stream that keeps the doc. */
export const docStream = (name: string) => `doc/${name}`;

const id = '([A-Za-z0-9._~-]{1,120})';
const schema = '@([1-9][0-9]{0,3})';
const meeting = new RegExp(`^meeting/${id}/(agenda|minutes)${schema}$`);
const shared = new RegExp(`^paper/${id}/shared${schema}$`);
const own = new RegExp(`^paper/${id}/private/${id}${schema}$`);
const reading = new RegExp(`^person/${id}/reading${schema}$`);

/** @returns null if it names no doc; a doc of another schema than {@link schemas} has is named, but not opened. */
export function parseDocName(name: string): DocName | null {
  let parts = meeting.exec(name);
  if (parts) return { kind: parts[2] as 'agenda' | 'minutes', meetingId: parts[1]!, schema: Number(parts[3]) };
  parts = shared.exec(name);
  if (parts) return { kind: 'shared-ink', versionId: parts[1]!, schema: Number(parts[2]) };
  parts = own.exec(name);
  if (parts) return { kind: 'private-ink', versionId: parts[1]!, personId: parts[2]!, schema: Number(parts[3]) };
  parts = reading.exec(name);
  return parts && { kind: 'reading', personId: parts[1]!, schema: Number(parts[2]) };
}
