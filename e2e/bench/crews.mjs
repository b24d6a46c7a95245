import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import { ahead, isAlone } from './servers.mjs';

const file = fileURLToPath(new URL('crew.mjs', import.meta.url));
const crews = new Set();

/** Tablets have processors of their own: here they take only what the server leaves. */
const BEHIND_THE_SERVER = 10;
/**
 * A process of its own that holds tablets, so that none of their work is counted for the server.
 * `crew.call(name, request)` asks crew.mjs. `measures`: few tablets, that wait for none of the others.
 */
export function startCrew({ measures = false } = {}) {
  const child = fork(file, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  if (!isAlone) setPriority(child.pid, BEHIND_THE_SERVER);
  else if (measures) ahead(child.pid);
  const open = new Map();
  let last = 0;
  child.on('message', ({ id, value, fault }) => {
    const { done, fail } = open.get(id);
    open.delete(id);
    if (fault === undefined) done(value);
    else fail(new Error(fault));
  });
  child.on('exit', () => {
    for (const { fail } of open.values()) fail(new Error('a crew ended'));
  });
  const crew = {
    call: (name, request = {}) =>
      new Promise((done, fail) => {
        open.set(++last, { done, fail });
        child.send({ id: last, name, request });
      }),
    end() {
      child.kill('SIGKILL');
      crews.delete(crew);
    },
  };
  crews.add(crew);
  return crew;
}
export const endCrews = () => {
  for (const crew of crews) crew.end();
};
process.on('exit', endCrews);
