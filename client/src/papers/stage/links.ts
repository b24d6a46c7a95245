import { PDFLinkService } from './pdfjs.js';

/** Links of a paper. Those that lead out of it open nothing by themselves: whoever follows one is asked first. */
export class AskingLinks extends PDFLinkService {
  constructor(
    parts: ConstructorParameters<typeof PDFLinkService>[0],
    private readonly ask: (url: string) => void,
  ) {
    super(parts);
  }

  override addLinkAttributes(link: HTMLAnchorElement, url: string): void {
    // No address in the link itself, else a middle click would go there unasked.
    link.href = '#';
    link.title = url;
    link.setAttribute('aria-label', url);
    link.onclick = () => {
      if (isWeb(url)) this.ask(url);
      return false;
    };
  }
}

/** Only these are offered at all: no `javascript:`, `file:` or `data:`. */
export function isWeb(url: string): boolean {
  try {
    return ['http:', 'https:', 'mailto:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}
