import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { shift, spliceOf, TextBinding } from './text-binding.js';

const letters = fc.constantFrom('a', 'ế', '😀', '😁', '𝒳', ' ', 'đ');
const words = fc.string({ unit: letters, maxLength: 12 });
const apply = (text: string, splice: ReturnType<typeof spliceOf>) =>
  splice ? text.slice(0, splice.at) + splice.come + text.slice(splice.at + splice.gone) : text;

test('a change turns the one text into the other, wherever the caret is said to be, and cuts no letter', () => {
  fc.assert(
    fc.property(words, words, fc.nat(30), (was, now, caret) => {
      const splice = spliceOf(was, now, caret);
      expect(apply(was, splice)).toBe(now);
      if (!splice) return;
      expect(splice.come.isWellFormed()).toBe(true);
      expect(was.slice(splice.at, splice.at + splice.gone).isWellFormed()).toBe(true);
    }),
    { seed: 3, numRuns: 1000 },
  );
});

test('of several equal letters it is the one before the caret that was typed', () => {
  expect(spliceOf('aa', 'aaa', 1)).toEqual({ at: 0, gone: 0, come: 'a' });
  expect(spliceOf('aa', 'aaa', 3)).toEqual({ at: 2, gone: 0, come: 'a' });
  expect(spliceOf('😀', '😁')).toEqual({ at: 0, gone: 2, come: '😁' });
});

test('a caret keeps its place among the words of others', () => {
  expect(shift(3, { at: 0, gone: 0, come: 'xy' })).toBe(5);
  expect(shift(3, { at: 5, gone: 0, come: 'xy' })).toBe(3);
  expect(shift(3, { at: 1, gone: 4, come: '' })).toBe(1);
});

/** Two tablets with one title; nothing passes between them until they meet. */
function two(start: string) {
  const one = new Y.Doc();
  const other = new Y.Doc();
  one.getText('t').insert(0, start);
  const meet = () => {
    Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
    Y.applyUpdate(one, Y.encodeStateAsUpdate(other));
  };
  meet();
  return { mine: one.getText('t'), theirs: other.getText('t'), meet };
}

test('what was composed goes where it was meant, though another wrote before it meanwhile', () => {
  const { mine, theirs, meet } = two('Đường sông');
  const field = new TextBinding(mine);
  field.onChange(() => {});
  field.compose(true, 'Đường sông');
  field.write('Đường vsông', 7);
  theirs.insert(0, 'Chủ trương ');
  meet();
  expect(field.shown).toBe('Đường vsông');
  field.compose(false, 'Đường ven sông', 10);
  expect(mine.toString()).toBe('Chủ trương Đường ven sông');
  expect(field.shown).toBe('Chủ trương Đường ven sông');
});

test('what another wrote into the words that one types over stays', () => {
  const { mine, theirs, meet } = two('abcdef');
  const field = new TextBinding(mine);
  field.onChange(() => {});
  theirs.insert(3, 'NEW');
  meet();
  // The field was not drawn anew yet when the person typed over all of it.
  field.write('x', 1);
  expect(mine.toString()).toBe('xNEW');
});

test('half of a pair waits for its other half', () => {
  const { mine } = two('a');
  const field = new TextBinding(mine);
  field.write('a\ud83d', 2);
  expect([mine.toString(), field.shown]).toEqual(['a', 'a\ud83d']);
  field.write('a😀', 3);
  expect(mine.toString()).toBe('a😀');
});

type Step =
  | { readonly do: 'type' | 'other'; readonly place: number; readonly gone: number; readonly text: string }
  | { readonly do: 'meet' | 'draw' | 'compose' | 'end' };
const edit = (kind: 'type' | 'other') =>
  fc.record({
    do: fc.constant(kind),
    place: fc.nat(20),
    gone: fc.nat(3),
    text: fc.string({ unit: letters, maxLength: 3 }),
  });
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    edit('type'),
    edit('other'),
    fc.constantFrom<Step>({ do: 'meet' }, { do: 'draw' }, { do: 'compose' }, { do: 'end' }),
  ),
  { maxLength: 25 },
);
const byLetter = (text: string, { place, gone, text: come }: { place: number; gone: number; text: string }) => {
  const all = [...text];
  const at = place % (all.length + 1);
  return { at: all.slice(0, at).join('').length, cut: all.slice(at, at + gone).join('').length, come };
};

test('two who type in one title come to the same words, and no letter is cut', () => {
  fc.assert(
    fc.property(words, steps, (start, all) => {
      const { mine, theirs, meet } = two(start);
      const field = new TextBinding(mine);
      let shown = field.shown;
      const caret = { now: 0 };
      field.onChange(() => {
        shown = field.shown;
        field.drawn();
      });
      let composing = false;
      for (const step of all) {
        if (step.do === 'meet') meet();
        else if (step.do === 'draw') field.drawn();
        else if (step.do === 'compose') {
          composing = true;
          field.compose(true, shown);
        } else if (step.do === 'end') {
          if (composing) field.compose(false, shown, caret.now);
          composing = false;
        } else if (step.do === 'other') {
          const { at, cut, come } = byLetter(theirs.toString(), step);
          theirs.delete(at, cut);
          theirs.insert(at, come);
        } else if (step.do === 'type') {
          const { at, cut, come } = byLetter(shown, step);
          caret.now = at + come.length;
          field.write(shown.slice(0, at) + come + shown.slice(at + cut), caret.now);
        }
      }
      if (composing) field.compose(false, shown, caret.now);
      meet();
      expect(mine.toString()).toBe(theirs.toString());
      expect(mine.toString()).not.toContain('\ufffd');
      expect(field.shown).toBe(mine.toString());
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('what two type into one title is all there in the end, in whatever order they type, compose and meet', () => {
  fc.assert(
    fc.property(words, steps, (start, all) => {
      const { mine, theirs, meet } = two(start);
      const field = new TextBinding(mine);
      let shown = field.shown;
      field.onChange(() => {
        shown = field.shown;
        field.drawn();
      });
      let typed = start;
      for (const step of all) {
        if (step.do === 'meet') meet();
        else if (step.do === 'compose') field.compose(true, shown);
        else if (step.do === 'end') field.compose(false, shown);
        else if (step.do === 'other' || step.do === 'type') {
          const { at, come } = byLetter(step.do === 'type' ? shown : theirs.toString(), step);
          typed += come;
          if (step.do === 'other') theirs.insert(at, come);
          else field.write(shown.slice(0, at) + come + shown.slice(at), at + come.length);
        }
      }
      field.compose(false, shown);
      meet();
      expect([...mine.toString()].sort().join('')).toBe([...typed].sort().join(''));
      expect(theirs.toString()).toBe(mine.toString());
    }),
    { seed: 8, numRuns: 500 },
  );
});
