import type { Who } from '@ecab/shared/access/can';
import { type Body, nameOf, type Person, personIn } from '@ecab/shared/body/slice';
import type { Hosts } from '../ledger/hosts.js';

/** Who belongs to the body, as its stream says at this moment. */
export interface Directory {
  readonly bodyId: string;
  body(): Body;
  person(personId: string): Person | null;
  /** The name to show; the id itself where the person has left the roster. */
  name(personId: string): string;
  who(personId: string): Who;
}

export async function openDirectory(hosts: Hosts, bodyId: string): Promise<Directory> {
  let { body } = (await hosts.body(bodyId)).folded().state;
  hosts.onAppended((kind, { stream, after }) => {
    if (kind === 'body' && stream === `body/${bodyId}`) ({ body } = after.state as { body: Body });
  });
  const person = (personId: string) => personIn(body, personId);
  return {
    bodyId,
    body: () => body,
    person,
    name(personId) {
      const found = person(personId);
      return found ? nameOf(found) : personId;
    },
    who: (personId) => ({ personId, bodyRoles: person(personId)?.roles ?? [], displayOf: null }),
  };
}
