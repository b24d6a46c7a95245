import { expect, test } from 'vitest';
import { looksLegacyEncoded } from './legacy.js';

const text =
  'Cộng hòa xã hội chủ nghĩa Việt Nam. Độc lập - Tự do - Hạnh phúc. Căn cứ Luật Tổ chức chính quyền địa phương, ' +
  'Ủy ban nhân dân tỉnh quyết nghị thông qua bảng giá đất năm 2026; các sở, ngành chịu trách nhiệm thi hành.';

/** Letters of TCVN3, in its own order of code points. */
const tcvn3 =
  'àµả¶ã·á¸ạ¹ă¨ằ»ẳ¼ẵ½ắ¾ặÆâ©ầÇẩÈẫÉấÊậËđ®èÌẻÎẽÏéÐẹÑêªềÒểÓễÔếÕệÖì×ỉØĩÜíÝịÞòßỏáõâóãọäô«ồåổæỗçốèộéơ¬ờêởëỡìớíợîùïủñũòúóụôư\u00adừõửöữ÷ứøựùỳúỷûỹüýýỵþĐ§';
const toTcvn3 = new Map(Array.from({ length: tcvn3.length / 2 }, (_, i) => [tcvn3[2 * i]!, tcvn3[2 * i + 1]!]));

/** VNI writes a letter and behind it its marks as a second letter. */
const vniTone = { '\u0301': 'ù', '\u0300': 'ø', '\u0309': 'û', '\u0303': 'õ', '\u0323': 'ï' };
const vniRoof = { '': 'â', '\u0301': 'á', '\u0300': 'à', '\u0309': 'å', '\u0303': 'ã', '\u0323': 'ä' };
const vniBreve = { '': 'ê', '\u0301': 'é', '\u0300': 'è', '\u0309': 'ú', '\u0303': 'ü', '\u0323': 'ë' };
function toVni(char: string): string {
  if (char === 'đ') return 'ñ';
  if (char === 'Đ') return 'Ñ';
  const [base = '', ...marks] = char.normalize('NFD');
  const tone = marks.find((mark) => mark in vniTone) as keyof typeof vniTone | undefined;
  if (marks.includes('\u0302')) return base + vniRoof[tone ?? ''];
  if (marks.includes('\u0306')) return base + vniBreve[tone ?? ''];
  const horned = marks.includes('\u031b') ? { o: 'ô', u: 'ö' }[base.toLowerCase()] : base;
  return (horned ?? base) + (tone === undefined ? '' : vniTone[tone]);
}

test('text of TCVN3 and VNI fonts is told', () => {
  const asTcvn3 = Array.from(text.normalize('NFC'), (char) => toTcvn3.get(char) ?? char).join('');
  const asVni = Array.from(text.normalize('NFC'), toVni).join('');
  expect(asTcvn3).toContain('ViÖt Nam');
  expect(asVni).toContain('Vieät Nam');
  expect(looksLegacyEncoded(asTcvn3)).toBe(true);
  expect(looksLegacyEncoded(asVni)).toBe(true);
});

test.each([
  text,
  text.normalize('NFD'),
  text.toUpperCase(),
  '',
  'Größe, Straße und Übermut: für die Prüfung der Anträge müssen größere Flächen über Nacht geräumt werden, hieß es später.',
  'Façade, naïveté, où: le conseil reçut la leçon à Noël, un hiver où la forêt brûla; les élèves français s’en aperçurent.',
  '1.250 m² × 3 µg/m³ ± 5 % © 2025 — «Sông Vân» · ½ ngày; § 12',
])('other text is not: %s', (other) => {
  expect(looksLegacyEncoded(other)).toBe(false);
});
