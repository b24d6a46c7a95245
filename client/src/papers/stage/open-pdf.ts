import { AnnotationMode, GlobalWorkerOptions, getDocument, PasswordResponses } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/pdf.js';
import { type PageText, pageText } from '../find/page-text.js';

declare const PDFJS_PATH: string;
GlobalWorkerOptions.workerSrc = workerUrl;

export type PdfDocument = PDFDocumentProxy;
/** Links can be followed and notes of the file are seen; forms and scripts are not. */
export const annotationMode = AnnotationMode.ENABLE;

/** A paper whose bytes are here and readable. */
export interface OpenedPaper {
  readonly versionId: string;
  readonly document: PdfDocument;
  readonly pages: number;
  /** The page's text as the text layer has it; read once, then remembered. */
  textOf(pageIndex: number): Promise<PageText>;
}
export interface Opening {
  readonly opened: Promise<OpenedPaper>;
  /** The password that opened it, null where none was needed. */
  readonly password: () => string | null;
  /** Ends the worker, also while opening. */
  close(): void;
}

/**
 * Opens a PDF.
 *
 * @param data given away: pdf.js hands it to its worker.
 * @param askPassword is called again after a wrong one, `wrong` then being true.
 * @throws (in `opened`) what pdf.js throws for a damaged file.
 */
export function openPdf(
  versionId: string,
  data: ArrayBuffer,
  known: string | null,
  askPassword: (give: (password: string) => void, wrong: boolean) => void,
): Opening {
  let password = known;
  const task = getDocument({
    data: new Uint8Array(data),
    ...(known === null ? {} : { password: known }),
    isEvalSupported: false,
    enableXfa: false,
    cMapUrl: `${PDFJS_PATH}cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${PDFJS_PATH}standard_fonts/`,
    wasmUrl: `${PDFJS_PATH}wasm/`,
    iccUrl: `${PDFJS_PATH}iccs/`,
  });
  task.onPassword = (update: (password: string) => void, reason: number) =>
    askPassword((given) => {
      password = given;
      update(given);
    }, reason === PasswordResponses.INCORRECT_PASSWORD);
  return {
    opened: task.promise.then((document) => openedPaper(versionId, document)),
    password: () => password,
    close: () => void task.destroy(),
  };
}

function openedPaper(versionId: string, document: PdfDocument): OpenedPaper {
  const texts = new Map<number, Promise<PageText>>();
  async function read(pageIndex: number): Promise<PageText> {
    const page = await document.getPage(pageIndex + 1);
    // As the text layer asks: what is found here has to be marked there.
    const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
    return pageText(items);
  }
  return {
    versionId,
    document,
    pages: document.numPages,
    textOf(pageIndex) {
      const known = texts.get(pageIndex);
      if (known !== undefined) return known;
      const reading = read(pageIndex);
      texts.set(pageIndex, reading);
      return reading;
    },
  };
}
