import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJournalEntry } from '../../../src/core/journal-entry.ts';

const KEY = '1795411634.12';
const PHONE = 'PJSIP/+12125550199@trunk';
const AT = 1_795_411_634_452;
const WEEK_MS = 7 * 24 * 3_600_000;

/** As Asterisk 22 and 16 wrote them, but for what is given. */
function line(given: {
  since?: string;
  did?: string;
  caller?: string;
  status?: string;
  answered?: string;
  total?: string;
  cause?: string;
  rang?: string;
  dialled?: string;
}): string {
  return [
    given.since ?? '1795411634.452',
    given.did ?? '+12125550100',
    given.caller ?? '+12125550123',
    given.status ?? 'NOANSWER',
    given.answered ?? '',
    given.total ?? '10.0099999998928979',
    given.cause ?? '0',
    given.rang ?? '1',
    given.dialled ?? PHONE,
  ].join('|');
}

describe('a call that the dialplan wrote down', () => {
  test.each([
    ['a phone that rang in vain', {}, 'no-answer', 'no-answer'],
    ['a phone that sent no packet', { rang: '' }, 'unreachable', 'unreachable'],
    ['a busy phone', { status: 'BUSY', cause: '17', rang: '' }, 'busy', 'busy'],
    ['a phone that declines', { status: 'CHANUNAVAIL', cause: '21', rang: '' }, 'busy', 'declined'],
    ['a wrong number', { status: 'CHANUNAVAIL', cause: '1', rang: '' }, 'unreachable', 'wrong-number'],
    ['a trunk that is full', { status: 'CONGESTION', cause: '34', rang: '' }, 'unreachable', 'unreachable'],
    ['a caller who hung up', { status: 'CANCEL', cause: '' }, 'abandoned', 'caller-gave-up'],
    ['a caller gone before Dial', { status: '', cause: '', rang: '' }, 'abandoned', 'caller-gave-up'],
    ['an answered call', { status: 'ANSWER', answered: '7', cause: '' }, 'answered', 'hung-up'],
    ['a word we do not know', { status: 'TORTURE', cause: '' }, 'unreachable', 'unreachable'],
  ])('given %s, when it is read, then it is as a call of ours', (_what, given, outcome, end) => {
    expect(readJournalEntry(KEY, line(given))).toMatchObject({
      channelId: KEY,
      arrivedAt: AT,
      finishedAt: AT + 10_010,
      dialled: '+12125550100',
      callerNumber: '+12125550123',
      outcome,
      leg: { endpoint: PHONE, end },
    });
  });

  test('given who is on the block list, when it is read, then nothing rang', () => {
    const turnedAway = { status: 'BLOCKED', cause: '', rang: '', dialled: '' };
    expect(readJournalEntry(KEY, line(turnedAway))).toMatchObject({ outcome: 'blocked', leg: null });
    expect(readJournalEntry(KEY, line({ ...turnedAway, dialled: PHONE }))).toMatchObject({ leg: null });
  });

  test('given a conversation, when it is read, then it began so long before the end', () => {
    const entry = readJournalEntry(KEY, line({ status: 'ANSWER', answered: '7', rang: '250' }));
    expect(entry).toMatchObject({ ringingAt: AT + 250, bridgedAt: AT + 3_010 });
    // To the second as Asterisk counts, which can be before the call came.
    expect(readJournalEntry(KEY, line({ status: 'ANSWER', answered: '11' }))?.bridgedAt).toBe(AT);
    expect(readJournalEntry(KEY, line({ status: 'ANSWER' }))?.bridgedAt).toBe(AT + 10_010);
    expect(readJournalEntry(KEY, line({}))?.bridgedAt).toBeNull();
  });

  test('given nothing that was dialled, or several phones at once, when it is read, then there is no leg', () => {
    const nowhere = readJournalEntry(KEY, line({ status: 'NOFALLBACK', cause: '', rang: '', dialled: '' }));
    expect(nowhere).toMatchObject({ outcome: 'unreachable', leg: null });
    expect(readJournalEntry(KEY, line({ dialled: `${PHONE}&PJSIP/desk` }))?.leg).toBeNull();
    expect(readJournalEntry(KEY, line({ dialled: 'Local/1|2@office' }))?.leg?.endpoint).toBe(
      'Local/1|2@office',
    );
  });

  test('given the six fields of a shorter line, when it is read, then what it does not tell stays unknown', () => {
    expect(readJournalEntry(KEY, '1795411634|2125550100||NOANSWER|0|0')).toEqual({
      channelId: KEY,
      arrivedAt: 1_795_411_634_000,
      finishedAt: 1_795_411_634_000,
      ringingAt: null,
      bridgedAt: null,
      dialled: '2125550100',
      callerNumber: '',
      outcome: 'no-answer',
      leg: null,
    });
  });

  test.each([
    ['a clock set back', '-3.5', 0],
    ['a clock set ahead by years', '99999999', WEEK_MS],
    ['no time at all', '', 0],
  ])(
    'given %s meanwhile, when it is read, then the call took from nothing to a week',
    (_what, total, tookMs) => {
      expect(readJournalEntry(KEY, line({ total }))?.finishedAt).toBe(AT + tookMs);
    },
  );

  test.each([
    ['an empty line', KEY, ''],
    ['too few fields', KEY, '1795411634|+12125550100|+12125550123|BUSY|0'],
    ['no time', KEY, line({ since: '' })],
    ['a time in words', KEY, line({ since: 'now' })],
    ['a time out of all bounds', KEY, line({ since: '9'.repeat(40) })],
    ['a number with a name', KEY, line({ caller: 'Pat' })],
    ['a DID with a command', KEY, line({ did: '1;core stop now' })],
    ['a number without end', KEY, line({ did: '1'.repeat(65) })],
    ['a status in small letters', KEY, line({ status: 'busy' })],
    ['a duration in words', KEY, line({ total: '-' })],
    ['a talk that is not a number', KEY, line({ answered: '1e9' })],
    ['a cause in words', KEY, line({ cause: 'busy' })],
    ['a ring in words', KEY, line({ rang: '-1' })],
    ['a value without end', KEY, line({ dialled: 'x'.repeat(1_000) })],
    ['an empty key', '', line({})],
    ['a key that AMI could not send back', '1.2\r\nAction: Command', line({})],
    ['a key without end', '1'.repeat(101), line({})],
  ])('given %s, when it is read, then it is none', (_what, key, value) => {
    expect(readJournalEntry(key, value)).toBeNull();
  });

  test('given anything at all, when it is read, then it is none, or a call within bounds', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('', '-', '0', '-0.5', '1795411634.452', '99999999999', '+12125550100', '.5', 'NaN'),
      fc.constantFrom('ANSWER', 'BUSY', 'CANCEL', 'NOANSWER', 'CHANUNAVAIL', 'Infinity', '1e308', '%s'),
    );
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('|')),
      fc
        .record({ answered: piece, total: piece, cause: piece, rang: piece, status: piece })
        .map((given) => line(given)),
    );
    fc.assert(
      fc.property(fc.oneof(fc.constant(KEY), fc.string()), value, (key, text) => {
        const entry = readJournalEntry(key, text);
        if (entry === null) return;
        const { arrivedAt, finishedAt, bridgedAt, ringingAt } = entry;
        expect([arrivedAt, finishedAt].every(Number.isSafeInteger)).toBe(true);
        expect(finishedAt - arrivedAt).toBeGreaterThanOrEqual(0);
        expect(finishedAt - arrivedAt).toBeLessThanOrEqual(WEEK_MS);
        for (const at of [bridgedAt, ringingAt]) {
          if (at === null) continue;
          expect(at).toBeGreaterThanOrEqual(arrivedAt);
          expect(at).toBeLessThanOrEqual(finishedAt);
        }
        expect(bridgedAt !== null).toBe(entry.outcome === 'answered');
        expect(`${entry.dialled}${entry.callerNumber}`).toMatch(/^[+\d]*$/);
        expect(entry.channelId).toMatch(/^[\x21-\x7e]{1,100}$/);
      }),
      { numRuns: 2_000 },
    );
  });
});
