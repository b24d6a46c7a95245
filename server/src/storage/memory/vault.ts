import { assertPortable } from '@ecab/shared/kit/portable';
import { byCodePoint, checkCount, checkInstant, checkKey, checkPrefix } from '../checks.js';
import type { Instant, Vault } from '../ports.js';

interface Held {
  readonly version: number;
  /** As JSON, so that nobody holds a reference into the store; null once removed. */
  readonly json: string | null;
  readonly expiresAt: Instant | null;
}

export function memoryVault(now: () => Instant): Vault {
  // What was removed or has expired stays as a version, so that no version is ever given twice for one key.
  const vault = new Map<string, Held>();
  const live = (key: string) => {
    const held = vault.get(key);
    if (!held || held.json === null || (held.expiresAt !== null && held.expiresAt <= now())) return null;
    return { key, version: held.version, value: JSON.parse(held.json) as unknown };
  };

  return {
    async get(key) {
      checkKey(key);
      return live(key);
    },
    async put(key, value, expect, expiresAt) {
      checkKey(key);
      assertPortable(value);
      if (expect !== 'absent') checkCount(expect);
      if (expiresAt !== undefined) checkInstant(expiresAt);
      if ((live(key)?.version ?? 'absent') !== expect) return 'moved';
      const version = (vault.get(key)?.version ?? 0) + 1;
      vault.set(key, { version, json: JSON.stringify(value), expiresAt: expiresAt ?? null });
      return 'stored';
    },
    async list(prefix, after, limit) {
      checkPrefix(prefix);
      if (after !== null) checkKey(after);
      checkCount(limit);
      return [...vault.keys()]
        .filter((key) => key.startsWith(prefix) && (after === null || byCodePoint(key, after) > 0))
        .sort(byCodePoint)
        .flatMap((key) => live(key) ?? [])
        .slice(0, limit);
    },
    async remove(key, version) {
      checkKey(key);
      checkCount(version);
      if (live(key)?.version !== version) return 'moved';
      vault.set(key, { version, json: null, expiresAt: null });
      return 'removed';
    },
  };
}
