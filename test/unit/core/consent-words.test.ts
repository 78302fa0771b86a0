import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyReply } from '../../../src/core/consent-words.ts';

const KEYWORDS = {
  stop: 'STOP,STOPALL,QUIT,END,REVOKE,OPT OUT,OPTOUT,CANCEL,UNSUBSCRIBE,ALTO,PARAR',
  start: 'START,UNSTOP',
  yes: 'YES',
  help: 'HELP,INFO',
};
const keywords = Object.entries(KEYWORDS).flatMap(([kind, words]) =>
  words.split(',').map((word) => [word, kind] as const),
);

describe('classifyReply', () => {
  test.each(keywords)('given %j as the whole message, when classified, then it is %s', (word, kind) => {
    expect(classifyReply(word)).toBe(kind);
  });

  test('given a keyword in any case with any punctuation and spaces, when classified, then it counts the same', () => {
    const noise = fc
      .array(fc.constantFrom(' ', '.', '!', '"', '-', '\n', '\u00a0', '…', '👍'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(
        fc.constantFrom(...keywords),
        fc.infiniteStream(fc.boolean()),
        noise,
        noise,
        (keyword, cases, a, b) => {
          const [word, kind] = keyword;
          const mixed = [...word]
            .map((letter) => (cases.next().value ? letter.toLowerCase() : letter))
            .join('');
          expect(classifyReply(a + mixed + b)).toBe(kind);
        },
      ),
    );
  });

  test.each(['S.T.O.P.', 'Stop all', 'Ｓtop', 'Álto'])(
    'given %j, when classified, then it still opts out',
    (text) => {
      expect(classifyReply(text)).toBe('stop');
    },
  );

  test.each([
    'please stop texting me',
    'Stop texting!',
    'no more texts',
    'No more of these messages? no more messages',
    "Don't text me again",
    'don’t contact me',
    'do not ever message us',
    'Please stop.',
    'stop please',
    'STOP STOP STOP',
    'stop sending me this',
    'stop calling me',
    'take me off your list',
    'Remove my number',
    'I want to unsubscribe',
    'please opt me out',
    'leave me alone!!',
    'Deje de escribirme',
    'No me envíen mensajes',
    'no más mensajes por favor',
  ])('given %j, when classified, then a person must look', (text) => {
    expect(classifyReply(text)).toBe('stop-like');
  });

  test.each([
    '',
    '👍',
    'stop by tomorrow',
    'Can you stop by at 5?',
    'the leak won’t stop',
    'cancel my appointment',
    'yes please',
    'help, my basement floods',
    'text me at noon',
    'at the end of the day',
    "don't forget to text me the address",
    'I have no more hot water',
    'take the old unit with you',
    'Can you start Monday?',
  ])('given %j, when classified, then it is an ordinary reply', (text) => {
    expect(classifyReply(text)).toBe('none');
  });

  test('given an endless reply, when classified, then it is quick', () => {
    const started = performance.now();
    classifyReply('stop a '.repeat(20_000));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
