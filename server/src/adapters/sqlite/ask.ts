import type { Reads } from './reads.js';
import { type Thread, valueIn } from './thread-client.js';

/** One question to the reader's thread, by the name of its method. */
export type Ask = <Name extends keyof Reads>(
  name: Name,
  ...args: Parameters<Reads[Name]>
) => Promise<ReturnType<Reads[Name]>>;

export function askOf(reader: Thread): Ask {
  return async (name, ...args) => {
    const [answer] = await reader.run([{ name, args }]);
    return valueIn(answer) as ReturnType<Reads[typeof name]>;
  };
}
