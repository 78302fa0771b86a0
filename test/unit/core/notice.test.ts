import { describe, expect, test } from 'vitest';
import { ALERT_KINDS } from '../../../src/core/alert-kind.ts';
import { OUTCOMES } from '../../../src/core/call.ts';
import { noticeText, wordNotice } from '../../../src/core/notice.ts';

const lead = { id: 12, name: 'Pat Smith', number: '(212) 555-0123' };
const miss = {
  kind: 'missed-call',
  lead,
  lineName: 'Acme HVAC',
  waitedMs: 25_000,
  suppressed: null,
} as const;

describe('a notice in words', () => {
  test('given a missed call, then it says who, from where, what happened, and what the caller was told', () => {
    expect(wordNotice({ ...miss, outcome: 'no-answer' }, 'en-US')).toEqual({
      title: 'Missed call: Pat Smith (212) 555-0123',
      body: 'Called Acme HVAC, nobody answered after 25 s. Texted. #12',
      isUrgent: false,
    });
  });

  test('given a missed call that was not texted, then it says why', () => {
    const { body } = wordNotice({ ...miss, outcome: 'busy', suppressed: 'cool-down' }, 'en-US');
    expect(body).toBe('Called Acme HVAC, busy after 25 s. Not texted: cool-down. #12');
  });

  test.each(OUTCOMES)(
    'given a call that ended as %s, then it is urgent only where no phone could be reached',
    (outcome) => {
      const { body, isUrgent } = wordNotice({ ...miss, outcome }, 'en-US');
      expect(isUrgent).toBe(outcome === 'unreachable');
      expect(body).toMatch(/^Called Acme HVAC, .+ after 25 s\. Texted\. #12$/);
    },
  );

  test('given a call of which nobody knows how it ended, then it does not say that nobody answered', () => {
    const { body, isUrgent } = wordNotice({ ...miss, outcome: null }, 'en-US');
    expect(body).toContain('perhaps unanswered after 25 s');
    expect(isUrgent).toBe(false);
  });

  test('given a customer whose name is not known, then the number stands alone', () => {
    const nameless = { ...lead, name: '' };
    const notice = wordNotice(
      { kind: 'reply', lead: nameless, lineName: 'Acme HVAC', words: 'Yes please' },
      'en-US',
    );
    expect(notice).toEqual({
      title: '(212) 555-0123 wrote to Acme HVAC',
      body: 'Yes please #12',
      isUrgent: false,
    });
  });

  test('given a very long reply, then it is cut, and still says which conversation it is', () => {
    const words = 'x'.repeat(15_300);
    const { body } = wordNotice({ kind: 'reply', lead, lineName: 'Acme HVAC', words }, 'en-US');
    expect(body).toBe(`${'x'.repeat(1_000)}… #12`);
  });

  test.each(ALERT_KINDS)('given %s, then it has a title of its own and the detail', (kind) => {
    const notice = wordNotice({ kind, detail: 'carrier: connection refused' }, 'en-US');
    expect(notice.title.length).toBeGreaterThan(10);
    expect(notice.body).toBe('carrier: connection refused');
    expect(notice.isUrgent).toBe(['gateway-down', 'pbx-down', 'passkey-copied'].includes(kind));
  });

  test('given a test, then it comes at night too: whoever asks for it is awake', () => {
    expect(wordNotice({ kind: 'test' }, 'en-US').isUrgent).toBe(true);
  });
});

describe('a notice as a text', () => {
  const notice = { title: 'Title', isUrgent: false };
  test('given line breaks, then it is one line', () => {
    expect(noticeText({ ...notice, body: 'one\r\n two' })).toBe('Title. one two');
    expect(noticeText({ ...notice, body: 'ask `textback`' })).toBe('Title. ask "textback"');
  });
  test.each([
    [298, 306],
    [299, 306],
    [1_000, 306],
  ])('given a body of %i letters, then it has %i characters at most', (letters, most) => {
    const text = noticeText({ ...notice, body: 'x'.repeat(letters) });
    expect(text.length).toBeLessThanOrEqual(most);
    expect(text.endsWith('...')).toBe(letters + 'Title. '.length > most);
  });
});
