import { fromBytes } from '@ecab/shared/ledger/entry';
import { machines, type RegisterEvents } from '@ecab/shared/ledger/machines';
import type { EventOf } from '@ecab/shared/ledger/slice';
import type { RegisteredDocument } from '@ecab/shared/register/slice';
import { type DocumentType, documentTypes, seriesOf } from '@ecab/shared/rules/symbol';
import type { Streams } from '../storage/ports.js';

const PAGE = 500;
const allSeries = new Set(
  (Object.keys(documentTypes) as DocumentType[]).flatMap((type) => [seriesOf(type, false), seriesOf(type, true)]),
);

/**
 * Documents of a meeting that its body's registers held at an instant, by day and symbol: numbers given here and documents
 * entered with theirs. What is entered later is not among them, so that the answer stays the same.
 *
 * @param startsAt of the meeting: nothing of it is numbered in an earlier year than the one before. @throws StoreFault
 */
export async function documentsOf(
  streams: Streams,
  bodyId: string,
  { meetingId, startsAt }: { readonly meetingId: string; readonly startsAt: string },
  until: string,
): Promise<RegisteredDocument[]> {
  const found: RegisteredDocument[] = [];
  for (let year = Number(startsAt.slice(0, 4)) - 1; year <= Number(until.slice(0, 4)) + 1; year += 1)
    for (const series of allSeries)
      for await (const { at, document } of registered(streams, `register/${bodyId}/${series}/${year}`))
        if (at <= until && document.meetingId === meetingId) found.push(document);
  const rank = (one: RegisteredDocument) => `${one.issuedOn} ${one.symbol}`;
  return found.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

async function* registered(streams: Streams, stream: string) {
  for (let seq = 0; ; ) {
    const entries = await streams.read(stream, seq, PAGE);
    for (const one of entries) {
      seq = one.seq;
      for (const { at, events } of fromBytes(one.entry).commands)
        for (const stored of events) {
          const { type: _, ...event } = machines.register.upcast(stored) as EventOf<RegisterEvents>;
          yield { at: at ?? '', document: plain(event) };
        }
    }
    if (entries.length < PAGE) return;
  }
}
const plain = (one: RegisteredDocument): RegisteredDocument => ({
  documentId: one.documentId,
  documentType: one.documentType,
  normative: one.normative,
  symbol: one.symbol,
  issuedOn: one.issuedOn,
  abstract: one.abstract,
  text: one.text,
  signer: one.signer,
  meetingId: one.meetingId,
  itemId: one.itemId,
});
