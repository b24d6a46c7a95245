import type { Answer } from '@ecab/shared/contract/wire';
import { expect, test } from 'vitest';
import { until } from './readable.js';
import { seen } from './seen.fixture.js';
import { recorded, refused } from './server.fixture.js';
import { stage } from './tablet.fixture.js';

const { server: startServer, tab, person, browser, kill } = stage();
const stream = 'meeting/m1';
const ballot = { pollId: 'p1', choice: 'approve' } as const;
const key = 'ballot:p1';

test('a ballot whose answer is lost is sent again under the same id, and is recorded once', async () => {
  const server = await startServer();
  const { commands, connection } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  const ballots = new Set<string>();
  server.decide = ({ commandId }) => {
    const isFirst = !ballots.has(commandId);
    ballots.add(commandId);
    return isFirst ? null : recorded(7);
  };
  const attempts: number[] = [];
  commands.states.subscribe((states) => {
    const state = states.get(key);
    if (state?.state === 'sending') attempts.push(state.attempt);
  });
  expect(await commands.send(stream, 'ballot:cast', ballot, { key })).toEqual(recorded(7));
  expect(ballots.size).toBe(1);
  expect(attempts).toEqual([1, 2]);
  expect(commands.states.getState().get(key)).toMatchObject({ state: 'recorded', at: { stream, seq: 7 } });
  expect(commands.waiting.getState()).toBe(0);
});

test('a ballot outlives the page: the next one sends it under the same id and finds it by its key', async () => {
  const server = await startServer();
  const personId = person();
  const device = browser();
  const before = await tab(server, personId, device);
  await until(before.connection.state, ({ link }) => link === 'connected');
  server.decide = () => new Promise<never>(() => {});
  void before.commands.send(stream, 'ballot:cast', ballot, { key });
  await seen(() => expect(server.said('command')).toHaveLength(1));
  await kill(before);

  server.decide = () => recorded(9);
  const after = await tab(server, personId, device);
  const states = await until(after.commands.states, (all) => all.get(key)?.state === 'recorded');
  expect(states.get(key)).toMatchObject({ at: { seq: 9 } });
  const [first, ...again] = server.said('command');
  expect(again.map(({ commandId }) => commandId)).toEqual([first!.commandId]);

  const third = await tab(server, personId, device);
  await until(third.connection.state, ({ link }) => link === 'connected');
  await third.commands.ready;
  expect(third.commands.waiting.getState()).toBe(0);
});

test('a tab that is open already sends what another has left, once it is looked at', async () => {
  const server = await startServer();
  const personId = person();
  const device = browser();
  const [left, stays] = [await tab(server, personId, device), await tab(server, personId, device)];
  for (const { connection } of [left, stays]) await until(connection.state, ({ link }) => link === 'connected');
  server.decide = () => new Promise<never>(() => {});
  void left.commands.send(stream, 'ballot:cast', ballot, { key });
  await seen(() => expect(server.said('command')).toHaveLength(1));
  await kill(left);
  server.decide = () => recorded(9);
  stays.device.happens('visible');
  await until(stays.commands.states, (all) => all.get(key)?.state === 'recorded');
  expect(new Set(server.said('command').map(({ commandId }) => commandId)).size).toBe(1);
});

test('a tab does not take over what a living tab is sending', async () => {
  const server = await startServer();
  const personId = person();
  const device = browser();
  const first = await tab(server, personId, device);
  await until(first.connection.state, ({ link }) => link === 'connected');
  let answer: (answer: Answer) => void = () => {};
  server.decide = () => new Promise((resolve) => (answer = resolve));
  const sent = first.commands.send(stream, 'ballot:cast', ballot, { key });
  await seen(() => expect(server.said('command')).toHaveLength(1));
  const second = await tab(server, personId, device);
  await until(second.connection.state, ({ link }) => link === 'connected');
  await second.commands.ready;
  answer(recorded(3));
  expect(await sent).toEqual(recorded(3));
  expect(server.said('command')).toHaveLength(1);
});

