import type { SessionRow } from '@ecab/shared/contract/identity';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import { useState } from 'react';
import { useTimeZone } from '../app/body.js';
import { Loaded } from '../app/loaded.js';
import { useWords } from '../i18n/say.js';
import { useFormat } from '../i18n/use-format.js';
import { Card, Row, Rows } from '../ui/card.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { RefusalDialog, type Refused } from '../ui/refusal-dialog.js';
import { StateTag } from '../ui/state-tag.js';
import { toast } from '../ui/toast.js';
import { revoke, sessions, whyFailed, whyRefused } from './identity.js';

/** Every device on which this person is signed in; a lost one can be signed out from here. */
export function SessionsCard() {
  const say = useWords('account');
  const timeZone = useTimeZone();
  const format = useFormat(timeZone);
  const client = useQueryClient();
  const query = useQuery({ queryKey: ['sessions'], queryFn: ({ signal }) => sessions(signal) });
  const [asked, setAsked] = useState<SessionRow | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const end = useMutation({
    mutationFn: (row: SessionRow) => revoke(row.id),
    onSuccess: (answer, { device }) => {
      if (answer.ok) toast(say('sessions.revoked', { device }));
      else setRefused({ title: say('account.signOut.failed'), body: whyRefused(answer, timeZone) });
    },
    onError: (error) => setRefused({ title: say('account.signOut.failed'), body: whyFailed(error) }),
    onSettled: () => {
      setAsked(null);
      return client.invalidateQueries({ queryKey: ['sessions'] });
    },
  });
  return (
    <Card title={say('sessions.title')} padded={false}>
      <Loaded query={query}>
        {(answer) => (
          <Rows label={say('sessions.title')}>
            {answer.sessions.map((row) => (
              <Row
                key={row.id}
                icon={<MonitorSmartphone size={22} aria-hidden />}
                title={row.device}
                detail={`${say('sessions.seen', { time: format.dateTime(row.lastSeenAt) })}, ${say(`sessions.via.${row.via}`)}`}
                end={
                  row.current ? (
                    <StateTag tone="ok">{say('sessions.here')}</StateTag>
                  ) : (
                    <Button
                      size="sm"
                      aria-label={`${say('sessions.revoke')}: ${row.device}`}
                      onClick={() => setAsked(row)}
                    >
                      {say('sessions.revoke.short')}
                    </Button>
                  )
                }
              />
            ))}
          </Rows>
        )}
      </Loaded>
      <ConfirmDialog
        danger
        opened={asked !== null}
        title={say('sessions.revoke.ask', { device: asked?.device ?? '' })}
        body={say('sessions.revoke.body')}
        confirm={say('sessions.revoke')}
        loading={end.isPending}
        onConfirm={() => asked && end.mutate(asked)}
        onClose={() => setAsked(null)}
      />
      <RefusalDialog refused={refused} onClose={() => setRefused(null)} />
    </Card>
  );
}
