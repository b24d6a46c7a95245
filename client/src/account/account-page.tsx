import { personOf, useMe } from '../app/session.js';
import { useWords } from '../i18n/say.js';
import { Page } from '../ui/page.js';
import css from './account.module.css';
import { PasswordCard } from './password-card.js';
import { PreferencesCard } from './preferences-card.js';
import { SessionsCard } from './sessions-card.js';
import { SignOutCard } from './sign-out-card.js';
import { TabletCard } from './tablet-card.js';

/** Who I am here, on which devices, and how this device looks. */
export function Component() {
  const say = useWords('account');
  const me = useMe();
  return (
    <Page title={say('account.title')} subtitle={personOf(me)?.name}>
      <div className={css.grid}>
        <div className={css.column}>
          <SignOutCard />
          <SessionsCard />
          {me.passwordNeeds && <PasswordCard needs={me.passwordNeeds} />}
        </div>
        <div className={css.column}>
          <TabletCard />
          <PreferencesCard />
        </div>
      </div>
    </Page>
  );
}
