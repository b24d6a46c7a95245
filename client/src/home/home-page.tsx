import { CalendarCheck } from 'lucide-react';
import { useTimeZone } from '../app/body.js';
import { serverNow, useConnection } from '../app/connection.js';
import { homePanels } from '../app/features.js';
import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { Card } from '../ui/card.js';
import { EmptyState } from '../ui/empty-state.js';
import { ErrorBoundary } from '../ui/error-boundary.js';
import { Page } from '../ui/page.js';
import css from './home-page.module.css';

/** What now: the day, who I am, and the cards that the features put here. One that breaks leaves the others. */
export function Component() {
  const say = useWords('home');
  const app = useWords('app');
  const format = useFormat(useTimeZone());
  const name = personOf(useMe())?.name ?? '';
  // Drawn again once the server's clock is known.
  useConnection(({ offsetMs }) => offsetMs);
  const today = format.longDate(new Date(serverNow()).toISOString());
  return (
    <Page title={today} subtitle={name} documentTitle={`${app('nav.home')} · ${app('product')}`}>
      {homePanels.length === 0 ? (
        <Card>
          <EmptyState icon={CalendarCheck} level={2} title={say('home.hello', { name })} body={say('home.quiet')} />
        </Card>
      ) : (
        <div className={css.columns}>
          {(['main', 'side'] as const)
            .map((column) => homePanels.filter((panel) => panel.column === column))
            .filter((panels) => panels.length > 0)
            .map((panels) => (
              <div key={panels[0]?.column} className={css.column}>
                {panels.map(({ Panel, order }) => (
                  <ErrorBoundary key={order} onError={(error) => console.error(error)}>
                    <Panel />
                  </ErrorBoundary>
                ))}
              </div>
            ))}
        </div>
      )}
    </Page>
  );
}
