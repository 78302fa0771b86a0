import { describe, expect, test } from 'vitest';
import { LEG_ENDS, type Outcome } from '../../../src/core/call.ts';
import { explainMessage, explainSuppression } from '../../../src/core/explain-decision.ts';
import { type ExplainedLeg, explainLeg, explainNobodyRang } from '../../../src/core/explain-leg.ts';
import { explainOutbound, explainReturn } from '../../../src/core/explain-outbound.ts';
import { MESSAGE_STATES } from '../../../src/core/message-state.ts';
import { SUPPRESSIONS } from '../../../src/core/text-back-question.ts';
import { explainRefusal } from '../../../src/core/text-permission.ts';
import { explainVoicemail } from '../../../src/core/voicemail.ts';
import { es } from '../../../src/http/words/es.ts';
import { serviceSentences } from '../../fakes/service-sentences.ts';

/** Words that no Spanish sentence has; what stands between backticks is typed as it is. */
const ENGLISH = /\b(the|was|were|not|nobody|with|after|answered|texted|caller|phone|and|of|sent|rang|for)\b/i;
const spoken = (english: string) => es.say(english).replaceAll(/`[^`]*`/g, '');

const leg: ExplainedLeg = {
  ...{ state: 'ended', dialedAt: 0, ringingAt: 1_000, answeredAt: null, confirmedAt: null },
  ...{ endedAt: 20_000, end: null, cause: null, techCause: null },
};
const answered = { answeredAt: 5_000, confirmedAt: 9_000 };

/** Every way in which a phone's part can be told. */
const legs: readonly string[] = [
  ...LEG_ENDS.flatMap((end) => [
    explainLeg({ ...leg, end }),
    explainLeg({ ...leg, ...answered, end }),
    explainLeg({ ...leg, ...answered, confirmedAt: null, ringingAt: null, end }),
  ]),
  ...(['dialing', 'ringing', 'confirming', 'answered', 'ended'] as const).map((state) =>
    explainLeg({ ...leg, ...answered, state, endedAt: null }),
  ),
  ...[0, 3, 18, 19, 20, 27, 34, 38, 127, 42].map((cause) =>
    explainLeg({ ...leg, end: 'unreachable', cause }),
  ),
  ...[403, 408, 480, 487, 500, 503, 599].map((techCause) =>
    explainLeg({ ...leg, end: 'unreachable', techCause }),
  ),
];

describe('in Spanish', () => {
  test.each([...new Set(legs)])('given a phone of which "%s" is told, then no English is left', (english) => {
    expect(spoken(english)).not.toMatch(ENGLISH);
    expect(spoken(english)).not.toBe(english);
  });

  test.each(SUPPRESSIONS)(
    'given no text because of %s, then why, and what to do, have no English left',
    (reason) => {
      for (const detail of ['', 'hace 3 min']) {
        for (const isHeld of [true, false]) {
          const call = { line: '+12125550100', minRingSeconds: 3, caller: '+12125550123', detail, isHeld };
          const { why, remedy } = explainSuppression(reason, call);
          expect(spoken(why)).not.toMatch(ENGLISH);
          if (remedy !== null) expect(spoken(remedy)).not.toMatch(ENGLISH);
        }
      }
    },
  );

  test.each(MESSAGE_STATES)(
    'given a text that is %s, then what became of it has no English left',
    (state) => {
      for (const detail of ['', 'its time was over before it could be sent']) {
        const { why, remedy } = explainMessage(state, detail);
        expect(spoken(`${why} ${remedy ?? ''}`.trim())).not.toMatch(ENGLISH);
      }
    },
  );

  test('given calls out, calls back, voicemails and nobody to ring, then they have no English left', () => {
    const call = { result: 'no-answer', dialedAt: 0, connectedAt: null, endedAt: null } as const;
    const outcomes: readonly Outcome[] = ['no-answer', 'unreachable'];
    const told = [
      explainOutbound(call),
      explainOutbound({ ...call, endedAt: 20_000 }),
      explainOutbound({ ...call, result: 'dialed', endedAt: 20_000 }),
      explainOutbound({ ...call, connectedAt: 6_000 }),
      explainOutbound({ ...call, connectedAt: 6_000, endedAt: 126_000 }),
      explainReturn(0, 240_000),
      ...[null, 12].map((seconds) => explainVoicemail('left', seconds)),
      explainVoicemail('not-left', null),
      ...outcomes.map((outcome) => explainNobodyRang([], outcome, 'controlled')),
      ...(['own-number', 'not-textable', 'blocked', 'opted-out', 'opted-in-again'] as const).map((why) =>
        explainRefusal(why, 'reply'),
      ),
      explainRefusal('consent-under-review', 'text-back'),
      explainRefusal('opted-out', 'alert'),
    ].map((english) => spoken(english ?? ''));
    expect(told.filter((spanish) => spanish === '' || ENGLISH.test(spanish))).toEqual([]);
  });

  test.each([
    ['rang 20 s, no answer', 'sonó 20 s, nadie contestó'],
    ['answered after 6 s, talked 2 min 5 s', 'contestó a los 6 s, hablaron 2 min 5 s'],
    ['blocked under 1 s ago: spam', 'bloqueado hace menos de 1 s: spam'],
    ['texted 5 min ago, once in 4 h', 'se le escribió hace 5 min, una vez cada 4 h'],
    ['US, allowed: MX, CA', 'US, permitidos: MX, CA'],
    [
      'There is no lead "#9". Name it by its id or phone number; see `textback lead list`, or `textback lead search`.',
      'No hay ningún cliente "#9". Nómbrelo por su id o su número de teléfono; búsquelo en la lista de clientes.',
    ],
    [
      'There is no placeholder {{name}}: use one of a, b\nIt cannot be saved like this.',
      'No existe el marcador {{name}}: use uno de estos: a, b\nAsí no se puede guardar.',
    ],
    [
      '+12125550123 is not texted: the customer has opted out. Nothing was sent. You may still call.',
      'No se le escribe a +12125550123: el cliente pidió no recibir mensajes. No se envió nada. Todavía puede llamar.',
    ],
    [
      'On Monday, 8 AM-noon and 11:30 AM-5 PM overlap. Write each stretch once.',
      'El lunes, 8 a.m.-mediodía y 11:30 a.m.-5 p.m. se enciman. Escriba cada tramo una sola vez.',
    ],
    ['all day and 10 PM-2 AM overlap.', 'todo el día y 10 p.m.-2 a.m. se enciman.'],
    [
      '"mno" is neither a day nor hours. Did you mean "mon"? Write for example "mon-fri 8:00-17:00, sat 9-12".',
      '"mno" no es ni un día ni horas. ¿Quiso decir "mon"? Escriba por ejemplo «lun-vie 8:00-17:00, sáb 9-12».',
    ],
    ['DELIVRD err:000', 'DELIVRD err:000'],
    ['', ''],
  ])('given "%s", when said, then "%s"', (english, spanish) => {
    expect(es.say(english)).toBe(spanish);
  });
});

/** What pages never show: words for carriers and customers, and of commands that no page gives. */
const NOT_SHOWN: readonly string[] = [
  'src/core/trade-words-en.ts',
  'src/core/trade-words-es.ts',
  // Alerts, which notice-words-es.ts has in Spanish.
  'src/core/alert-detail.ts',
  'src/core/notice-words-en.ts',
  'src/core/notice-words-es.ts',
  'src/core/notice-details-es.ts',
  'src/core/vcard.ts',
  'src/services/api-tokens.ts',
  // Said in one of two ways, which are all held above.
  'src/core/explain-decision.ts',
];

test('given all that services say behind pages, when looked up, then each sentence has its Spanish', () => {
  const sentences = [...serviceSentences()].filter(([, path]) => !NOT_SHOWN.includes(path));
  expect(sentences.length).toBeGreaterThan(150);
  const missing = sentences.filter(([english]) => {
    const sample = english.replaceAll('{}', '7');
    return es.say(sample) === sample;
  });
  expect(missing.map(([english, path]) => `${path}: ${english}`)).toEqual([]);
});
