import { meetingTypes } from '@ecab/shared/meeting/slice';
import { NativeSelect, TextInput } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import 'dayjs/locale/vi';
import '@mantine/dates/styles.layer.css';
import { usePeople } from '../app/people.js';
import { useLanguage, useWords } from '../i18n/say.js';
import { type DraftMeeting, type Missing, missingIn, parseDay, parseTime } from './draft-meeting.js';
import css from './meeting.module.css';

interface Props {
  readonly draft: DraftMeeting;
  /** Once it was tried to send the form, what is missing is shown at its field. */
  readonly tried: boolean;
  readonly onSet: (to: Partial<DraftMeeting>) => void;
}

/** What a meeting is and when: the same when it is made and when it is changed. */
export function MeetingForm({ draft, tried, onSet }: Props) {
  const say = useWords('meeting');
  const language = useLanguage();
  const { roster } = usePeople();
  const missing = missingIn(draft);
  const error = (field: Missing, typed: string) =>
    missing.includes(field) && (tried || typed.trim() !== '') ? say(`meeting.need.${field}`) : undefined;
  return (
    <>
      <TextInput
        label={say('meeting.name')}
        required
        maxLength={500}
        value={draft.title}
        error={tried && missing.includes('title') && say('meeting.need.title')}
        onChange={({ currentTarget }) => onSet({ title: currentTarget.value })}
      />
      <div className={css.pair}>
        <NativeSelect
          label={say('meeting.kind')}
          value={draft.kind}
          onChange={({ currentTarget }) => onSet({ kind: currentTarget.value as DraftMeeting['kind'] })}
          data={meetingTypes.map((value) => ({ value, label: say(`meeting.kind.${value}`) }))}
        />
        <TextInput
          label={say('meeting.number')}
          inputMode="numeric"
          value={draft.number}
          error={error('number', draft.number)}
          onChange={({ currentTarget }) => onSet({ number: currentTarget.value })}
        />
      </div>
      <div className={css.pair}>
        <DateInput
          label={say('meeting.day')}
          required
          locale={language}
          valueFormat="DD/MM/YYYY"
          placeholder={say('meeting.dayHint')}
          dateParser={parseDay}
          firstDayOfWeek={1}
          hideOutsideDates
          classNames={{ day: css.day ?? '' }}
          size="md"
          ariaLabels={{
            monthLevelControl: say('meeting.chooseMonth'),
            yearLevelControl: say('meeting.chooseYear'),
            previousMonth: say('meeting.monthBefore'),
            nextMonth: say('meeting.monthAfter'),
            previousYear: say('meeting.yearBefore'),
            nextYear: say('meeting.yearAfter'),
          }}
          value={draft.day === '' ? null : draft.day}
          error={tried && missing.includes('day') && say('meeting.need.day')}
          onChange={(day) => onSet({ day: day ?? '' })}
        />
        <TextInput
          label={say('meeting.time')}
          required
          inputMode="numeric"
          placeholder="08:00"
          value={draft.time}
          error={error('time', draft.time)}
          onChange={({ currentTarget }) => onSet({ time: currentTarget.value })}
          onBlur={() => {
            const time = parseTime(draft.time);
            if (time !== null) onSet({ time });
          }}
        />
      </div>
      <TextInput
        label={say('meeting.place')}
        required
        maxLength={300}
        value={draft.place}
        error={tried && missing.includes('place') && say('meeting.need.place')}
        onChange={({ currentTarget }) => onSet({ place: currentTarget.value })}
      />
      <NativeSelect
        label={say('meeting.room')}
        value={draft.roomId}
        onChange={({ currentTarget: { value: roomId } }) => {
          const name = roster?.rooms.find((one) => one.roomId === roomId)?.name;
          onSet({ roomId, ...(draft.place === '' && name ? { place: name } : {}) });
        }}
        data={[
          { value: '', label: say('meeting.noRoom') },
          ...(roster?.rooms ?? []).map(({ roomId, name }) => ({ value: roomId, label: name })),
        ]}
      />
    </>
  );
}
