import { grant, system, type Who } from '@ecab/shared/access/can';
import type { Answer } from '@ecab/shared/contract/wire';
import { forms } from '@ecab/shared/contract/wire';
import { recordedAt, type Sent } from '@ecab/shared/ledger/batch';
import type { Command, Machine } from '@ecab/shared/ledger/machine';
import { type Kind, kindOf, machines, type States } from '@ecab/shared/ledger/machines';
import { z } from 'zod';
import { StoreFault } from '../storage/faults.js';
import type { Hosts } from './hosts.js';
import type { Sealing } from './sealing.js';

/** A command that has passed the door's forms, on its way to a stream. */
export interface Asked {
  readonly who: Who;
  readonly stream: string;
  readonly commandId: string;
  readonly name: string;
  readonly request: object;
}
/**
 * What the server adds to a request, or checks beyond the stream's own state (a doc's digest, a profile's rules): the
 * request as it will be decided on, or a refusal.
 */
export type Completion = (asked: Asked) => Promise<object | string>;
/** Runs once the command would be accepted and before it is recorded; a refusal stops it. */
export type Before = (asked: Asked, events: readonly { readonly type: string }[]) => Promise<string | null>;

export interface CommandParts {
  readonly hosts: Hosts;
  readonly sealing: Sealing;
  readonly completions: Readonly<Record<string, Completion>>;
  readonly before: Readonly<Record<string, Before>>;
  readonly whoIs: (personId: string) => Who;
  readonly now: () => string;
  readonly report: (fault: unknown, about: Readonly<Record<string, unknown>>) => void;
}
export interface Commands {
  /** Any command of one signed-in person or device, from the wire to the answer. */
  handle(who: Who, wire: unknown): Promise<Answer>;
  /** A command of the server's own making: of the system, or of a person by another door that has checked what it adds. */
  issue(who: Who, stream: string, commandId: string, name: string, request: object): Promise<Answer>;
}

export function createCommands(parts: CommandParts): Commands {
  const { hosts, sealing, completions, before, now, report } = parts;
  const refuse = (refusal: string): Answer => ({ ok: false, refusal, now: now() });
  const masked = (fault: unknown, about: Readonly<Record<string, unknown>>): Answer => {
    report(fault, about);
    return refuse(fault instanceof StoreFault ? 'unavailable' : 'internal');
  };

  async function submit(asked: Asked, kind: Kind): Promise<Answer> {
    const host = await hosts.open(asked.stream);
    const sent: Sent<unknown> = {
      name: asked.name,
      request: asked.request,
      commandId: asked.commandId,
      actor: asked.who.personId,
      // Asked anew on the very state that it is decided on, with the person's roles of that moment.
      may: (state) => grant(kind, state as States[Kind], fresh(asked.who), asked.name),
    };
    const first = before[asked.name];
    if (first) {
      const { answers, bytes } = await host.tryOut(sent);
      const [answer] = answers;
      if (answer && !answer.ok) return refuse(answer.refusal);
      if (bytes) {
        const { commands } = JSON.parse(new TextDecoder().decode(bytes)) as {
          commands: { events: { type: string }[] }[];
        };
        const refusal = await first(asked, commands[0]?.events ?? []);
        if (refusal) return refuse(refusal);
      }
    }
    const answer = await host.submit(sent);
    return answer.ok ? answer : refuse(answer.refusal);
  }
  const fresh = (who: Who) => (who === system || who.displayOf !== null ? who : parts.whoIs(who.personId));

  return {
    async handle(who, wire) {
      const envelope = forms.command.safeParse(wire).data;
      const kind = envelope && kindOf(envelope.stream);
      if (!envelope || !kind || !addressed(envelope.stream)) return refuse('invalid-request');
      const { commandId, stream, name } = envelope;
      try {
        const folded = (await hosts.open(stream)).folded();
        // Known before it is completed anew: a resent publication would find its own draft closed.
        const known = recordedAt<unknown>(folded, who.personId, commandId);
        if (known !== null) return { ok: true, at: { stream, seq: known } };
        // Refused before anything is written aside or read for it.
        if (!grant(kind, folded.state as States[Kind], fresh(who), name)) return refuse('not-allowed');
        const machine = machines[kind] as Machine<unknown>;
        const sealed = sealing.seal(envelope.request);
        const parsed = machine.parse(name, sealed.request);
        if (typeof parsed === 'string') return refuse(parsed);
        await sealed.keep();
        const complete = await completed({ who, stream, commandId, ...parsed }, machine);
        return typeof complete === 'string' ? refuse(complete) : await submit(complete, kind);
      } catch (fault) {
        return masked(fault, { stream, commandId, name });
      }
    },
    async issue(who, stream, commandId, name, request) {
      const kind = kindOf(stream);
      if (!kind) return refuse('invalid-request');
      const parsed = (machines[kind] as Machine<unknown>).parse(name, request, true);
      if (typeof parsed === 'string') return refuse(parsed);
      try {
        return await submit({ who, stream, commandId, ...parsed }, kind);
      } catch (fault) {
        return masked(fault, { stream, commandId, name });
      }
    },
  };

  async function completed(asked: Asked, machine: Machine<unknown>): Promise<Asked | string> {
    const complete = completions[asked.name];
    if (!complete) return asked;
    const request = await complete(asked);
    if (typeof request === 'string') return request;
    const parsed: Command | string = machine.parse(asked.name, request, true);
    // What the server itself added does not fit: a fault of ours, unless the body's own data cannot carry it.
    if (typeof parsed === 'string') return parsed;
    return { ...asked, request: parsed.request };
  }
}

const address = z
  .string()
  .regex(
    /^(meeting|body|task)\/[A-Za-z0-9][A-Za-z0-9._-]{0,63}$|^register\/[A-Za-z0-9._-]{1,64}\/[A-Za-z-]{1,20}\/\d{4}$/,
  );
const addressed = (stream: string) => address.safeParse(stream).success;
