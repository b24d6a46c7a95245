import { createPatientPdfs } from '../adapters/pdf/pdfs.js';
import { installDemo } from './install.js';

/** {@link installDemo} with patience for its own papers, which no stranger sent. */
export async function setUpDemo(
  parts: Parameters<typeof installDemo>[0],
  tell?: Parameters<typeof installDemo>[1],
): Promise<string> {
  const pdfs = createPatientPdfs();
  try {
    return await installDemo({ ...parts, pdfs }, tell);
  } finally {
    await pdfs.close();
  }
}
