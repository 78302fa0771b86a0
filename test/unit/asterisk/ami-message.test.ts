import { describe, expect, it } from 'vitest';
import { checkAction, readMessage } from '../../../src/asterisk/ami-message.ts';

describe('checkAction', () => {
  it('given plain headers, then they are passed on in lower case', () => {
    expect(checkAction({ Action: 'DBPut', Family: 'textback', Val: '' })).toEqual({
      action: 'DBPut',
      family: 'textback',
      val: '',
    });
  });

  it.each([
    ['a line break in a name', { Action: 'Ping', 'X\r\nAction': 'Command' }],
    ['a colon in a name', { Action: 'Ping', 'X: y': 'z' }],
    ['a line feed in a value', { Action: 'Ping\nAction: Command' }],
    ['a value that Asterisk would cut', { Action: 'Ping', Val: 'é'.repeat(500) }],
  ])('given %s, then it is refused', (_, action) => {
    expect(() => checkAction(action)).toThrow(RangeError);
  });
});

describe('readMessage', () => {
  it('given what asterisk-manager makes of repeated headers, then every value is text', () => {
    expect({
      ...readMessage({ event: 'X', note: ['a', 'b'], variable: { p: '1', q: '2' }, 'empty:': '', n: 3 }),
    }).toEqual({
      event: 'X',
      note: 'a\nb',
      variable: 'p=1\nq=2',
      empty: '',
      n: '',
    });
  });

  it('given no object, then there is nothing in it', () => {
    expect(Object.keys(readMessage('x'))).toEqual([]);
    expect(readMessage({})['constructor']).toBeUndefined();
  });
});
