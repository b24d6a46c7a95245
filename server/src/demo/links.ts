import type { Holder } from '@ecab/shared/contract/identity';
import type { App } from '../app.js';
import { addressOf, later } from '../identity/parts.js';
import { readBody } from './data.js';
import { ADMIN, ROOM, ROOM_NAME } from './found-body.js';

/** The people of the story, by what they are to it. */
const people = [
  ['Chủ tọa', 'p-khieu'],
  ['Thư ký', 'p-huong'],
  ['Thư ký', 'p-luong'],
  ['Văn thư', 'p-uyen'],
  ['Thành viên', 'p-oanh'],
  ['Thành viên', 'p-khue'],
  ['Khách mời nội dung 6', 'p-huan'],
  // The name says it.
  ['', ADMIN],
] as const;
const GOOD_FOR_MS = 24 * 60 * 60_000;

/**
 * One line each: who, and an address that signs in whoever opens it first, for a day. None for a body that is not the
 * demonstration's.
 *
 * @param publicUrl where this server is reached, its port known.
 */
export async function printLinks(
  { directory, identity }: Pick<App, 'directory' | 'identity'>,
  publicUrl: string,
  now: string,
): Promise<string[]> {
  const line = async (label: string, to: Holder) => {
    const { token } = await identity.links.create({ to, expiresAt: later(now, GOOD_FOR_MS) });
    return `${label}: ${addressOf(publicUrl, '/sign-in/link', token)}`;
  };
  if (directory.bodyId !== readBody().id) return [];
  const lines: string[] = [];
  for (const [label, personId] of people)
    if (directory.person(personId))
      lines.push(await line(`${label} ${directory.name(personId)}`.trim(), { kind: 'person', personId }));
  if (Object.hasOwn(directory.body().rooms, ROOM))
    lines.push(await line(`Màn hình ${ROOM_NAME}`, { kind: 'display', roomId: ROOM }));
  return lines;
}
