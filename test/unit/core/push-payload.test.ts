import { describe, expect, test } from 'vitest';
import { pushPayload } from '../../../src/core/push-payload.ts';

const notice = { id: 7, title: 'Pat wrote', body: 'Today? #12', leadId: 12, isUrgent: false };

describe('what a phone is sent', () => {
  test('given an alert of a customer, then a tap leads to the conversation', () => {
    expect(JSON.parse(pushPayload(notice))).toEqual({
      title: 'Pat wrote',
      body: 'Today? #12',
      path: '/inbox/12',
      tag: 'alert-7',
      isUrgent: false,
    });
  });

  test('given an alert of the business, then a tap leads to the inbox', () => {
    const payload = JSON.parse(pushPayload({ ...notice, leadId: null, isUrgent: true }));
    expect(payload).toMatchObject({ path: '/inbox', isUrgent: true });
  });

  test.each([
    ['plain letters', 'a'],
    ['accents', 'é'],
    ['pictures', '😀'],
    ['what JSON writes longer', '\u0001'],
  ])(
    'given %s without end, then as much goes as every push service takes, in whole characters',
    (_, letter) => {
      const payload = pushPayload({ ...notice, body: letter.repeat(5_000) });
      const size = Buffer.byteLength(payload);
      expect(size).toBeLessThanOrEqual(3_900);
      expect(size).toBeGreaterThan(3_900 - 2 * Buffer.byteLength(JSON.stringify(letter)));
      const { body } = JSON.parse(payload);
      expect(body.slice(-1)).toBe('…');
      expect(body.slice(0, -1)).toBe(letter.repeat((body.length - 1) / letter.length));
    },
  );
});
