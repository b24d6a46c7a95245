import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import { definition } from './definition.js';
import type { MinutesPage } from './page.js';

const require = createRequire(import.meta.url);
const face = (name: string) => require.resolve(`@expo-google-fonts/tinos/${name}/Tinos_${name}.ttf`);
const fonts = {
  normal: face('400Regular'),
  bold: face('700Bold'),
  italics: face('400Regular_Italic'),
  bolditalics: face('700Bold_Italic'),
};

/** Lays out and writes the PDF, in the thread that calls it. */
export async function print(page: MinutesPage): Promise<Uint8Array> {
  // Its own faces and nothing else: no page can make it read a file or ask the network.
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => Object.values(fonts).includes(path));
  pdfmake.setFonts({ Tinos: { ...fonts } });
  pdfmake.setTableLayouts({
    ruled: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingTop: () => 3, paddingBottom: () => 2 },
  });
  return Uint8Array.from(await pdfmake.createPdf(definition(page)).getBuffer());
}
