import { expect, test, vi } from 'vitest';
import { actOf } from './reader-keys.js';

function press(key: string, how: { ctrl?: boolean; shift?: boolean; inField?: boolean } = {}) {
  const done = vi.fn();
  const tell = (name: string) => (value?: unknown) =>
    void done(value === undefined ? name : `${name} ${String(value)}`);
  const acts = {
    find: tell('find'),
    escape: tell('escape'),
    undo: tell('undo'),
    redo: tell('redo'),
    turn: tell('turn'),
    zoom: tell('zoom'),
    fit: tell('fit'),
    tool: tell('tool'),
  };
  const pressed = { key, ctrlKey: how.ctrl ?? false, metaKey: false, shiftKey: how.shift ?? false };
  actOf(pressed, how.inField ?? false, acts)?.();
  return done.mock.calls[0]?.[0] ?? null;
}

test.each([
  ['PageDown', 'turn 1'],
  ['n', 'turn 1'],
  ['PageUp', 'turn -1'],
  ['p', 'turn -1'],
  ['+', 'zoom 1.25'],
  ['-', 'zoom 0.8'],
  ['0', 'fit'],
  ['1', 'tool hand'],
  ['2', 'tool pen'],
  ['5', 'tool eraser'],
  ['/', 'find'],
  ['Escape', 'escape'],
  ['q', null],
])('the key %s: %s', (key, act) => {
  expect(press(key)).toBe(act);
});

test.each([
  ['z', false, 'undo'],
  ['Z', true, 'redo'],
  ['y', false, 'redo'],
  ['f', false, 'find'],
  ['p', false, null],
])('Ctrl+%s (shift: %s): %s', (key, shift, act) => {
  expect(press(key, { ctrl: true, shift })).toBe(act);
});

test('what is typed into a field is left alone, but Ctrl+F still finds in the paper', () => {
  for (const key of ['n', 'p', '/', '1', '+', 'PageDown', 'Escape']) expect(press(key, { inField: true })).toBeNull();
  expect(press('z', { ctrl: true, inField: true })).toBeNull();
  expect(press('f', { ctrl: true, inField: true })).toBe('find');
});
