import { seriesOf } from '@ecab/shared/rules/symbol';
import type { DemoBody, PastDecision, PastMeeting } from './data.js';
import { type Happening, onDay, type Stage } from './stage.js';

/** What became of the tasks of a meeting: done by their lead on the day, cancelled by the office at the deadline. */
export const tasksOf = ({ order }: Stage, { items, secretary }: PastMeeting): readonly Happening[] =>
  items.flatMap(({ presenter, tasks }) =>
    tasks.flatMap(({ id, status, completedOn, deadline }): Happening[] => {
      const stream = `task/${id}`;
      if (completedOn !== null) {
        const complete = () => order(presenter.personId, stream, 'task:complete', { on: completedOn, note: '' });
        return [{ at: onDay(completedOn, 0, '09:00'), what: complete }];
      }
      if (status !== 'cancelled') return [];
      return [{ at: onDay(deadline, 0, '09:00'), what: () => order(secretary, stream, 'task:cancel', { note: '' }) }];
    }),
  );

/** The documents of a day, each entered by the clerk in the register of its series and year. */
export function documentsOf({ order }: Stage, body: DemoBody, decisions: readonly PastDecision[]): Happening[] {
  const days = new Map<string, PastDecision[]>();
  for (const one of decisions) days.set(one.issuedOn, [...(days.get(one.issuedOn) ?? []), one]);
  const register = async ({ id: documentId, type: documentType, ...one }: PastDecision) => {
    const series = seriesOf(documentType, one.normative);
    const stream = `register/${body.id}/${series}/${one.issuedOn.slice(0, 4)}`;
    await order(body.roster.clerk, stream, 'document:register', { ...one, documentId, documentType });
  };
  return [...days].map(([day, all]) => ({
    at: onDay(day, 0, '08:00'),
    what: async () => {
      await Promise.all(all.map(register));
    },
  }));
}
