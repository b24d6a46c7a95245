import { CalendarClock, CircleCheck, CircleDashed, CircleX, type LucideIcon, TriangleAlert } from 'lucide-react';
import { useWords } from '../i18n/say.js';
import { StateTag, type Tone } from '../ui/state-tag.js';
import type { ShownTask } from './use-tasks.js';

const looks: Readonly<Record<ShownTask['status'], readonly [Tone, LucideIcon]>> = {
  late: ['bad', TriangleAlert],
  dueSoon: ['warn', CalendarClock],
  notDue: ['neutral', CircleDashed],
  doneOnTime: ['ok', CircleCheck],
  doneLate: ['warn', CircleCheck],
  cancelled: ['neutral', CircleX],
};

/** How a task stands, in a word. */
export function TaskTag({ task }: { readonly task: ShownTask }) {
  const say = useWords('tasks');
  const [tone, icon] = looks[task.status];
  return (
    <StateTag tone={tone} icon={icon}>
      {task.status === 'late' ? say('task.late', { n: task.days }) : say(`task.${task.status}`)}
    </StateTag>
  );
}
