/** Why an uploaded file is not taken as a paper. A closed list: each has its words on the tablet. */
export const CHECK_REFUSALS = [
  'empty',
  'too-large',
  'not-pdf',
  // Word, Excel, PowerPoint, OpenDocument, whatever its name says.
  'office-not-converted',
  'damaged',
  // JavaScript, or an action that starts a program, sends a form away or loads one.
  'script',
  'embedded-files',
  // 3D, video, sound: played by a plug-in, kept by no archive.
  'multimedia',
  'xfa',
  'too-many-pages',
  'page-too-large',
  'too-slow',
  'too-complex',
  // A part that may hold actions is packed in a way that nobody uses and that hides it from the check.
  'not-checkable',
] as const;
export type CheckRefusal = (typeof CHECK_REFUSALS)[number];

export interface ReadablePaper {
  readonly ok: true;
  readonly needsPassword: false;
  readonly pages: number;
  /** Width and height of each page as it is seen (turned, scaled by its user unit), in points. */
  readonly sizes: readonly (readonly [number, number])[];
  /** By page index: NFC, lines joined, every run of white space and control characters one space; well formed. */
  readonly text: readonly string[];
  /** False for a scan: nothing of it is found by search. */
  readonly hasText: boolean;
}

/** Its reader types the password on the tablet; the server never has it, so it knows no pages and no text. */
export interface LockedPaper {
  readonly ok: true;
  readonly needsPassword: true;
}

export interface RefusedPaper {
  readonly ok: false;
  readonly reason: CheckRefusal;
}

export type PaperCheck = ReadablePaper | LockedPaper | RefusedPaper;

/** Reads the bytes of one file, to be given away; asked when its turn has come, so that waiting uploads fill no memory. */
export type LoadBytes = () => Promise<Uint8Array>;

/** What a PDF engine owes: a definite answer to any bytes, in bounded time and memory, one after the other. */
export interface Pdfs {
  /** @throws whatever `load` throws, and Error when the engine itself cannot start or is closed. */
  check(load: LoadBytes): Promise<PaperCheck>;
  /**
   * @param width of the picture in pixels; its height follows, at most four times as much.
   * @returns a WebP picture, null where there can be none (locked, damaged, too slow, no such page).
   */
  thumbnail(load: LoadBytes, pageIndex: number, width: number): Promise<Uint8Array | null>;
  close(): Promise<void>;
}
