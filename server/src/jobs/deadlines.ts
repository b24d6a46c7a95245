import { createHash } from 'node:crypto';
import { system } from '@ecab/shared/access/can';
import { type Meeting, materialsDays } from '@ecab/shared/meeting/slice';
import { dayAt, workingDaysBefore } from '@ecab/shared/rules/working-days';
import type { Directory } from '../body/directory.js';
import type { Commands } from '../ledger/commands.js';
import type { Hosts } from '../ledger/hosts.js';
import type { Index } from '../storage/ports.js';

export interface DeadlineParts {
  readonly index: Index;
  readonly hosts: Hosts;
  readonly directory: Directory;
  readonly commands: Commands;
  readonly now: () => string;
}
const PAGE = 200;

/** The last day on which papers are sent in time, by the profile's notice; null if it has none. */
export function papersDueOn(meeting: Meeting, calendar: Parameters<typeof workingDaysBefore>[2]): string | null {
  const days = materialsDays(meeting);
  return days === null ? null : workingDaysBefore(dayAt(meeting.startsAt, meeting.offsetMinutes), days, calendar);
}

/**
 * Due times are projections: looks at the meetings ahead and sends an ordinary command of the system for each whose papers
 * were due before today and have not been sent. The rule refuses a repeat, so looking twice does no harm.
 */
export async function checkDeadlines({ index, hosts, directory, commands, now }: DeadlineParts): Promise<void> {
  const query = { allTerms: ['ahead:yes'], limit: PAGE };
  for (let after: { sort: string; id: string } | undefined; ; ) {
    const rows = await index.find('meetings', after ? { ...query, after } : query);
    for (const { id } of rows) {
      const { meeting } = (await hosts.meeting(id)).folded().state;
      const due = papersDueOn(meeting, directory.body().calendar);
      const today = dayAt(now(), meeting.offsetMinutes);
      if (due === null || today <= due || meeting.papersSentAt !== null || meeting.papersOverdue === due) continue;
      const commandId = createHash('sha256').update(`papers-due\n${id}\n${due}`).digest('hex').slice(0, 48);
      await commands.issue(system, `meeting/${id}`, commandId, 'materials:warn', { due });
    }
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    after = { sort: last.sort, id: last.id };
  }
}
