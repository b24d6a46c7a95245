import { accessSync, constants, mkdirSync } from 'node:fs';
import { type Config, ConfigFault } from './config.js';
import { HalfRestored, storeName } from './open-store.js';
import { Corrupt, Full, StoreFault, StoreInUse, StoreNewer, StoreUnusable } from './storage/faults.js';

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
  if (fault instanceof HalfRestored) return `${store} was not restored to the end. Empty it, and restore again.`;
  if (fault instanceof StoreFault) return `${store} cannot be opened: ${fault.message}.`;
  return null;
}

/** Made, if it is not there, for its owner alone: papers and keys lie in it. @throws ConfigFault */
export function writable(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
  } catch {
    throw new ConfigFault([`DATA_DIR: ${folder} cannot be written`]);
  }
}
