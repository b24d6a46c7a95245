import { type Cite, type Profile, profile } from './profile.js';

type Fields = Readonly<Record<string, unknown>>;
/** Fields that state no rule, so that they need no source. */
const plainFields = new Set(['id', 'extends', 'validFrom', 'validTo', 'basis', 'citations']);

/** A profile as shipped: what it extends merged in, every field cited or marked. */
export interface ProfileVersion {
  readonly id: string;
  /** Days, `YYYY-MM-DD`; null: open. */
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly profile: Profile;
}
/** Does it hold on this day, `YYYY-MM-DD`? */
export const isInForce = ({ validFrom, validTo }: Pick<ProfileVersion, 'validFrom' | 'validTo'>, day: string) =>
  day >= validFrom && (validTo === null || day <= validTo);

/**
 * Reads rule profiles, one a document (profiles.yaml says how a field is cited or marked).
 *
 * @throws RangeError naming the profile and the first field that is neither cited nor marked `unverified: true`, or that
 *   has no shape known here: a legal number without a source must not decide anything (RULES.md c1).
 */
export function readProfiles(documents: readonly unknown[]): readonly ProfileVersion[] {
  const raw = new Map<string, Fields>();
  for (const one of documents) {
    if (!isFields(one) || typeof one.id !== 'string') throw new RangeError('a profile without id');
    if (raw.has(one.id)) throw new RangeError(`${one.id}: given twice`);
    raw.set(one.id, one);
  }
  return [...raw.values()].map((one) => read(merged(one, raw, [])));
}

function merged(one: Fields, all: ReadonlyMap<string, Fields>, seen: readonly string[]): Fields {
  const id = String(one.id);
  if (seen.includes(id)) throw new RangeError(`${id}: extends itself`);
  if (one.extends === undefined) return one;
  const parent = all.get(String(one.extends));
  if (!parent) throw new RangeError(`${id}: extends ${String(one.extends)}, which is not there`);
  const base = merged(parent, all, [...seen, id]);
  const own = citationsOf(one);
  // A field of the child's own answers for itself: the parent's citation is of the parent's value.
  const kept = citationsOf(base).filter(({ rule }) => !Object.hasOwn(one, rule.split('.')[0] ?? ''));
  return { ...base, ...one, validFrom: one.validFrom ?? base.validFrom, citations: [...kept, ...own] };
}

function read(one: Fields): ProfileVersion {
  const id = String(one.id);
  const citations = citationsOf(one);
  for (const [name, value] of Object.entries(one)) if (!plainFields.has(name)) covered(id, name, value, citations);
  const citeOf = (path: string): Cite => ({
    text: citations.find(({ rule }) => path === rule || path.startsWith(`${rule}.`))?.text ?? null,
    unverified: markedAt(one, path),
  });
  const share = (name: string, within = one, path = name) => {
    const { num, den, base, compare } = fieldsAt(id, within, name);
    return { num, den, base, compare, cite: citeOf(path) };
  };
  const { unverified: _mark, ...overrides } = one.decisionOverrides ? fieldsAt(id, one, 'decisionOverrides') : {};
  const notice = fieldsAt(id, one, 'notice');
  const found = profile.safeParse({
    id,
    quorum: share('quorum'),
    decision: share('decision'),
    matters: Object.keys(overrides).map((matter) => ({
      id: matter,
      decision: share(matter, overrides, `decisionOverrides.${matter}`),
    })),
    tie: { rule: plain(fieldsAt(id, one, 'tie').rule), cite: citeOf('tie') },
    ballotChange: { value: plain(one.ballotChange), cite: citeOf('ballotChange') },
    choices: { list: choicesOf(fieldsAt(id, one, 'choices').list), cite: citeOf('choices') },
    workingRulesArticle: fieldsAt(id, one, 'method').workingRulesArticle ?? null,
    notice: {
      invitationWorkingDays: notice.invitationWorkingDays ?? null,
      materialsWorkingDays: notice.materialsWorkingDays ?? null,
      materialsExtraDays: notice.materialsExtraDays ?? null,
      conclusionWorkingDays: notice.conclusionWorkingDays ?? null,
      cite: citeOf('notice'),
    },
    presentationMinutes: plain(one.presentationMinutes) ?? 10,
  });
  if (!found.success) throw new RangeError(`${id}: ${found.error.issues.map((i) => i.path.join('.')).join(', ')}`);
  return { id, validFrom: dayOf(one.validFrom) ?? '', validTo: dayOf(one.validTo), profile: found.data };
}

/** A field is covered when it or one above it is cited or marked; else all that is in it must be. */
function covered(id: string, path: string, value: unknown, citations: readonly Citation[]): void {
  if (citations.some(({ rule }) => rule === path)) return;
  if (isFields(value)) {
    if (value.unverified === true) return;
    const members = Object.entries(value).filter(([name]) => name !== 'unverified');
    if (members.length > 0 && !('value' in value)) {
      for (const [name, member] of members) covered(id, `${path}.${name}`, member, citations);
      return;
    }
  }
  throw new RangeError(`${id}: ${path} is neither cited nor marked unverified`);
}

interface Citation {
  readonly rule: string;
  readonly text: string;
}
const citationsOf = (one: Fields): readonly Citation[] =>
  (Array.isArray(one.citations) ? one.citations : []).filter(
    (c): c is Citation => isFields(c) && typeof c.rule === 'string' && typeof c.text === 'string',
  );
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** `x` and `{ value: x }` mean the same. */
const plain = (value: unknown): unknown => (isFields(value) && 'value' in value ? value.value : value);

function fieldsAt(id: string, one: Fields, name: string): Fields {
  const value = one[name];
  if (!isFields(value)) throw new RangeError(`${id}: ${name} is missing`);
  return value;
}
function markedAt(one: Fields, path: string): boolean {
  let at: unknown = one;
  for (const name of path.split('.')) {
    at = isFields(at) ? at[name] : undefined;
    if (isFields(at) && at.unverified === true) return true;
  }
  return false;
}
/** A choice is `code|label`. */
const choicesOf = (list: unknown) =>
  (Array.isArray(list) ? list : []).map((one) => {
    const [code = '', label = ''] = String(one).split('|');
    return { code, label };
  });
const dayOf = (value: unknown): string | null =>
  value instanceof Date ? value.toISOString().slice(0, 10) : typeof value === 'string' ? value : null;
