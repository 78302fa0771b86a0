import { expect, test } from 'vitest';
import {
  endpointOf,
  formatDestination,
  numberDialled,
  parseDestination,
} from '../../../src/core/destination.ts';

test.each([
  ['(212) 555-0199', { kind: 'number', value: '+12125550199' }],
  [' +44 20 7946 0958 ', { kind: 'number', value: '+442079460958' }],
  ['PJSIP/100', { kind: 'endpoint', value: 'PJSIP/100' }],
  ['pjsip/100', { kind: 'endpoint', value: 'PJSIP/100' }],
  [
    'PJSIP/trunk/sip:+12125550199@host:5060',
    { kind: 'endpoint', value: 'PJSIP/trunk/sip:+12125550199@host:5060' },
  ],
  ['Local/600@from-internal', { kind: 'endpoint', value: 'Local/600@from-internal' }],
  ['Local/600@from-internal/n', { kind: 'endpoint', value: 'Local/600@from-internal/n' }],
  ['line:+12125550101', { kind: 'line', value: '+12125550101' }],
  ['Line: (212) 555-0101', { kind: 'line', value: '+12125550101' }],
  ['DAHDI/g0/5550199', { kind: 'endpoint', value: 'DAHDI/g0/5550199' }],
])('given %j, when it is read as a destination, then it is %j', (raw, destination) => {
  expect(parseDestination(raw, 'US')).toEqual({ kind: 'destination', destination });
});

test.each([
  ['100', 'PJSIP/100'],
  ['911', 'phone number'],
  ['', 'PJSIP/100'],
  ['anonymous', 'phone number'],
  ['call me', 'PJSIP/100'],
  ['PJSPI/100', 'Did you mean PJSIP/100?'],
  ['Carrier/100', 'Use one of PJSIP'],
  ['Local/600', 'Local/EXTENSION@CONTEXT'],
  ['line:', 'example line:+12125550101'],
  ['line:100', 'line:+12125550101'],
  ['PJSIP/', 'e.g. PJSIP/100'],
  ['PJSIP/100,30', 'without spaces, commas'],
  ['PJSIP/100&PJSIP/101', 'without spaces, commas'],
  ['PJSIP/100\r\nX: y', 'without spaces, commas'],
  ['PJSIP/{EXTEN}', 'without spaces, commas'],
  ['PJSIP/$EXTEN', 'without spaces, commas'],
  [`PJSIP/${'1'.repeat(200)}`, 'without spaces, commas'],
])('given %j, when it is read as a destination, then it is invalid and the remedy says %j', (raw, remedy) => {
  expect(parseDestination(raw, 'US')).toMatchObject({
    kind: 'invalid',
    remedy: expect.stringContaining(remedy),
  });
});

test.each([
  [{ kind: 'number', value: '+12125550199' }, '+12125550199'],
  [{ kind: 'endpoint', value: 'PJSIP/+12125550199@trunk' }, '+12125550199'],
  [{ kind: 'endpoint', value: 'PJSIP/trunk/sip:+12125550199@host:5060' }, '+12125550199'],
  [{ kind: 'endpoint', value: 'Local/2125550199@from-internal' }, '+12125550199'],
  [{ kind: 'endpoint', value: 'PJSIP/100' }, null],
  [{ kind: 'line', value: '+12125550101' }, '+12125550101'],
] as const)('given %j, when asked which number it dials, then %j', (destination, number) => {
  expect(numberDialled(destination, 'US')).toBe(number);
});

test.each([
  [{ kind: 'number', value: '+12125550199' }, 'PJSIP/+12125550199@trunk-+12125550199'],
  [{ kind: 'endpoint', value: 'PJSIP/100' }, 'PJSIP/100'],
] as const)(
  'given %j, when it is rung, then only a number goes through the dial template',
  (destination, endpoint) => {
    expect(endpointOf(destination, 'PJSIP/{number}@trunk-{number}')).toBe(endpoint);
  },
);

test.each(['+12125550199', 'PJSIP/100', 'Local/600@from-internal/n', 'line:+12125550101'])(
  'given %s, when it is read and written, then it is the same',
  (text) => {
    const read = parseDestination(text, 'US');
    expect(read.kind === 'destination' && formatDestination(read.destination)).toBe(text);
  },
);
