import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CALLER_IDS } from '../../../src/core/line-words.ts';
import { presentedCallerId } from '../../../src/core/presented-caller-id.ts';

const LINE = { number: '+12125550100', name: 'Acme HVAC', callerIdPrefix: null };
const PAT = { name: 'Pat Smith', number: '+12125550123' };

test('given the caller’s ID, when a phone rings, then it shows that', () => {
  const shown = { presentedCallerId: PAT, divertedFrom: null };
  expect(presentedCallerId({ ...LINE, callerId: 'caller' }, PAT, 'US')).toEqual(shown);
});

test('given a diversion, when a phone rings, then it shows the caller and knows the line', () => {
  const shown = { presentedCallerId: PAT, divertedFrom: '+12125550100' };
  expect(presentedCallerId({ ...LINE, callerId: 'diversion' }, PAT, 'US')).toEqual(shown);
});

test.each([
  [PAT, null, 'Acme HVAC Pat Smith'],
  [PAT, 'AC', 'AC Pat Smith'],
  [{ name: '', number: '+12125550123' }, null, 'Acme HVAC (212) 555-0123'],
  [{ name: '2125550123', number: '+12125550123' }, null, 'Acme HVAC (212) 555-0123'],
  [{ name: '', number: '+442079460958' }, null, 'Acme HVAC +44 20 7946 0958'],
  [{ name: 'Anonymous', number: '' }, null, 'Acme HVAC no number'],
  [{ name: 'Anonymous', number: 'anonymous' }, null, 'Acme HVAC no number'],
  [{ name: '', number: '101' }, null, 'Acme HVAC 101'],
  [{ name: 'Bartholomew Montgomery-Smythe', number: '' }, null, 'Acme HVAC Bartholomew Montgome'],
  [{ name: `${'x'.repeat(19)}\u{1f600}`, number: '' }, null, `Acme HVAC ${'x'.repeat(19)}`],
  [PAT, 'A very long prefix of the business', 'A very long prefix of Pat Smith'],
])(
  'given the caller %j and the prefix %j, when the business is shown, then its name is %j',
  (caller, callerIdPrefix, name) => {
    expect(presentedCallerId({ ...LINE, callerIdPrefix, callerId: 'business' }, caller, 'US')).toEqual({
      presentedCallerId: { name, number: '+12125550100' },
      divertedFrom: null,
    });
  },
);

test('given any names, when the business is shown, then the name fits a phone and ends with the caller', () => {
  fc.assert(
    fc.property(
      fc.string(),
      fc.string({ unit: 'binary' }),
      fc.constantFrom(...CALLER_IDS),
      (name, caller, callerId) => {
        const shown = presentedCallerId({ ...LINE, name, callerId }, { name: caller, number: '' }, 'US');
        if (callerId === 'business') expect(shown.presentedCallerId.name.length).toBeLessThanOrEqual(32);
        else expect(shown.presentedCallerId.name).toBe(caller);
      },
    ),
  );
});
