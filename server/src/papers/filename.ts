const MAX_LENGTH = 200;

/**
 * The name of an uploaded file as it is stored and shown: text only, without a folder, without line breaks and other
 * control characters, composed letters, at most 200 UTF-16 units; '' if nothing is left. Never a name on a disk.
 */
export function shownFilename(raw: string): string {
  const name = raw
    // Browsers write these three so in a form.
    .replace(/%22/g, '"')
    .replace(/%0[AaDd]/g, ' ')
    .toWellFormed()
    .normalize('NFC')
    // What turns the direction of reading can make `gpj.exe` out of `exe.jpg`.
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/^.*[/\\]/s, '')
    .replace(/\s+/g, ' ')
    .trim();
  if (name.length <= MAX_LENGTH) return name;
  const ending = /\.\w{1,8}$/.exec(name)?.[0] ?? '';
  return name.slice(0, MAX_LENGTH - ending.length).replace(/[\ud800-\udbff]$/, '') + ending;
}

/** The header that tells a browser to show the file, under this name when it is saved (RFC 6266, RFC 8187). */
export function inlineAs(filename: string, ending: string): string {
  const shown = shownFilename(filename) || 'paper';
  const name = shown.toLowerCase().endsWith(ending) ? shown : shown + ending;
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `inline; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
