import { expect, test } from 'vitest';
import { outsideParty } from '../../../src/core/outbound-call.ts';

test.each([
  ['2125550142', '12125550142@trunk', '2125550142', '+12125550142'],
  ['92125550142', '2125550142@trunk', '92125550142', '+12125550142'],
  ['*672125550142', '2125550142@trunk', '*672125550142', '+12125550142'],
  ['5550142', '2125550142@trunk', '5550142', '+12125550142'],
  ['2125550142', 'trunk/2125550142', '2125550142', '+12125550142'],
  ['2125550142', 'g0/2125550142', '2125550142', '+12125550142'],
  ['2125550142', 'trunk/sip:+12125550142@host:5060', '2125550142', '+12125550142'],
  ['s', '+12125550142@trunk', '+12125550142', '+12125550142'],
  ['', 'trunk/2125550142', '2125550142', '+12125550142'],
  // Through a Local channel: what was sent is not known.
  ['2125550142', '', '2125550142', '+12125550142'],
  ['911', '911@trunk', '911', null],
  ['9911', '911@trunk', '9911', null],
  ['911', 'trunk/911', '911', null],
])('given %j dialled and %j sent, then the call goes to %j, number %j', (dialled, sent, raw, number) => {
  expect(outsideParty(dialled, sent, 'US')).toEqual({ raw, number });
});

test.each([
  // A colleague, by device or by contact, one whose extension is an emergency number elsewhere, and one forwarded.
  ['104', '104'],
  ['104', '104/sip:104@192.0.2.7:5060'],
  ['111', '111'],
  ['104', '+12125550199@trunk'],
  ['600', '2125550199@trunk'],
  ['*97', '*97'],
  ['411', '411@trunk'],
  ['s', ''],
  ['', '104'],
])('given %j dialled and %j sent, then it is no call to the outside', (dialled, sent) => {
  expect(outsideParty(dialled, sent, 'US')).toBeNull();
});
