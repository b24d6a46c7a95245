import { bodyRoles } from '@ecab/shared/body/slice';
import { day, id, line } from '@ecab/shared/kit/forms';
import { wellFormed } from '@ecab/shared/kit/well-formed';
import type { ProfileVersion } from '@ecab/shared/rules/read-profiles';
import { dayAt } from '@ecab/shared/rules/working-days';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';

type Path = readonly (string | number)[];
/** One thing wrong with the file, and where: a line from 1, or nothing where the file has no such place. */
export interface FileFault {
  readonly line: number | null;
  readonly path: string;
  readonly message: string;
}

const person = z.strictObject({
  id,
  fullName: line(200),
  displayName: line(300).nullable().default(null),
  /** Given name first; left out, it is made of the full name. */
  sortKey: line(200).optional(),
  position: line(500),
  agency: line(300),
  signIn: line(100),
  roles: z.array(z.enum(bodyRoles)).default([]),
  /** The order of precedence of who votes; left out: no vote. */
  seat: z.int().positive().nullable().default(null),
  standsFor: id.nullable().default(null),
});
const form = z.strictObject({
  id,
  name: line(300),
  shortName: line(100),
  symbolSuffix: z.string().regex(/^[A-ZĐ0-9]+(-[A-ZĐ0-9]+)*$/, 'capitals, digits and hyphens, such as UBND'),
  locality: line(100),
  timeZone: z.string().max(60),
  ruleProfile: z.string().max(100),
  head: id.nullable().default(null),
  rooms: z.array(z.strictObject({ id, name: line(300) })).default([]),
  holidays: z.array(day).max(2000).default([]),
  swapDays: z.array(day).max(500).default([]),
  people: z.array(person).min(1).max(2000),
});
export interface BodyFile extends z.output<typeof form> {
  readonly offsetMinutes: number;
}

/**
 * Reads the description of a body, YAML or JSON.
 *
 * @param now an instant: the rule profile must be in force then.
 * @returns the body, or all that is wrong with it at once, in the order of the file.
 */
export function readBodyFile(
  text: string,
  profiles: readonly ProfileVersion[],
  now: string,
): { readonly body: BodyFile } | { readonly faults: readonly FileFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0)
    return {
      faults: document.errors.map(({ message, pos }) => ({
        line: lines.linePos(pos[0]).line,
        path: '',
        message: message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message,
      })),
    };
  const faults: FileFault[] = [];
  const wrong = (path: Path, message: string) =>
    void faults.push({ line: lineOf(document, lines, path), path: path.join('.'), message });
  const given: unknown = document.toJS();
  if (!wellFormed(given)) wrong([], 'holds NUL or half a character');
  const read = form.safeParse(given);
  for (const { path, message, code, ...more } of read.error?.issues ?? []) {
    if (code === 'unrecognized_keys')
      for (const key of (more as { keys: string[] }).keys) wrong([...(path as Path), key], 'no such field');
    else wrong(path as Path, code === 'custom' ? 'must not be blank' : message);
  }
  if (!read.data) return { faults: inOrder(faults) };
  const offsetMinutes = offsetOf(read.data.timeZone);
  if (typeof offsetMinutes === 'string') wrong(['timeZone'], offsetMinutes);
  const known = typeof offsetMinutes === 'number' ? offsetMinutes : 0;
  agree(read.data, profiles, dayAt(now, known), wrong);
  return faults.length > 0 ? { faults: inOrder(faults) } : { body: { ...read.data, offsetMinutes: known } };
}

/** What its parts demand of each other. */
function agree(
  body: z.output<typeof form>,
  profiles: readonly ProfileVersion[],
  today: string,
  wrong: (path: Path, message: string) => void,
): void {
  const { people, head, ruleProfile, rooms } = body;
  const profile = profiles.find((one) => one.id === ruleProfile);
  const inForce = profiles.filter(({ validFrom, validTo }) => validFrom <= today && (validTo ?? today) >= today);
  if (!profile || !inForce.includes(profile))
    wrong(['ruleProfile'], `not in force today; these are: ${inForce.map((one) => one.id).join(', ')}`);
  const once = (what: string, values: readonly (string | null)[], at: (index: number) => Path) =>
    values.forEach((value, index) => {
      const first = values.indexOf(value);
      if (value !== null && first < index) wrong(at(index), `${what} ${value} is given twice`);
    });
  const of = (field: string) => (index: number) => ['people', index, field];
  once('the id', ids(people), of('id'));
  once(
    'the sign-in name',
    people.map(({ signIn }) => signIn.normalize('NFC').trim().toLowerCase()),
    of('signIn'),
  );
  once(
    'the seat',
    people.map(({ seat }) => (seat === null ? null : String(seat))),
    of('seat'),
  );
  once('the id', ids(rooms), (index) => ['rooms', index, 'id']);
  const votes = new Set(people.filter(({ seat }) => seat !== null).map((one) => one.id));
  people.forEach(({ standsFor, seat }, index) => {
    if (standsFor === null) return;
    if (!votes.has(standsFor)) wrong(of('standsFor')(index), `${standsFor} is nobody with a seat`);
    if (seat !== null) wrong(of('standsFor')(index), 'who has a seat stands for nobody');
  });
  if (head !== null && !votes.has(head)) wrong(['head'], `${head} is nobody with a seat`);
  if (votes.size === 0) wrong(['people'], 'nobody has a seat');
  for (const role of ['admin', 'secretary'] as const)
    if (!people.some(({ roles }) => roles.includes(role))) wrong(['people'], `nobody has the role ${role}`);
}
const ids = (all: readonly { readonly id: string }[]) => all.map((one) => one.id);

/** Minutes east of Greenwich; or why not: streams keep one number, so a zone whose clocks are changed will not do. */
function offsetOf(timeZone: string): number | string {
  try {
    const [winter, summer] = ['2026-01-15T12:00:00Z', '2026-07-15T12:00:00Z'].map((at) => {
      const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date(at));
      const [, sign, hours, minutes] =
        /^GMT(?:([+-])(\d\d):(\d\d))?$/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
      return (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * (sign === '-' ? -1 : 1);
    });
    return winter === summer && winter !== undefined
      ? winter
      : 'a zone whose clocks change with summer is not supported';
  } catch {
    return 'no such time zone; such as Asia/Ho_Chi_Minh';
  }
}

/** Of a place that is not there, the line of what it should be in. */
function lineOf(document: Document, lines: LineCounter, path: Path): number | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}
const inOrder = (faults: readonly FileFault[]) => [...faults].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));

/** Given name first, as Vietnamese lists sort. */
export const sortKeyOf = (fullName: string): string => {
  const words = fullName.trim().split(/\s+/);
  return [words.at(-1), ...words.slice(0, -1)].join(' ');
};
