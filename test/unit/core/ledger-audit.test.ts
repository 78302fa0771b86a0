import { describe, expect, test } from 'vitest';
import { checkEntry, type LedgerContext, type LedgerEntry } from '../../../src/core/ledger-audit.ts';
import { MESSAGE_STATES } from '../../../src/core/message-state.ts';

const reserve: LedgerEntry = {
  id: 2,
  kind: 'reserve',
  delta: -2,
  balanceAfter: 8,
  key: 'reserve:message:7',
  messageId: 7,
};
const settle: LedgerEntry = { ...reserve, id: 3, kind: 'settle', delta: 0, key: 'close:message:7' };
const release: LedgerEntry = { ...settle, kind: 'release', delta: 2, balanceAfter: 10 };
const topUp: LedgerEntry = {
  id: 1,
  kind: 'top-up',
  delta: 10,
  balanceAfter: 10,
  key: 'top-up:1',
  messageId: null,
};
const sent = { direction: 'out', state: 'sent' } as const;

function check(entry: LedgerEntry, context: Partial<LedgerContext> = {}) {
  const balanceBefore = entry.balanceAfter - entry.delta;
  return checkEntry(entry, { balanceBefore, message: sent, ofMessage: [reserve, settle], ...context });
}

describe('what is sound', () => {
  test('given a top-up, an adjustment, a reservation and either end of it, then nothing is wrong', () => {
    expect(check(topUp, { message: null, ofMessage: [] })).toBeNull();
    expect(check({ ...topUp, kind: 'adjust', delta: -3 }, { message: null, ofMessage: [] })).toBeNull();
    expect(check(reserve)).toBeNull();
    expect(check(settle)).toBeNull();
    expect(check(release, { ofMessage: [reserve, release] })).toBeNull();
  });

  test.each(MESSAGE_STATES)(
    'given a reservation that nothing closed, when its message is %s, then only while open',
    (state) => {
      const isOpen = state === 'queued' || state === 'sending' || state === 'unknown';
      const problem = check(reserve, { message: { direction: 'out', state }, ofMessage: [reserve] });
      expect(problem === null).toBe(isOpen);
    },
  );
});

describe('what is wrong', () => {
  test.each<[string, LedgerEntry, Partial<LedgerContext>, string]>([
    ['a wrong sum', topUp, { balanceBefore: 5 }, 'make 15'],
    ['a sum below zero', { ...reserve, balanceAfter: -1 }, {}, 'below zero'],
    ['a top-up of a message', { ...topUp, messageId: 7 }, {}, 'belongs to message 7'],
    ['a top-up of nothing', { ...topUp, delta: 0 }, {}, 'adds nothing'],
    ['an adjustment of nothing', { ...topUp, kind: 'adjust', delta: 0 }, {}, 'changes nothing'],
    ['no message', reserve, { message: null }, 'does not exist'],
    ['no message to close', settle, { message: null }, 'does not exist'],
    ['a text that came in', reserve, { message: { direction: 'in', state: 'received' } }, 'came in'],
    ['a strange key', { ...reserve, key: 'reserve:message:8' }, {}, 'its key is reserve:message:8'],
    ['a strange key of a close', { ...settle, key: 'x' }, {}, 'its key is x'],
    ['a reservation of nothing', { ...reserve, delta: 0 }, {}, 'takes nothing'],
    ['two reservations', reserve, { ofMessage: [reserve, { ...reserve, id: 5 }] }, 'entry 5 too'],
    ['a close without a reservation', settle, { ofMessage: [settle] }, 'nothing was reserved'],
    [
      'a close before its reservation',
      settle,
      { ofMessage: [settle, { ...reserve, id: 9 }] },
      'nothing was reserved',
    ],
    ['too much given back', { ...release, delta: 3 }, {}, 'gives back 3'],
    ['too little given back', { ...settle, kind: 'release' }, {}, 'gives back 0'],
    ['a settle that gives back', { ...settle, delta: 2 }, {}, 'leaves 0'],
  ])('given %s, when it is checked, then it says so', (_what, entry, context, words) => {
    expect(check(entry, context)).toContain(words);
  });
});
