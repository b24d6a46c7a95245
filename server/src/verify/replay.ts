import type { Entry } from '@ecab/shared/ledger/entry';
import { NewerThanThis } from '@ecab/shared/ledger/machine';
import { type MeetingEvents, machines, type Room } from '@ecab/shared/ledger/machines';
import type { EventOf } from '@ecab/shared/ledger/slice';
import { type Line, placeOf } from './ledger.js';
import { pollComplaint } from './polls.js';
import { type Say, Wrong } from './wrong.js';

const machine = machines.meeting;

/** The meeting as its ledger tells it, every poll counted anew. @throws Wrong at the first entry that tells it wrongly. */
export function replay(lines: readonly Line[], say: Say, place = placeOf): Room {
  let [room, at] = [machine.initial, ''];
  for (const { entry } of lines) [room, at] = replayEntry(entry, room, at, place(entry.seq));
  const polls = Object.values(room.voting.polls);
  const ballots = polls.reduce((sum, poll) => sum + Object.keys(poll.ballots).length, 0);
  say(
    `Biểu quyết: ${polls.length} lần, ${ballots} phiếu, đếm lại đúng`,
    `Polls: ${polls.length} with ${ballots} ballots, counted again and equal`,
  );
  return room;
}

function replayEntry(entry: Entry, before: Room, since: string, place: string): [Room, string] {
  let [room, at] = [before, since];
  try {
    for (const command of entry.commands) {
      if (command.at === null || command.actor === null || command.at < at)
        throw new Wrong(place, 'thời điểm đi lùi hoặc không có người thực hiện', 'goes back in time, or names nobody');
      at = command.at;
      const { commandId, actor, onBehalfOf } = command;
      const by = { commandId, actor, at, ...(onBehalfOf !== undefined && { onBehalfOf }) };
      for (const stored of command.events) {
        const event = machine.upcast(stored);
        const complaint = pollComplaint(room, event as EventOf<MeetingEvents>, actor);
        if (complaint) throw new Wrong(place, ...complaint);
        room = machine.evolve(room, event, by);
      }
    }
  } catch (fault) {
    if (fault instanceof Wrong) throw fault;
    if (fault instanceof NewerThanThis)
      throw new Wrong(place, `thuộc phiên bản mới hơn: ${fault.message}`, `is of a newer release: ${fault.message}`);
    throw new Wrong(place, 'sự kiện không đúng dạng', 'holds an event that does not fit its form');
  }
  return [room, at];
}
