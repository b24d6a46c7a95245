import { beforeEach, expect, test } from 'vitest';
import { Offline, RefusedRead } from '../app/api.js';
import { testBrowser } from './browser.fixture.js';
import { createPapers } from './papers-cache.js';

const pdf = new TextEncoder().encode('%PDF-1.7 a paper');
let asked: string[] = [];
let reachable = true;
beforeEach(() => {
  asked = [];
  reachable = true;
});
const fetcher: typeof fetch = async (input) => {
  const path = String(input);
  asked.push(path);
  if (!reachable) throw new TypeError('network');
  if (path.includes('secret')) return Response.json({ ok: false, refusal: 'not-found' }, { status: 404 });
  if (path.includes('cut')) return new Response(pdf, { headers: { 'content-length': String(pdf.length + 1) } });
  return new Response(pdf, { headers: { 'content-length': String(pdf.length) } });
};
const papersOf = (personId: string, browser = testBrowser()) => createPapers(personId, browser.tab(), fetcher);
const text = (bytes: ArrayBuffer) => new TextDecoder().decode(bytes);

test('a paper is fetched once, with progress, and then is there without the network', async () => {
  const papers = papersOf('an');
  const progress: [number, number | null][] = [];
  expect(await papers.isCached('m~p~1')).toBe(false);
  expect(text(await papers.get('m~p~1', (done, total) => progress.push([done, total])))).toBe('%PDF-1.7 a paper');
  expect(progress.at(-1)).toEqual([pdf.length, pdf.length]);
  reachable = false;
  expect(text(await papers.get('m~p~1'))).toBe('%PDF-1.7 a paper');
  expect(asked).toEqual(['/api/papers/m~p~1/file']);
});

test('two who want it at once fetch it once, and each has bytes of his own', async () => {
  const papers = papersOf('an');
  const [one, two] = await Promise.all([papers.get('m~p~1'), papers.get('m~p~1')]);
  expect(asked).toHaveLength(1);
  expect(one).not.toBe(two);
  structuredClone(one, { transfer: [one] });
  expect(two.byteLength).toBe(pdf.length);
});

test('a paper cut short is not kept', async () => {
  const papers = papersOf('an');
  await expect(papers.get('cut')).rejects.toBeInstanceOf(Offline);
  expect(await papers.isCached('cut')).toBe(false);
});

test('a refusal is a refusal, not an outage', async () => {
  const failed = await papersOf('an')
    .get('secret')
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(RefusedRead);
  expect((failed as RefusedRead).refusal).toBe('not-found');
});

test('fetching ahead goes past what is refused, and says what is ready', async () => {
  const papers = papersOf('an');
  const counts: string[] = [];
  const ready = await papers.prefetch(['a', 'secret', 'b'], (n, m) => counts.push(`${n}/${m}`));
  expect(ready).toEqual(['a', 'b']);
  expect(counts).toEqual(['1/3', '1/3', '2/3']);
  reachable = false;
  expect(await papers.prefetch(['a', 'c', 'b'])).toEqual(['a']);
});

test("papers are kept by person, and wiped one by one or all of one person's", async () => {
  const browser = testBrowser();
  const an = papersOf('an', browser);
  const binh = papersOf('binh', browser);
  await an.prefetch(['a', 'b']);
  await binh.prefetch(['a']);
  await an.wipe(['a']);
  expect([await an.isCached('a'), await an.isCached('b'), await binh.isCached('a')]).toEqual([false, true, true]);
  await an.wipe();
  expect([await an.isCached('b'), await binh.isCached('a')]).toEqual([false, true]);
});

test('without the Cache API papers come from the server each time', async () => {
  const papers = createPapers('an', { ...testBrowser().tab(), caches: undefined }, fetcher);
  await papers.get('a');
  expect(text(await papers.get('a'))).toBe('%PDF-1.7 a paper');
  expect(asked).toHaveLength(2);
});
