import type { RichNode } from '@ecab/shared/sync/content';

/** Minutes as they are printed: the text, and what stands around it on paper. */
export interface MinutesPage {
  /** The text, annexes included: a heading of level 1 that begins with "Phụ lục" begins one. */
  readonly doc: RichNode;
  readonly head: {
    /** `Ủy ban nhân dân tỉnh Sông Vân`; printed in capitals. */
    readonly bodyName: string;
    /** The authority above the body; null where it has none on its papers. */
    readonly superior: string | null;
    /** As numbered, `05/BB-UBND`; null: a draft, printed as one. */
    readonly symbol: string | null;
    /** The part of the symbol after the type, for the draft's open number: `UBND`. */
    readonly suffix: string;
    readonly locality: string;
    /** `YYYY-MM-DD` on the body's clock. */
    readonly day: string;
  };
  /** What the minutes are of, as it stands under "BIÊN BẢN". */
  readonly title: string;
  readonly signers: {
    readonly secretaryName: string;
    readonly chairName: string;
    /** The office in which the chair signs, under "CHỦ TỌA". */
    readonly chairTitle?: string;
  };
  /** Nơi nhận, one a line, without dashes and stops. */
  readonly recipients: readonly string[];
  /** The first 16 hex digits of the ledger's head and of the public key that signs it; null: none is signed yet. */
  readonly ledger: { readonly digest: string; readonly key: string } | null;
  /** The instant that the file says it was made; equal pages give equal bytes. */
  readonly madeAt: string;
}
