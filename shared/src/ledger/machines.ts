import * as agenda from '../agenda/slice.js';
import * as archive from '../archive/slice.js';
import * as attendance from '../attendance/slice.js';
import * as body from '../body/slice.js';
import * as conclusions from '../conclusions/slice.js';
import * as floor from '../floor/slice.js';
import * as heads from '../heads/slice.js';
import * as meeting from '../meeting/slice.js';
import * as minutes from '../minutes/slice.js';
import * as papers from '../papers/slice.js';
import * as people from '../people/slice.js';
import * as presenter from '../presenter/slice.js';
import * as register from '../register/slice.js';
import * as tasks from '../tasks/slice.js';
import * as voting from '../voting/slice.js';
import { type CommandsOf, type DoorRefusal, type EventsOf, machine, type RefusalsOf, type StateOf } from './machine.js';

// Every feature of every kind of stream. All that follows, in types and at run time, is derived from these lines.
const meetingSlices = {
  meeting,
  people,
  attendance,
  agenda,
  papers,
  presenter,
  floor,
  voting,
  conclusions,
  minutes,
  archive,
  heads,
};
const bodySlices = { body };
const registerSlices = { register };
const taskSlices = { tasks };

export const machines = {
  meeting: machine('meeting', meetingSlices),
  body: machine('body', bodySlices),
  register: machine('register', registerSlices),
  task: machine('task', taskSlices),
};
export type Kind = keyof typeof machines;

/** The state of a meeting. */
export type Room = StateOf<typeof meetingSlices>;
export type BodyState = StateOf<typeof bodySlices>;
export type RegisterState = StateOf<typeof registerSlices>;
export type TaskState = StateOf<typeof taskSlices>;
export interface States {
  readonly meeting: Room;
  readonly body: BodyState;
  readonly register: RegisterState;
  readonly task: TaskState;
}

export type MeetingCommands = CommandsOf<typeof meetingSlices>;
export type BodyCommands = CommandsOf<typeof bodySlices>;
export type RegisterCommands = CommandsOf<typeof registerSlices>;
export type TaskCommands = CommandsOf<typeof taskSlices>;
export type Commands = MeetingCommands & BodyCommands & RegisterCommands & TaskCommands;
export type CommandName = keyof Commands;
export type MeetingEvents = EventsOf<typeof meetingSlices>;
export type RegisterEvents = EventsOf<typeof registerSlices>;

/** Why the server says no. Closed, so that a client can switch over every case. */
export type Refusal =
  | RefusalsOf<typeof meetingSlices>
  | RefusalsOf<typeof bodySlices>
  | RefusalsOf<typeof registerSlices>
  | RefusalsOf<typeof taskSlices>
  | DoorRefusal;

/** What the boards of a meeting may say, by entity. */
export type MeetingBoard = Partial<
  ReturnType<typeof meeting.project> &
    people.Board &
    attendance.Board &
    agenda.Board &
    papers.Board &
    ReturnType<typeof presenter.project> &
    floor.Board &
    voting.Board &
    conclusions.Board &
    ReturnType<typeof minutes.project> &
    ReturnType<typeof archive.project> &
    ReturnType<typeof heads.project>
>;

/** The kind of a stream by its name, null for those that hold no commands (docs, audit). */
export function kindOf(stream: string): Kind | null {
  const kind = stream.slice(0, stream.indexOf('/'));
  return Object.hasOwn(machines, kind) ? (kind as Kind) : null;
}
