import { assertPortable } from '@ecab/shared/kit/portable';
import { checkCount, checkInstant, checkKey, checkPrefix } from '../../storage/checks.js';
import type { Instant, Vault } from '../../storage/ports.js';
import type { Ask } from './ask.js';
import type { GroupCommit } from './group-commit.js';

export function vaultReads(ask: Ask, now: () => Instant): Pick<Vault, 'get' | 'list'> {
  return {
    async get(key) {
      checkKey(key);
      return ask('vaultGet', key, now());
    },
    async list(prefix, after, limit) {
      checkPrefix(prefix);
      if (after !== null) checkKey(after);
      checkCount(limit);
      return ask('vaultList', prefix, after, limit, now());
    },
  };
}

export function sqliteVault(writes: GroupCommit, ask: Ask, now: () => Instant): Vault {
  return {
    ...vaultReads(ask, now),
    async put(key, value, expect, expiresAt) {
      checkKey(key);
      assertPortable(value);
      if (expect !== 'absent') checkCount(expect);
      if (expiresAt !== undefined) checkInstant(expiresAt);
      const json = JSON.stringify(value);
      return writes.soon('vaultPut', [key, json, expect, expiresAt ?? null, now()], json.length);
    },
    async remove(key, version) {
      checkKey(key);
      checkCount(version);
      return writes.soon('vaultRemove', [key, version, now()]);
    },
  };
}
