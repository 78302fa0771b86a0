import { describe, expect, test } from 'vitest';
import { isGsm7 } from '../../../src/core/gsm7.ts';
import { LANGUAGES } from '../../../src/core/language.ts';
import { segmentText } from '../../../src/core/segments.ts';
import { STAFF_ANSWERS } from '../../../src/core/staff-answers.ts';
import { REFUSALS } from '../../../src/core/staff-refusals-es.ts';
import { readStaffText } from '../../../src/core/staff-words.ts';
import { explainRefusal, TEXT_REFUSALS } from '../../../src/core/text-permission.ts';
import { problemSentences } from '../../fakes/service-sentences.ts';

/** Of what services load, what refuses settings: nobody sets any by text. */
const NOT_SAID: ReadonlySet<string> = new Set(['src/core/caps.ts']);

describe('what staff are told by text', () => {
  test.each(LANGUAGES)(
    'given somebody who reads %s, then each answer is one segment of GSM 7 bit',
    (language) => {
      const { help, unaddressed, mayOnlyRead, notDone } = STAFF_ANSWERS[language];
      for (const text of [help, unaddressed, mayOnlyRead, notDone('There is no #12.')])
        expect(segmentText(text)).toMatchObject({ encoding: 'gsm7', segments: [text] });
    },
  );

  test.each([
    ['en', { note: 'note', won: 'won', lost: 'lost', block: 'block' }],
    ['es', { note: 'nota', won: 'ganado', lost: 'perdido', block: 'bloquear' }],
  ] as const)('given help in %s, then each word that it names does what it says', (language, words) => {
    for (const [kind, word] of Object.entries(words)) {
      expect(STAFF_ANSWERS[language].help).toContain(`#12 ${word}`);
      expect(readStaffText(`#12 ${word}${kind === 'note' ? ' x' : ''}`).kind).toBe(kind);
    }
  });

  test('given English, then a problem stands as the service says it', () => {
    expect(STAFF_ANSWERS.en.notDone('There is no lead "#99".')).toBe('Not done: There is no lead "#99".');
  });

  test.each([
    ['There is no #12.', 'No se hizo. No existe #12.'],
    ['There is no lead "#99".', 'No se hizo. No existe el cliente "#99".'],
    ['The pipeline has no stage for won.', 'No se hizo. No hay etapa para won.'],
    [
      `+12125550123 is not texted: ${explainRefusal('opted-out', 'reply')}.`,
      'No se hizo. No se le escribe a +12125550123: el cliente no quiere recibir mensajes.',
    ],
    [
      `+12125550123 is not texted: ${explainRefusal('blocked', 'reply')}.`,
      'No se hizo. No se le escribe a +12125550123: el cliente aparece en la lista de bloqueo.',
    ],
    ['Asterisk is gone.', 'No se hizo. Asterisk is gone.'],
  ])('given %j in Spanish, then %j', (english, spanish) => {
    expect(STAFF_ANSWERS.es.notDone(english)).toBe(spanish);
  });

  test.each(Object.entries(REFUSALS))(
    'given %s, then its Spanish is GSM 7 bit, and has a place for all that stands in it',
    (english, spanish) => {
      expect(spanish).toSatisfy(isGsm7);
      expect(spanish.split('{}')).toHaveLength(english.split('{}').length);
    },
  );

  test('given all that the services may refuse by, when looked up, then each has its own Spanish', () => {
    const problems = problemSentences(['src/services/obey-staff.ts']);
    expect(problems.size).toBeGreaterThan(15);
    const missing = [...problems].filter(
      ([english, path]) => !NOT_SAID.has(path) && !Object.hasOwn(REFUSALS, english),
    );
    expect(missing.map(([english, path]) => `${path}: ${english}`)).toEqual([]);
    const whys = TEXT_REFUSALS.map((refusal) => explainRefusal(refusal, 'reply'));
    expect(whys.filter((why) => !Object.hasOwn(REFUSALS, why))).toEqual([]);
  });
});
