import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const FOLDERS = ['cmaps', 'standard_fonts', 'wasm', 'iccs'] as const;
/** Where the client finds them: `${PDFJS_PATH}cmaps/` and so on. */
export const PDFJS_PATH = '/pdfjs/';

/**
 * Serves and ships the files that pdf.js fetches by name at run time: character maps, the 14 standard fonts, image
 * decoders and colour profiles. Without them papers with unembedded fonts or JPEG 2000 scans come up blank, and on a
 * closed network there is nowhere else to fetch them from.
 */
export function pdfjsAssets(): Plugin {
  const root = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const files = new Set(
    FOLDERS.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)),
  );
  return {
    name: 'pdfjs-assets',
    configureServer(server) {
      server.middlewares.use(PDFJS_PATH, (request, response, next) => {
        const name = (request.url ?? '').replace(/^\/|\?.*$/g, '');
        if (!files.has(name)) return next();
        response.setHeader('content-type', name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream');
        createReadStream(join(root, name)).pipe(response);
      });
    },
    generateBundle() {
      for (const name of files) {
        this.emitFile({ type: 'asset', fileName: PDFJS_PATH.slice(1) + name, source: readFileSync(join(root, name)) });
      }
    },
  };
}
