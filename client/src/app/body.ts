import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { DEFAULT_TIME_ZONE } from '../i18n/format.js';
import { read } from './api.js';

/** What everybody may know of the body, before signing in. */
const form = z.object({
  ok: z.literal(true),
  name: z.string(),
  shortName: z.string(),
  timeZone: z.string(),
});
export type Body = Omit<z.output<typeof form>, 'ok'>;

/** Null until it is known; texts that name the body are then left out. */
export function useBody(): Body | null {
  const { data } = useQuery({
    queryKey: ['body'],
    queryFn: async ({ signal }) => form.parse(await read('/api/body', signal)),
    staleTime: Number.POSITIVE_INFINITY,
    meta: { keep: true },
  });
  return data ?? null;
}

export const useTimeZone = (): string => useBody()?.timeZone ?? DEFAULT_TIME_ZONE;
