import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { NavCount } from '../ui/nav-rail.js';
import { useOpenTasks, useStatus } from './use-tasks.js';

/** How many tasks that I lead are late; nothing when none is. */
export function LateCount() {
  const say = useWords('tasks');
  const me = personOf(useMe());
  const status = useStatus();
  const { data } = useOpenTasks();
  const late = (data?.tasks ?? []).map(status).filter((one) => one.status === 'late' && one.lead.personId === me?.id);
  return late.length === 0 ? null : <NavCount n={late.length} spoken={say('task.late', { n: late.length })} />;
}
