import { useConnection } from '../app/connection.js';
import { useWords } from '../i18n/say.js';
import { childrenOf } from '../room/item-number.js';
import { SpeakerTimer } from '../ui/speaker-timer.js';
import css from './display.module.css';
import { Screen } from './frame.js';
import { headOf, type ScreenProps, useItemName } from './parts.js';

const NAMES_SHOWN = 3;

/** The item on the table, who speaks or presents with the clock, and who is next. */
export function ItemScreen({ board, screen, itemId }: ScreenProps & { readonly itemId: string }) {
  const say = useWords('display');
  const itemName = useItemName(board);
  const item = board[`item:${itemId}`];
  const speaking = board.floor?.speaking ?? null;
  const waiting = board.floor?.waiting ?? [];
  const presenter = board.presenter?.holder ?? null;
  if (!item) return null;
  const children = childrenOf(board, itemId);
  return (
    <Screen
      title={itemName(itemId)}
      detail={say(presenter && !speaking ? 'display.presenting' : 'display.discussing')}
      head={headOf(board)}
      footer={
        waiting.length > 0 && (
          <>
            <span>{say('display.next')}</span>
            {waiting.slice(0, NAMES_SHOWN).map(({ personId }) => (
              <b key={personId}>{screen.names[personId]?.name ?? personId}</b>
            ))}
            {waiting.length > NAMES_SHOWN && <span>{say('display.more', { n: waiting.length - NAMES_SHOWN })}</span>}
          </>
        )
      }
    >
      <div className={speaking || presenter ? css.two : undefined}>
        <div>
          {item.unit && <p className={css.eyebrow}>{say('display.unit', { unit: item.unit })}</p>}
          <h1 className={item.title.length > 90 ? css.question : css.title}>{item.title}</h1>
          {children.length > 0 && (
            <ul className={css.decided}>
              {children.map(([child, { title }]) => (
                <li key={child}>{title}</li>
              ))}
            </ul>
          )}
        </div>
        {speaking ? (
          <Speaker
            what={say('display.speaking')}
            personId={speaking.personId}
            screen={screen}
            since={speaking.since}
            limitMs={speaking.limitMs}
          />
        ) : (
          presenter && (
            <Speaker
              what={say('display.presenting')}
              personId={presenter}
              screen={screen}
              since={board.presenter?.since ?? null}
              limitMs={item.minutes * 60_000}
            />
          )
        )}
      </div>
    </Screen>
  );
}

interface SpeakerProps {
  readonly what: string;
  readonly personId: string;
  readonly screen: ScreenProps['screen'];
  readonly since: string | null;
  readonly limitMs: number;
}
function Speaker({ what, personId, screen, since, limitMs }: SpeakerProps) {
  const say = useWords('display');
  const offsetMs = useConnection(({ offsetMs }) => offsetMs);
  const person = screen.names[personId];
  return (
    <section className={css.speaker} aria-label={what}>
      <p className={css.eyebrow}>{what}</p>
      <p className={css.name}>{person?.name ?? personId}</p>
      {person && <p className={css.position}>{person.position}</p>}
      {since && limitMs > 0 && (
        <div className={css.timer}>
          <SpeakerTimer
            endsAt={new Date(Date.parse(since) + limitMs).toISOString()}
            limitMs={limitMs}
            offsetMs={offsetMs}
            wall
          />
          <p className={css.position}>{say('display.limit', { n: Math.round(limitMs / 60_000) })}</p>
        </div>
      )}
    </section>
  );
}
