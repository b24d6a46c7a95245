import type { PaperEntity } from '@ecab/shared/papers/slice';
import type { BoardPaper } from './papers-in.js';

/** How far a paper in force was read. `pages` null: behind a password, so one page read is a paper begun. */
export type ReadState = 'unread' | 'part' | 'read';
type Read = ReadonlyMap<string, number>;

export const versionOf = (paper: PaperEntity) => paper.versions.at(-1);
export function readState(paper: PaperEntity, read: Read): ReadState {
  const version = versionOf(paper);
  const pages = version ? (read.get(version.versionId) ?? 0) : 0;
  if (pages === 0) return 'unread';
  return version && version.pages !== null && pages >= version.pages ? 'read' : 'part';
}
/** Of so many papers so many are read to the end; `isNew`: one that is not has replaced another. */
export function readCount(papers: readonly BoardPaper[], read: Read) {
  const open = papers.filter(({ paper }) => readState(paper, read) !== 'read');
  return {
    n: papers.length - open.length,
    m: papers.length,
    isNew: open.some(({ paper }) => paper.versions.length > 1),
  };
}
