import { describe, expect, test } from 'vitest';
import { readStaffText } from '../../../src/core/staff-words.ts';

describe('what staff text to a line', () => {
  test.each([
    ['#12 on my way, 20 min', { kind: 'reply', leadId: 12, text: 'on my way, 20 min' }],
    ['# 12: on my way', { kind: 'reply', leadId: 12, text: 'on my way' }],
    ['#12, two lines\nof text', { kind: 'reply', leadId: 12, text: 'two lines\nof text' }],
    ['#12 notes are ready', { kind: 'reply', leadId: 12, text: 'notes are ready' }],
    ['#12 note', { kind: 'help' }],
    ['#12 Nota: ', { kind: 'help' }],
    ['#12 won the lottery', { kind: 'reply', leadId: 12, text: 'won the lottery' }],
    ['#12 Note: key is under the mat', { kind: 'note', leadId: 12, text: 'key is under the mat' }],
    ['#12 WON!', { kind: 'won', leadId: 12 }],
    ['#12 lost.', { kind: 'lost', leadId: 12 }],
    ['#12 block', { kind: 'block', leadId: 12 }],
    [
      '#12 nota: la llave está bajo el tapete',
      { kind: 'note', leadId: 12, text: 'la llave está bajo el tapete' },
    ],
    ['#12 notable', { kind: 'reply', leadId: 12, text: 'notable' }],
    ['#12 Ganado', { kind: 'won', leadId: 12 }],
    ['#12 perdido.', { kind: 'lost', leadId: 12 }],
    ['#12 bloquear', { kind: 'block', leadId: 12 }],
    ['#12 perdido en la calle', { kind: 'reply', leadId: 12, text: 'perdido en la calle' }],
    ['#', { kind: 'help' }],
    ['#ayuda', { kind: 'help' }],
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