test('unavailable is asked again, any other refusal is final', async () => {
  const server = await startServer();
  const { commands, connection } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  const answers = [refused('unavailable'), refused('unavailable'), refused('poll-not-open')];
  server.decide = () => answers.shift() ?? recorded(1);
  const answer = await commands.send(stream, 'ballot:cast', ballot, { key });
  expect(answer).toMatchObject({ ok: false, refusal: 'poll-not-open' });
  expect(new Set(server.said('command').map(({ commandId }) => commandId)).size).toBe(1);
  expect(commands.states.getState().get(key)).toMatchObject({ state: 'refused', refusal: 'poll-not-open' });
  commands.forget(key);
  expect(commands.states.getState().has(key)).toBe(false);
});

test('commands to one stream go one after the other, those to another do not wait', async () => {
  const server = await startServer();
  const { commands, connection } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  const answers = new Map<string, (answer: Answer) => void>();
  server.decide = ({ stream: to, name }) => new Promise((resolve) => answers.set(`${to} ${name}`, resolve));
  const all = [
    commands.send(stream, 'attendance:check-in', {}),
    commands.send(stream, 'floor:ask', { kind: 'speech' }),
    commands.send('task/t1', 'task:report', {}),
  ];
  await seen(() => expect(answers.size).toBe(2));
  expect([...answers.keys()]).toEqual(['meeting/m1 attendance:check-in', 'task/t1 task:report']);
  answers.get('meeting/m1 attendance:check-in')!(recorded(1));
  await seen(() => expect(answers.size).toBe(3));
  for (const answer of answers.values()) answer(recorded(2));
  expect((await Promise.all(all)).map(({ ok }) => ok)).toEqual([true, true, true]);
});

test('the same key while it is under way is the same command', async () => {
  const server = await startServer();
  const { commands, connection } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  const twice = [1, 2].map(() => commands.send(stream, 'ballot:cast', ballot, { key }));
  expect(await Promise.all(twice)).toEqual([recorded(1), recorded(1)]);
  expect(server.said('command')).toHaveLength(1);
});

test('without a connection a command is refused at once, unless it may wait', async () => {
  const server = await startServer();
  server.down();
  const { commands, connection, outbox } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'offline');
  expect(await commands.send(stream, 'attendance:check-in', {}, { key: 'in' })).toMatchObject({ refusal: 'offline' });
  const queued = commands.send(stream, 'task:report', {}, { queue: true });
  await until(outbox.view, ({ commands: waiting }) => waiting === 1);
  server.up();
  expect(await queued).toEqual(recorded(1));
  expect(server.said('command').map(({ name }) => name)).toEqual(['task:report']);
});

test('what is asked while the tablet is connecting is sent once it is, and refused once it cannot', async () => {
  const server = await startServer();
  const early = await tab(server, person());
  expect(early.connection.state.getState().link).toBe('connecting');
  expect(await early.commands.send(stream, 'attendance:check-in', {})).toEqual(recorded(1));
  server.down();
  const late = await tab(server, person());
  expect(late.connection.state.getState().link).toBe('connecting');
  expect(await late.commands.send(stream, 'attendance:check-in', {})).toMatchObject({ refusal: 'offline' });
  expect(server.said('command')).toHaveLength(1);
});

test('what stood behind a lost answer and never left is refused, the one that did leave is not', async () => {
  const server = await startServer();
  const { commands, connection } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  server.decide = () => new Promise<never>(() => {});
  const sent = commands.send(stream, 'ballot:cast', ballot, { key });
  const behind = commands.send(stream, 'floor:ask', { kind: 'speech' });
  await seen(() => expect(server.said('command')).toHaveLength(1));
  server.down();
  expect(await behind).toMatchObject({ ok: false, refusal: 'offline' });
  server.decide = () => recorded(4);
  server.up();
  expect(await sent).toEqual(recorded(4));
});

test('while the store is away the screen says that it is not saved; the same command goes out until it is', async () => {
  const server = await startServer();
  const { commands, connection } = await tab(server, person());
  await until(connection.state, ({ link }) => link === 'connected');
  let away = true;
  server.decide = () => (away ? refused('unavailable') : recorded(3));
  const answer = commands.send(stream, 'ballot:cast', ballot, { key });
  await until(connection.state, ({ unsaved }) => unsaved);
  expect(commands.waiting.getState()).toBe(1);
  away = false;
  expect(await answer).toEqual(recorded(3));
  expect(connection.state.getState()).toMatchObject({ unsaved: false, link: 'connected' });
  expect(new Set(server.said('command').map(({ commandId }) => commandId)).size).toBe(1);
});
