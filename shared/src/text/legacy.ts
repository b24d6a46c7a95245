// TCVN3 puts capitals of Latin-1 inside words (ViÖt, lËp) and signs beside letters (®Êt, x·); VNI puts a second letter
// behind a vowel (hoäi, hoøa). The letters listed are none of Vietnamese, so "hoà" and "xuý" are no sign of it.
const TCVN3 = /[a-z][À-ÖØ-Þ]|[§¨©ª«¬\u00AD®µ¶·¸¹»¼½¾][a-z]|[a-z][§¨©ª«¬\u00AD®µ¶·¸¹»¼½¾]/;
const VNI = /[aeouôö][äåëïöøûü]/i;

/**
 * Whether a text was extracted from a font of the time before Unicode (TCVN3: "Céng hßa", VNI: "Coäng hoøa"): no search
 * would find its words. Told by a fifth of the words being impossible in any other language written so.
 */
export function looksLegacyEncoded(text: string): boolean {
  const runs = text.normalize('NFC').match(/[a-z¡-ɏ\u1EA0-\u1EF9]+/giu) ?? [];
  const impossible = runs.filter((run) => TCVN3.test(run) || VNI.test(run)).length;
  return impossible >= 5 && impossible * 5 >= runs.length;
}
