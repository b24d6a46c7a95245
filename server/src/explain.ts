import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type Config, ConfigFault } from './config.js';
import { HalfRestored, storeName } from './open-store.js';
import { Corrupt, Full, NoStore, StoreFault, StoreInUse, StoreNewer, StoreUnusable } from './storage/faults.js';

/** One clear line each for what an administrator can cure; null for what is a fault of ours. */
export function explain(fault: unknown, config: Config | null): string | null {
  if (fault instanceof ConfigFault) return fault.faults.map((one) => `Configuration: ${one}`).join('\n');
  const code = (fault as { code?: string }).code;
  if (code === 'EADDRINUSE')
    return `Port ${config?.port} on ${config?.host} is in use. Set PORT to another, or stop what uses it.`;
  if (code === 'EACCES' && config && config.port < 1024)
    return `Port ${config.port} needs more rights. Set PORT to 1024 or above.`;
  if (code === 'EADDRNOTAVAIL') return `HOST ${config?.host} is not an address of this machine.`;
  if (fault instanceof StoreUnusable) return fault.message;
  const store = config ? storeName(config) : 'The store';
  if (fault instanceof StoreInUse) return `${store} is in use by another server. One store, one server.`;
  if (fault instanceof StoreNewer) return `${store} was written by a newer release. Install that one.`;
  if (fault instanceof Corrupt)
    return `${store} is damaged: ${fault.message}. Nothing was changed. Restore a backup, or have the disk looked at.`;
  if (fault instanceof Full) return `${store} has no room left: ${fault.message}. Nothing was changed.`;
  if (fault instanceof NoStore) return `${store} holds no body yet: npm run found, or npm run restore.`;
  if (fault instanceof HalfRestored) return `${store} was not restored to the end. Empty it, and restore again.`;
  if (fault instanceof StoreFault) return `${store} cannot be opened: ${fault.message}.`;
  return null;
}

/** Made, if it is not there, for its owner alone: papers and keys lie in it. @throws ConfigFault */
export function writable(folder: string): void {
  try {
    makeFolder(resolve(folder));
    accessSync(folder, constants.W_OK);
    if (statSync(folder).isDirectory()) return;
  } catch {
    // As if it were none.
  }
  throw new ConfigFault([`DATA_DIR: ${folder} cannot be written`]);
}
/** One by one: asked for all of them at once where none can be made (/proc), Node never answers. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}
