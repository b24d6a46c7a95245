import type { LedgerAnswer } from '@ecab/shared/contract/http';
import { type Entry, fromBytes } from '@ecab/shared/ledger/entry';
import type { Room } from '@ecab/shared/ledger/machines';
import { draftMinutes } from '@ecab/shared/minutes/draft';
import { ledgerFacts } from '@ecab/shared/minutes/facts';
import { minutesDay } from '@ecab/shared/minutes/slice';
import type { Named } from '@ecab/shared/minutes/wording';
import { minutesContent, type RichNode } from '@ecab/shared/sync/content';
import { minutesDoc } from '@ecab/shared/sync/doc-name';
import type { MinutesPage } from '../adapters/pdf-make/page.js';
import type { PeopleThen, RosterHistory } from '../archive/roster-history.js';
import type { Directory } from '../body/directory.js';
import type { Hosts } from '../ledger/hosts.js';
import { keyDigits } from '../ledger/signer.js';
import type { Blobs, Streams } from '../storage/ports.js';
import type { Docs } from '../sync/docs.js';
import { seedMinutes } from './seed.js';

export interface MinutesDeskParts {
  readonly hosts: Hosts;
  readonly streams: Streams;
  readonly docs: Docs;
  readonly directory: Directory;
  readonly roster: RosterHistory;
  readonly blobs: Blobs;
  readonly print: (page: MinutesPage) => Promise<Uint8Array>;
}
const PAGE = 500;

/** What the server does for minutes: draws up the draft, prints it, tells the events beside it. */
export function createMinutesDesk(parts: MinutesDeskParts) {
  const { hosts, streams, docs, directory, roster, blobs } = parts;
  const streamOf = (meetingId: string) => `meeting/${meetingId}`;
  const roomOf = async (meetingId: string) => (await hosts.meeting(meetingId)).folded().state;

  async function entriesOf(meetingId: string): Promise<Entry[]> {
    const all: Entry[] = [];
    for (;;) {
      const page = await streams.read(streamOf(meetingId), all.length, PAGE);
      all.push(...page.map(({ entry }) => fromBytes(entry)));
      if (page.length < PAGE) return all;
    }
  }
  const namesAt =
    (then: PeopleThen, at: string) =>
    (personId: string): Named => {
      const person = then.person(personId, at);
      return { name: person?.fullName ?? personId, position: person?.position ?? '', agency: person?.agency ?? '' };
    };

  async function pageOf(meetingId: string, doc: RichNode): Promise<MinutesPage> {
    const { meeting, people, minutes, heads } = await roomOf(meetingId);
    const { about } = directory.body();
    const then = await roster.read();
    const at = meeting.closedAt ?? meeting.startsAt;
    const secretaryId = secretaryOf({ people, minutes });
    const head = heads.heads.at(-1);
    return {
      doc,
      head: {
        bodyName: about?.name ?? '',
        superior: null,
        symbol: minutes.symbol,
        suffix: about?.symbolSuffix ?? '',
        locality: about?.locality ?? '',
        day: minutesDay(meeting),
      },
      title: meeting.title,
      signers: {
        secretaryName: secretaryId === null ? '' : then.fullName(secretaryId, at),
        chairName: then.fullName(meeting.chairId, at),
        chairTitle: then.person(meeting.chairId, at)?.position ?? '',
      },
      recipients: ['Các thành viên dự họp'],
      ledger: head ? { digest: head.hash.slice(0, 16), key: keyDigits(head.key) } : null,
      madeAt: at,
    };
  }
  const content = (meetingId: string) => docs.read(minutesDoc(meetingId), minutesContent);

  return {
    /** Writes the draft into its doc, if nobody has yet. @throws StoreFault */
    async draft(meetingId: string): Promise<void> {
      const room = await roomOf(meetingId);
      const entries = await entriesOf(meetingId);
      const then = await roster.read();
      const draft = draftMinutes({
        entries,
        room,
        body: { name: directory.body().about?.name ?? '' },
        nameOf: namesAt(then, room.meeting.startsAt),
        offsetMinutes: room.meeting.offsetMinutes,
        language: 'vi',
      });
      await docs.seed(minutesDoc(meetingId), (doc) => seedMinutes(doc, draft));
    },
    /** Prints the approved minutes with their number and stores the PDF. */
    async print(meetingId: string): Promise<{ sha256: string; sizeBytes: number }> {
      const { sha256, size } = await blobs.put(await parts.print(await pageOf(meetingId, await content(meetingId))));
      return { sha256, sizeBytes: size };
    },
    /** The draft as it stands; null if there is none. */
    async printDraft(meetingId: string): Promise<Uint8Array | null> {
      if ((await roomOf(meetingId)).minutes.state === 'none') return null;
      return parts.print(await pageOf(meetingId, await content(meetingId)));
    },
    async text(meetingId: string): Promise<string> {
      return words(await content(meetingId));
    },
    async facts(meetingId: string): Promise<Pick<LedgerAnswer, 'facts' | 'head'>> {
      const { heads } = await roomOf(meetingId);
      const head = heads.heads.at(-1);
      return {
        facts: ledgerFacts(await entriesOf(meetingId), (personId) => directory.name(personId), 'vi'),
        head: head ? { seq: head.of, hash: head.hash } : null,
      };
    },
  };
}

/** Who signs as secretary: who approved the text, else the first secretary of the meeting. */
function secretaryOf({ people, minutes }: Pick<Room, 'people' | 'minutes'>): string | null {
  const approved = minutes.approvals.find(({ role }) => role === 'secretary');
  const seated = Object.keys(people.seats).find((personId) => people.seats[personId]?.role === 'secretary');
  return approved?.personId ?? seated ?? null;
}

/** The words of a text, a block a line. */
export function words({ text = '', content = [], type }: RichNode): string {
  const inner = content.map(words).join('');
  return type === 'paragraph' || type === 'heading' || type === 'tableCell' ? `${text}${inner}\n` : text + inner;
}
