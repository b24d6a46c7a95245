const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/** The secret after `#`, which no server sees and no log keeps; null if it is none. */
export function tokenOf(hash: string): string | null {
  const token = hash.replace(/^#/, '');
  return TOKEN.test(token) ? token : null;
}

/** Where a pasted sign-in link leads within this application; null if it is no such link. */
export function pathOf(pasted: string, origin: string): string | null {
  const url = parsed(pasted.trim(), origin);
  if (!url || !['/sign-in/link', '/sign-in/qr'].includes(url.pathname) || tokenOf(url.hash) === null) return null;
  return url.pathname + url.hash;
}

/** Where to go after signing in: a path of this application and never another site's address. */
export function nextOf(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? '/';
  const here = 'https://here.invalid';
  const url = parsed(next, here);
  return url?.origin === here && !url.pathname.startsWith('/sign-in') ? url.pathname + url.search + url.hash : '/';
}

/** `URL.parse` is younger than the tablets in use. */
function parsed(address: string, base: string): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
