import { describe, expect, test } from 'vitest';
import { homeCountries, parseCountries } from '../../../src/core/allowed-countries.ts';

describe('homeCountries', () => {
  test.each(['US', 'PR', 'GU'])(
    'given a line in %s, then the States and their territories are home',
    (own) => {
      expect(homeCountries(own)).toEqual(['US', 'PR', 'VI', 'GU', 'AS', 'MP']);
    },
  );

  test.each(['CA', 'JM', 'DO', 'GB'])('given a line in %s, then nowhere else is home', (own) => {
    expect(homeCountries(own)).toEqual([own]);
  });
});

describe('parseCountries', () => {
  test.each([
    ['US', ['US']],
    ['us, ca', ['US', 'CA']],
    [' US CA;US,, ', ['US', 'CA']],
  ])('given %j, then it is read as %j', (text, countries) => {
    expect(parseCountries(text)).toEqual(countries);
  });

  test.each(['', ' , ', 'USA', 'US, XX', 'everywhere', '+1'])('given %j, then it is no list', (text) => {
    expect(parseCountries(text)).toBeNull();
  });
});
