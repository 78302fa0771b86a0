import { describe, expect, test } from 'vitest';
import { readStaffText } from '../../../src/core/staff-words.ts';

describe('what staff text to a line', () => {
  test.each([
    ['#12 on my way, 20 min', { kind: 'reply', leadId: 12, text: 'on my way, 20 min' }],
    ['# 12: on my way', { kind: 'reply', leadId: 12, text: 'on my way' }],
    ['#12, two lines\nof text', { kind: 'reply', leadId: 12, text: 'two lines\nof text' }],
    ['#12 notes are ready', { kind: 'reply', leadId: 12, text: 'notes are ready' }],
    ['#12 note', { kind: 'reply', leadId: 12, text: 'note' }],
    ['#12 won the lottery', { kind: 'reply', leadId: 12, text: 'won the lottery' }],
    ['#12 Note: key is under the mat', { kind: 'note', leadId: 12, text: 'key is under the mat' }],
    ['#12 WON!', { kind: 'won', leadId: 12 }],
    ['#12 lost.', { kind: 'lost', leadId: 12 }],
    ['#12 block', { kind: 'block', leadId: 12 }],
    ['#', { kind: 'help' }],
    [' # help ', { kind: 'help' }],
    ['#12', { kind: 'help' }],
    ['on my way', { kind: 'unaddressed' }],
    ['#on my way', { kind: 'unaddressed' }],
    ['#1234567890 hello', { kind: 'unaddressed' }],
    ['12 on my way', { kind: 'unaddressed' }],
  ] as const)('given %j, then it is %j', (text, command) => {
    expect(readStaffText(text)).toEqual(command);
  });
});
