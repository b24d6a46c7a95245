import { type Meeting, materialsDays } from '../meeting/slice.js';
import type { Profile } from '../rules/profile.js';
import { type Calendar, dayAt, workingDaysBetween } from '../rules/working-days.js';
import type { ItemForm } from './slice.js';

/** What the secretary is told before publishing: `fix` bars it, `reason` wants a word why, `fine` is as it should be. */
export interface Finding {
  readonly grade: 'fix' | 'reason' | 'fine';
  readonly code: FindingCode;
  /** The item it is about; null: the whole agenda. */
  readonly itemId: string | null;
  readonly blanks: Readonly<Record<string, string | number>>;
}
export type FindingCode =
  | 'no-items'
  | 'no-title'
  | 'no-paper'
  | 'empty-block'
  | 'no-presenter'
  | 'no-members'
  | 'minutes'
  | 'invitation-late'
  | 'invitation-in-time'
  | 'papers-late'
  | 'papers-in-time'
  | 'people';

export interface Draft {
  readonly items: readonly ItemForm[];
  /** How many papers each item has, by its id. */
  readonly papers: Readonly<Record<string, number>>;
  readonly kind: Meeting['kind'];
  readonly startsAt: string;
  readonly offsetMinutes: number;
  readonly profile: Profile;
  readonly calendar: Calendar;
  readonly members: number;
  readonly guests: number;
  readonly now: string;
}

/** Checks a draft against its rule profile. The order is that of the agenda, the gravest first. */
export function checkDraft(draft: Draft): readonly Finding[] {
  const found = [...draft.items.flatMap((item) => checkItem(item, draft)), ...checkWhole(draft)];
  const rank = { fix: 0, reason: 1, fine: 2 };
  return found.sort((a, b) => rank[a.grade] - rank[b.grade]);
}
export const mayPublish = (findings: readonly Finding[]) => findings.every(({ grade }) => grade !== 'fix');

function checkItem(item: ItemForm, { items, papers }: Draft): Finding[] {
  const about = (grade: Finding['grade'], code: FindingCode): Finding => ({
    grade,
    code,
    itemId: item.itemId,
    blanks: { title: item.title },
  });
  const block = item.kind === 'consentBlock';
  const found: Finding[] = [];
  if (item.title.trim() === '') found.push(about('fix', 'no-title'));
  if (block && !items.some(({ parent }) => parent === item.itemId)) found.push(about('fix', 'empty-block'));
  if (!block && item.vote !== 'none' && !papers[item.itemId]) found.push(about('fix', 'no-paper'));
  if (!block && item.presenterId === null) found.push(about('reason', 'no-presenter'));
  return found;
}

function checkWhole(draft: Draft): Finding[] {
  const { items, members, guests, startsAt, offsetMinutes, now, calendar, profile } = draft;
  const whole = (grade: Finding['grade'], code: FindingCode, blanks: Finding['blanks'] = {}): Finding => ({
    grade,
    code,
    itemId: null,
    blanks,
  });
  const days = workingDaysBetween(dayAt(now, offsetMinutes), dayAt(startsAt, offsetMinutes), calendar);
  const inTime = (name: 'invitation' | 'papers', wanted: number | null): Finding[] =>
    wanted === null
      ? []
      : [
          days >= wanted
            ? whole('fine', `${name}-in-time`, { days })
            : whole('reason', `${name}-late`, { days, wanted }),
        ];
  const top = items.filter(({ parent }) => parent === null);
  return [
    ...(items.length === 0 ? [whole('fix', 'no-items')] : []),
    ...(members < 2 ? [whole('fix', 'no-members')] : []),
    ...inTime('invitation', profile.notice.invitationWorkingDays),
    ...inTime('papers', materialsDays(draft)),
    whole('fine', 'minutes', { minutes: top.reduce((sum, item) => sum + item.minutes, 0) }),
    whole('fine', 'people', { members, guests }),
  ];
}
