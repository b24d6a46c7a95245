import type { Room } from '../ledger/machines.js';
import { sample } from './commands.js';
import { run } from './meeting.js';
import { stages } from './stages.js';

const all = stages();
/**
 * What a command makes of a meeting at every stage: what `tells` says of the state that follows, or the refusal; stages
 * where it is refused with `usual` are left out.
 */
export const outcomes = (name: string, usual: string, tells: (room: Room) => string): Record<string, string> =>
  Object.fromEntries(
    [...all].flatMap(([stage, folded]) => {
      const { said, room } = run(folded, [sample(name)]);
      const cell = said[0] === 'ok' ? tells(room) : (said[0] ?? '');
      return cell === usual ? [] : [[stage, cell]];
    }),
  );
/** The same for several stages. */
export const each = (stages: string, to: string): Record<string, string> =>
  Object.fromEntries(stages.split(' ').map((stage) => [stage, to]));
