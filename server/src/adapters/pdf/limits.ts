export interface PdfLimits {
  readonly maxBytes: number;
  readonly maxPages: number;
  /** Longest side of a page in points; 14,400 is what the PDF format itself allows. */
  readonly maxPagePt: number;
  /** Characters of all pages together. */
  readonly maxTextLength: number;
  /** Time for one file until its pages are counted … */
  readonly limitMs: number;
  /** … and this much more for each page: a thick paper is not a hostile one. */
  readonly perPageMs: number;
  readonly maxHeapBytes: number;
  /**
   * How much the process may grow during one file: buffers are outside the heap, so its limit does
   * not hold them. Two threads are counted together.
   */
  readonly maxGrowthBytes: number;
}

const MiB = 1024 * 1024;

export const PDF_LIMITS: PdfLimits = {
  maxBytes: 100 * MiB,
  maxPages: 3_000,
  maxPagePt: 14_400,
  maxTextLength: 32_000_000,
  limitMs: 20_000,
  perPageMs: 20,
  maxHeapBytes: 512 * MiB,
  maxGrowthBytes: 1_024 * MiB,
};
