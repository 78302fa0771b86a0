import { describe, expect, test } from 'vitest';
import {
  addStep,
  changeStep,
  type HuntDestination,
  type HuntEdit,
  type HuntGroupStep,
  huntNotes,
  MAX_AT_ONCE,
  MAX_STEPS,
  moveStep,
  removeStep,
  replaceSteps,
  singleStep,
} from '../../../src/core/hunt-group.ts';

function phone(extension: number, confirm = false): HuntDestination {
  return { kind: 'endpoint', value: `PJSIP/${extension}`, name: null, confirm };
}

function step(...extensions: readonly number[]): HuntGroupStep {
  return { ringSeconds: null, hours: null, destinations: extensions.map((extension) => phone(extension)) };
}

const GROUP = [step(1), step(2, 3), step(4)];
const many = (count: number) => Array.from({ length: count }, (_, index) => index);

test('given a destination, then a single step rings it for as long as the line allows', () => {
  expect(singleStep({ kind: 'endpoint', value: 'PJSIP/1' })).toEqual([step(1)]);
});

describe('changes of a group', () => {
  test.each<[string, HuntEdit, readonly HuntGroupStep[]]>([
    ['set anew', replaceSteps([step(9)]), [step(9)]],
    ['given a last step', addStep({ destinations: [phone(9)] }, null), [...GROUP, step(9)]],
    ['given a first step', addStep({ destinations: [phone(9)] }, 1), [step(9), ...GROUP]],
    ['given a fourth step', addStep({ destinations: [phone(9)] }, 4), [...GROUP, step(9)]],
    [
      'given a step with everything',
      addStep({ destinations: [phone(9)], ringSeconds: 15, hours: '24/7', confirm: true }, null),
      [...GROUP, { ringSeconds: 15, hours: '24/7', destinations: [phone(9, true)] }],
    ],
    [
      'told to ring the second for 20 s',
      changeStep(2, { ringSeconds: 20 }),
      [step(1), { ...step(2, 3), ringSeconds: 20 }, step(4)],
    ],
    [
      'told to ask for 1 in the second',
      changeStep(2, { confirm: true }),
      [step(1), { ...step(), destinations: [phone(2, true), phone(3, true)] }, step(4)],
    ],
    [
      'told to ring another phone first',
      changeStep(1, { destinations: [phone(9)] }),
      [step(9), step(2, 3), step(4)],
    ],
    ['rid of its second step', removeStep(2), [step(1), step(4)]],
    ['told to ring the last first', moveStep(3, 1), [step(4), step(1), step(2, 3)]],
    ['told to ring the first last', moveStep(1, 3), [step(2, 3), step(4), step(1)]],
    ['told to move a step to where it is', moveStep(2, 2), GROUP],
  ])('given a group that is %s, then those are its steps', (_what, edit, steps) => {
    expect(edit(GROUP)).toEqual({ kind: 'steps', steps });
  });

  test.each<[string, HuntEdit, string, string]>([
    [
      'a step after a gap',
      addStep({ destinations: [phone(9)] }, 5),
      'not-found',
      'no step 5: the line has 3 steps',
    ],
    ['a change of no step', changeStep(4, { ringSeconds: 20 }), 'not-found', 'no step 4'],
    ['the removal of no step', removeStep(4), 'not-found', 'no step 4'],
    ['the move of no step', moveStep(4, 1), 'not-found', 'no step 4'],
    ['a move past the end', moveStep(1, 4), 'not-found', 'no step 4'],
    ['nobody', replaceSteps([]), 'refused', 'would ring nobody'],
    ['too many steps', replaceSteps(many(MAX_STEPS + 1).map((n) => step(n))), 'refused', 'at most 20 steps'],
    [
      'too many phones',
      replaceSteps([step(1), step(...many(MAX_AT_ONCE + 1))]),
      'refused',
      'step 2 would ring 11',
    ],
    ['a phone twice', replaceSteps([step(1, 2, 1)]), 'refused', 'PJSIP/1 twice'],
  ])('given %s, then it is refused with a remedy', (_what, edit, kind, problem) => {
    expect(edit(GROUP)).toEqual({
      kind,
      problem: expect.stringContaining(problem),
      remedy: expect.stringMatching(/\S/),
    });
  });

  test('given one step, when it is removed or another is asked for, then it says so', () => {
    expect(removeStep(1)([step(1)])).toMatchObject({ kind: 'refused' });
    expect(removeStep(2)([step(1)])).toMatchObject({ problem: 'There is no step 2: the line has one step.' });
  });

  test('given as many steps and phones as may be, then they are kept', () => {
    const steps = many(MAX_STEPS).map(() => step(...many(MAX_AT_ONCE)));
    expect(replaceSteps(steps)([])).toEqual({ kind: 'steps', steps });
  });
});

describe('what is said of steps that no call reaches', () => {
  const ringing = (...seconds: readonly (number | null)[]) =>
    seconds.map((ringSeconds) => ({ ...step(1), ringSeconds }));
  test.each([
    [ringing(null), 25, null],
    [ringing(15, 10), 25, null],
    [ringing(15, 9, null), 25, null],
    [ringing(null, 10), 25, /step 1 rings until .* 25 s, and step 2 never does/],
    [ringing(15, 10, 10), 25, /steps 1 to 2 ring until .* 25 s, and step 3 never does/],
    [[{ ...step(1), hours: 'Mon 8 AM-5 PM' }, ...ringing(20, null)], 25, null],
  ])('given %j within %i s, then %s', (steps, ringTimeoutSeconds, note) => {
    const notes = huntNotes(steps, ringTimeoutSeconds);
    if (note === null) expect(notes).toEqual([]);
    else expect(notes).toEqual([expect.stringMatching(note)]);
  });
});
