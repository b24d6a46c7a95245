import type * as Y from 'yjs';

export interface DocView {
  /** Another one after a refusal: bind editors to it by its identity. */
  readonly doc: Y.Doc;
  /**
   * `loading`: neither kept on the device nor heard from the server. `ready`: may be written, also offline. `read-only`,
   * `final`: may not. `refused`: the server does not open it, see `refusal`.
   */
  readonly state: 'loading' | 'ready' | 'read-only' | 'final' | 'refused';
  readonly refusal: string | null;
  /**
   * What the server last said of this person's right to write it; null: not heard yet. True while `read-only`: the id to
   * write under is on its way, or needs the server once.
   */
  readonly mayWrite: boolean | null;
  /** Open on the server now, so what others write arrives. */
  readonly live: boolean;
  /** Updates of this person that the server has not acknowledged. */
  readonly unsent: number;
  /** When the server last acknowledged one, server time. */
  readonly savedAt: string | null;
  /** What the server did not accept last; its words or strokes lie in that draft. */
  readonly refused: { readonly refusal: string; readonly draftId: string } | null;
}
/** What tabs of one person tell one another. */
export type TabMessage =
  | { readonly type: 'made'; readonly doc: string; readonly epoch: number; readonly updates: readonly Uint8Array[] }
  | { readonly type: 'sent'; readonly doc: string }
  | { readonly type: 'given-up'; readonly doc: string; readonly refusal: string; readonly draftId: string | null };
