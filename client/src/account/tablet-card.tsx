import { QR_POLL_MS, type QrAnswer } from '@ecab/shared/contract/identity';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { QrCode } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTimeZone } from '../app/body.js';
import { useConnection } from '../app/connection.js';
import { formatDuration } from '../i18n/format.js';
import { useWords } from '../i18n/say.js';
import { Card } from '../ui/card.js';
import { announce } from '../ui/live-region.js';
import { StateTag } from '../ui/state-tag.js';
import { useNow } from '../ui/use-now.js';
import css from './account.module.css';
import { identity, newCode, whyFailed, whyRefused } from './identity.js';

/** A QR code that lets this person's tablet in, after the four digits on both screens were compared. */
export function TabletCard() {
  const say = useWords('account');
  const timeZone = useTimeZone();
  const [code, setCode] = useState<QrAnswer | null>(null);
  const [why, setWhy] = useState<string | null>(null);
  const make = useMutation({
    mutationFn: newCode,
    onSuccess: (answer) => {
      setCode(answer.ok ? answer : null);
      setWhy(answer.ok ? null : whyRefused(answer, timeZone));
    },
    onError: (error) => setWhy(whyFailed(error)),
  });
  return (
    <Card title={say('tablet.title')}>
      <div className={css.stack}>
        {code ? (
          <Shown key={code.id} code={code} onOver={setWhy} onClose={() => setCode(null)} />
        ) : (
          <p className={css.muted}>{say('tablet.body')}</p>
        )}
        {why && (
          <p className={css.error} role="alert">
            {why}
          </p>
        )}
        {!code && (
          <Button
            size="lg"
            fullWidth
            leftSection={<QrCode size={22} aria-hidden />}
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            {why ? say('tablet.again') : say('tablet.show')}
          </Button>
        )}
      </div>
    </Card>
  );
}

interface ShownProps {
  readonly code: QrAnswer;
  readonly onOver: (why: string | null) => void;
  readonly onClose: () => void;
}
function Shown({ code, onOver, onClose }: ShownProps) {
  const say = useWords('account');
  const timeZone = useTimeZone();
  const client = useQueryClient();
  const offsetMs = useConnection((connection) => connection.offsetMs);
  const left = Date.parse(code.expiresAt) - offsetMs - useNow();
  const key = ['qr', code.id];
  const { data: status } = useQuery({
    queryKey: key,
    queryFn: () => identity('qr/status', { id: code.id }),
    refetchInterval: ({ state }) => (state.data?.ok === false || state.data?.state === 'done' ? false : QR_POLL_MS),
    gcTime: 0,
  });
  const answer = useMutation({
    mutationFn: (form: { check: string; accept: boolean }) => identity('qr/confirm', { id: code.id, ...form }),
    onSuccess: (answer, { accept }) => {
      if (!answer.ok) onOver(whyRefused(answer, timeZone));
      if (!answer.ok || !accept) onClose();
      return client.invalidateQueries({ queryKey: key });
    },
    onError: (error) => onOver(whyFailed(error)),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new status is news.
  useEffect(() => {
    if (status?.ok === false) {
      onOver(whyRefused(status, timeZone));
      onClose();
    } else if (status?.state === 'asked') {
      announce(`${say('tablet.asks', { device: status.device })}. ${[...status.check].join(' ')}`, 'assertive');
    }
  }, [status]);

  if (!status?.ok || status.state === 'open') {
    return (
      <>
        <img
          className={css.code}
          alt={say('tablet.code')}
          src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(code.svg)}`}
        />
        <p className={css.centre}>{say('tablet.scan')}</p>
        <p className={`${css.centre} ${css.muted}`}>
          {say('tablet.left', { time: formatDuration(Math.max(0, left)) })}
        </p>
      </>
    );
  }
  if (status.state === 'done') return <StateTag tone="ok">{say('tablet.done')}</StateTag>;
  if (status.state === 'confirmed') return <StateTag tone="info">{say('tablet.confirmed')}</StateTag>;
  const { check, device } = status;
  return (
    <>
      <p>
        <b>{say('tablet.asks', { device })}</b>
      </p>
      <p className={css.digits}>{check}</p>
      <p>{say('tablet.compare')}</p>
      <Button
        size="lg"
        fullWidth
        variant="filled"
        loading={answer.isPending}
        onClick={() => answer.mutate({ check, accept: true })}
      >
        {say('tablet.yes')}
      </Button>
      <Button size="lg" fullWidth onClick={() => answer.mutate({ check, accept: false })}>
        {say('tablet.no')}
      </Button>
    </>
  );
}
