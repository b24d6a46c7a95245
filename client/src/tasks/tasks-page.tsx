import { Button, SegmentedControl } from '@mantine/core';
import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { Loaded } from '../app/loaded.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { Page } from '../ui/page.js';
import { TaskDetail } from './task-detail.js';
import { TaskTag } from './task-tag.js';
import css from './tasks.module.css';
import { type ShownTask, useStatus, useTasks } from './use-tasks.js';

type Shown = 'mine' | 'open' | 'done';

/** Who, what, by when, how late, in one look: the list, and beside it the one chosen. */
export function Component() {
  const say = useWords('tasks');
  const me = personOf(useMe());
  const { taskId } = useParams();
  const [shown, setShown] = useState<Shown>('mine');
  const query = useTasks(shown === 'done' ? 'done' : 'open');
  const status = useStatus();
  return (
    <Page title={say('task.title')} padded={false}>
      <div className={css.panes} data-open={taskId !== undefined}>
        <div className={css.list}>
          <SegmentedControl
            fullWidth
            value={shown}
            onChange={(value) => setShown(value as Shown)}
            data={[
              { value: 'mine', label: say('task.mine') },
              { value: 'open', label: say('task.others') },
              { value: 'done', label: say('task.done') },
            ]}
          />
          <Loaded query={query}>
            {({ pages }) => {
              const all = pages.flatMap(({ tasks }) => tasks).map(status);
              const tasks = shown === 'mine' ? all.filter(({ lead }) => lead.personId === me?.id) : all;
              const chosen = all.find((one) => one.taskId === taskId);
              return (
                <>
                  <Card padded={false}>
                    {tasks.length === 0 ? (
                      <EmptyState icon={ListChecks} title={say('task.none')} body={say('task.noneBody')} level={2} />
                    ) : (
                      <ul className={css.rows} aria-label={say('task.title')}>
                        {tasks.map((task) => (
                          <TaskLine key={task.taskId} task={task} isOpen={task.taskId === taskId} />
                        ))}
                      </ul>
                    )}
                  </Card>
                  {query.hasNextPage && (
                    <Button
                      variant="default"
                      loading={query.isFetchingNextPage}
                      onClick={() => void query.fetchNextPage()}
                    >
                      {say('task.more')}
                    </Button>
                  )}
                  <aside className={css.detail} aria-label={chosen?.text ?? say('task.pick')}>
                    {chosen ? (
                      <TaskDetail task={chosen} />
                    ) : (
                      <EmptyState icon={ListChecks} title={say('task.pick')} level={2} />
                    )}
                  </aside>
                </>
              );
            }}
          </Loaded>
        </div>
      </div>
    </Page>
  );
}

function TaskLine({ task, isOpen }: { readonly task: ShownTask; readonly isOpen: boolean }) {
  const say = useWords('tasks');
  const format = useFormat();
  return (
    <li>
      <Link to={`/tasks/${task.taskId}`} aria-current={isOpen ? 'true' : undefined} className={css.line}>
        <span className={css.text}>
          <b>{task.text}</b>
          <small>
            {task.lead.agency} · {say('task.deadline', { date: format.date(`${task.deadline}T05:00:00Z`) })}
          </small>
        </span>
        <TaskTag task={task} />
      </Link>
    </li>
  );
}
