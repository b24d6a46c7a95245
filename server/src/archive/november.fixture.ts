import { readFileSync } from 'node:fs';
import { digestOf } from '@ecab/shared/ledger/entry';
import { z } from 'zod';
import type { Blobs } from '../storage/ports.js';
import { CLERK, HEAD, later, OFFSET_MINUTES, type Ordered, profileNamed, voters } from './past.fixture.js';
import { demoBody } from './past-data.fixture.js';

const demo = (file: string) => new URL(`../../demo/${file}`, import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(demo(file), 'utf8'));
const texts = z.object({ papers: z.record(z.string(), z.array(z.string())) }).parse(read('paper-text.json')).papers;
const { files } = z
  .object({
    files: z.array(
      z.object({
        paperId: z.string(),
        title: z.string(),
        file: z.string(),
        version: z.int().nullish(),
        item: z.string(),
      }),
    ),
  })
  .parse(read('manifest.json'));
export const novemberId = 'm-2026-11-26';
const SECRETARY = 'p-huong';
/** Called for item i6 only. */
export const GUEST = 'p-giap';

/**
 * The session of November 2026, its papers sent; each shown paper with the text of its pages, p04 in both versions. Its agenda
 * has no words of its own: the search cases count its papers only.
 */
export async function novemberOrders(blobs: Blobs): Promise<Ordered[]> {
  const stream = `meeting/${novemberId}`;
  const startsAt = '2026-11-26T01:00:00.000Z';
  let at = later(startsAt, -10 * 24 * 60);
  const order = (name: string, request: object, actor = SECRETARY): Ordered => ({ stream, actor, at, name, request });
  const items = ['i1', 'i2', 'i3', 'i4a', 'i4b', 'i4c', 'i5', 'i6', 'i7'].map((itemId) => ({
    itemId,
    title: `Nội dung ${itemId}`,
    kind: 'information',
    presenterId: null,
    unit: '',
    minutes: 30,
    parent: null,
    vote: 'none',
    audience: 'everyone',
    note: '',
  }));
  const seat = (personId: string, role: string, only: string[] = []) => ({
    personId,
    role,
    items: only,
    standsFor: null,
  });
  const members = voters.filter((id) => id !== HEAD).map((id) => seat(id, 'member'));
  const orders = [
    order('meeting:create', {
      meetingId: novemberId,
      kind: 'regularSession',
      title: 'Phiên họp thường kỳ tháng 11 năm 2026',
      number: 8,
      startsAt,
      place: 'Phòng họp số 1, Trụ sở UBND tỉnh',
      roomId: null,
      chairId: HEAD,
      bodyId: demoBody.id,
      headId: HEAD,
      profile: profileNamed('vn.ubnd.province@2025'),
      offsetMinutes: OFFSET_MINUTES,
    }),
    order('person:call', { people: [...members, seat(CLERK, 'clerk'), seat(GUEST, 'guest', ['i6'])] }),
    order('agenda:publish', { digest: digestOf(items), items }),
  ];
  for (const { paperId, title, file, version, item } of files) {
    const pages = texts[version ? `${paperId}v${version}` : paperId];
    if (!pages || !file.endsWith('.pdf')) continue;
    const pdf = await blobs.put(readFileSync(demo(file)));
    const text = await blobs.put(Buffer.from(JSON.stringify(pages)));
    at = later(at, 1);
    orders.push(
      order('paper:add', {
        paperId,
        itemId: item,
        title,
        sha256: pdf.sha256,
        sizeBytes: pdf.size,
        pages: pages.length,
        needsPassword: false,
        text: text.sha256,
        filename: file.replace(/^.*\//, ''),
      }),
    );
  }
  return [...orders, order('papers:send', { reason: '' })];
}
