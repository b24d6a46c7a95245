import { SegmentedControl, Switch } from '@mantine/core';
import { usePreferences } from '../app/preferences.js';
import { useWords } from '../i18n/say.js';
import { Card } from '../ui/card.js';
import css from './account.module.css';

export function PreferencesCard() {
  const say = useWords('account');
  const { language, scheme, leftHanded } = usePreferences();
  return (
    <Card title={say('prefs.title')}>
      <div className={css.stack}>
        <div className={css.field}>
          <span aria-hidden>{say('prefs.language')}</span>
          <SegmentedControl
            fullWidth
            aria-label={say('prefs.language')}
            value={language}
            onChange={(value) => usePreferences.setState({ language: value })}
            data={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
          />
        </div>
        <div className={css.field}>
          <span aria-hidden>{say('prefs.scheme')}</span>
          <SegmentedControl
            fullWidth
            aria-label={say('prefs.scheme')}
            value={scheme}
            onChange={(value) => usePreferences.setState({ scheme: value })}
            data={[
              { value: 'light', label: say('prefs.light') },
              { value: 'dark', label: say('prefs.dark') },
              { value: 'auto', label: say('prefs.auto') },
            ]}
          />
        </div>
        <Switch
          label={say('prefs.left')}
          checked={leftHanded}
          onChange={(event) => usePreferences.setState({ leftHanded: event.currentTarget.checked })}
        />
      </div>
    </Card>
  );
}
