import { Button } from '@mantine/core';
import { CloudCheck, FileStack, Inbox, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { useStore } from 'zustand';
import { useTimeZone } from '../app/body.js';
import { whyNot } from '../app/refusals.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { papersIn } from '../meeting/papers-in.js';
import { useMeetings, useSorted } from '../meeting/use-meetings.js';
import { useOnDevice } from '../meeting/use-on-device.js';
import { useBoard, useSync } from '../sync/hooks.js';
import { Card, Row, Rows } from '../ui/card.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Page } from '../ui/page.js';
import { StateTag } from '../ui/state-tag.js';
import { placeOf } from './place.js';
import css from './rescue.module.css';

/** What of this person is not at the server, what it did not accept, and what can be read without it. */
export function Component() {
  const say = useWords('rescue');
  const format = useFormat(useTimeZone());
  const { outbox } = useSync();
  const { savedAt } = useStore(outbox.view);
  const { data } = useMeetings();
  const { today, coming } = useSorted()(data?.meetings ?? []);
  return (
    <Page
      title={say('sync.title')}
      subtitle={savedAt ? say('sync.savedAt', { time: format.time(savedAt, true) }) : undefined}
      back={{ to: '/' }}
    >
      <div className={css.column}>
        <Unsent />
        <NotAccepted />
        {[...today, ...coming.slice(0, 1)].map(({ meetingId, title }) => (
          <Ready key={meetingId} meetingId={meetingId} title={title} />
        ))}
      </div>
    </Page>
  );
}

function Unsent() {
  const say = useWords('rescue');
  const { outbox, docs } = useSync();
  const { commands } = useStore(outbox.view);
  const unsent = [...useStore(docs.unsent)].filter(([, n]) => n > 0);
  return (
    <Card title={say('sync.unsent')} padded={false}>
      <Rows label={say('sync.unsent')}>
        {commands > 0 && <Row icon={<Inbox size={22} aria-hidden />} title={say('sync.commands', { n: commands })} />}
        {unsent.map(([name, n]) => {
          const place = placeOf(name);
          return (
            <Row
              key={name}
              icon={<Inbox size={22} aria-hidden />}
              title={place ? say(`doc.${place.kind}`) : name}
              detail={say('sync.updates', { n })}
              end={place?.to && <Open to={place.to} />}
            />
          );
        })}
        {commands === 0 && unsent.length === 0 && (
          <Row icon={<CloudCheck size={22} aria-hidden />} title={say('sync.nothing')} />
        )}
      </Rows>
    </Card>
  );
}

function NotAccepted() {
  const say = useWords('rescue');
  const format = useFormat(useTimeZone());
  const { docs } = useSync();
  const drafts = useStore(docs.drafts);
  const [asking, setAsking] = useState<string | null>(null);
  if (drafts.length === 0) return null;
  return (
    <Card title={say('sync.refused')} padded={false}>
      <p className={css.hint}>{say('sync.refused.why')}</p>
      <Rows label={say('sync.refused')}>
        {drafts.map(({ id, doc, at, refusal }) => {
          const place = placeOf(doc);
          return (
            <Row
              key={id}
              icon={<TriangleAlert size={22} aria-hidden />}
              title={`${place ? say(`doc.${place.kind}`) : doc} · ${format.dateTime(at)}`}
              detail={refusal === 'restored' ? say('copy.why.restored') : whyNot(refusal)}
              end={
                <div className={css.ways}>
                  {place?.to && <Open to={place.to} />}
                  <Button onClick={() => setAsking(id)}>{say('sync.drop')}</Button>
                </div>
              }
            />
          );
        })}
      </Rows>
      <ConfirmDialog
        danger
        opened={asking !== null}
        title={say('sync.drop.ask')}
        body={say('sync.drop.body')}
        confirm={say('sync.drop')}
        cancel={say('sync.stay')}
        onClose={() => setAsking(null)}
        onConfirm={() => {
          if (asking !== null)
            docs.discardDraft(asking).catch((fault: unknown) => console.error('a draft is still there', fault));
          setAsking(null);
        }}
      />
    </Card>
  );
}

function Ready({ meetingId, title }: { readonly meetingId: string; readonly title: string }) {
  const say = useWords('rescue');
  const { entities } = useBoard(`meeting/${meetingId}`);
  const versions = papersIn(entities).flatMap(({ paper }) =>
    paper.versions.slice(-1).map(({ versionId }) => versionId),
  );
  const { ready, fetching, fetchAll } = useOnDevice(versions);
  const isAll = ready !== null && ready.size === versions.length;
  return (
    <Card title={say('sync.ready')} padded={false}>
      <Rows label={say('sync.ready')}>
        <Row
          icon={<FileStack size={22} aria-hidden />}
          title={title}
          detail={
            versions.length === 0
              ? say('sync.ready.none')
              : ready && say('sync.ready.of', { n: ready.size, m: versions.length })
          }
          end={
            versions.length > 0 &&
            ready &&
            (isAll ? (
              <StateTag tone="ok">{`${ready.size}/${versions.length}`}</StateTag>
            ) : (
              <Button loading={fetching} onClick={fetchAll}>
                {say('sync.fetch')}
              </Button>
            ))
          }
        />
      </Rows>
    </Card>
  );
}

function Open({ to }: { readonly to: string }) {
  const say = useWords('rescue');
  return (
    <Button component={Link} to={to}>
      {say('sync.open')}
    </Button>
  );
}
