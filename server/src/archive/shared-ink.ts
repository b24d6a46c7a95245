import { parseStrokeKey, stroke } from '@ecab/shared/sync/policies/ink';
import type * as Y from 'yjs';

/** A finished stroke as a package keeps it; `points` as `encodeStroke` writes them, in base64. */
export interface KeptStroke {
  readonly personId: string;
  readonly pageIndex: number;
  readonly strokeId: string;
  readonly tool: string;
  readonly colour: string;
  /** In PDF points. */
  readonly width: number;
  readonly points: string;
}
const ROOT = 'ink-';

/** All strokes of a doc of shared ink, by person, page and stroke. */
export function inkContent(doc: Y.Doc): KeptStroke[] {
  const strokes: KeptStroke[] = [];
  for (const root of [...doc.share.keys()].filter((name) => name.startsWith(ROOT)).sort()) {
    const drawn = doc.getMap(root);
    for (const key of [...drawn.keys()].sort()) {
      const where = parseStrokeKey(key);
      const read = stroke.safeParse(drawn.get(key)).data;
      if (!where || !read) continue;
      const points = Buffer.from(read.p).toString('base64');
      strokes.push({
        personId: root.slice(ROOT.length),
        ...where,
        tool: read.t,
        colour: read.c,
        width: read.w,
        points,
      });
    }
  }
  return strokes;
}
