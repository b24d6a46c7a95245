import { readFileSync } from 'node:fs';
import { spokenDay } from '@ecab/shared/text/names';
import { z } from 'zod';
import type { ArchiveUnit } from './rows.js';

const read = (file: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../demo/${file}`, import.meta.url), 'utf8'));

const task = z.object({ text: z.string(), lead: z.string(), coLeads: z.array(z.string()), product: z.string() });
const item = z.object({
  title: z.string(),
  presenter: z.object({ name: z.string(), agency: z.string() }),
  conclusion: z.string(),
  tasks: z.array(task),
});
const meeting = z.object({
  id: z.string(),
  title: z.string(),
  number: z.number(),
  date: z.string(),
  place: z.string(),
  chair: z.object({ name: z.string() }),
  items: z.array(item),
});
const decision = z.object({
  id: z.string(),
  typeName: z.string(),
  symbol: z.string(),
  issuedOn: z.string(),
  meetingId: z.string(),
  abstract: z.string(),
  text: z.string(),
  signer: z.string(),
});
const past = z.object({ meetings: z.array(meeting), decisions: z.array(decision) });
const manifest = z.object({ files: z.array(z.object({ paperId: z.string(), title: z.string() })) });
const paperText = z.object({ papers: z.record(z.string(), z.array(z.string())) });
const searchCase = z.object({
  id: z.string(),
  query: z.string(),
  expect: z.array(z.string()),
  first: z.array(z.string()),
  mustNot: z.array(z.string()),
});

export const searchCases = z.object({ cases: z.array(searchCase) }).parse(read('search-cases.json')).cases;

/**
 * Meetings, decisions and shown papers of the demonstration, as the search cases count them: p04 in version 2, without
 * p18; everything open to `role:secretary`, and what `also` adds to a unit.
 */
export function demoUnits(also: (id: string) => readonly string[] = () => []): ArchiveUnit[] {
  const { meetings, decisions } = past.parse(read('past-meetings.json'));
  const titles = new Map(manifest.parse(read('manifest.json')).files.map((file) => [file.paperId, file.title]));
  const who = (id: string) => ['role:secretary', ...also(id)];
  const papers = Object.entries(paperText.parse(read('paper-text.json')).papers);
  return [
    ...meetings.map((one) => ({
      kind: 'meeting' as const,
      id: one.id,
      title: one.title,
      when: one.date,
      pages: [
        [
          `Phiên họp thứ ${one.number}`,
          spokenDay(one.date),
          one.place,
          one.chair.name,
          ...one.items.flatMap((i) => [
            i.title,
            i.presenter.name,
            i.presenter.agency,
            i.conclusion,
            ...i.tasks.flatMap((t) => [t.text, t.lead, ...t.coLeads, t.product]),
          ]),
        ].join(' \n '),
      ],
      who: who(one.id),
    })),
    ...decisions.map((one) => ({
      kind: 'decision' as const,
      id: one.id,
      title: one.abstract,
      when: one.issuedOn,
      symbol: one.symbol,
      pages: [[one.typeName, one.symbol, spokenDay(one.issuedOn), one.text, one.signer].join(' \n ')],
      who: who(one.id),
      meetingId: one.meetingId,
    })),
    ...papers
      .filter(([key]) => key !== 'p04v1' && key !== 'p18')
      .map(([key, pages]) => ({
        kind: 'paper' as const,
        id: key.slice(0, 3),
        title: titles.get(key.slice(0, 3)) ?? '',
        when: '2026-11-26',
        pages,
        who: who(key.slice(0, 3)),
        meetingId: 'm-2026-11-26',
        versionId: key,
      })),
  ];
}
