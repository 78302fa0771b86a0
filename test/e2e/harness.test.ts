import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

/** Proves the harness itself, by Asterisk's own Dial() and without the daemon. */
describe.each(await realAsterisks())('harness on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
  });
  afterAll(() => pbx?.stop());
  beforeEach(() => printLogsOnFailure(() => ({ pbx })));

  const native = (
    phone: string,
    more: { hangUpAfterRingingMs?: number; hangUpAfterAnswerMs?: number } = {},
  ) =>
    pbx.call({
      to: `phone-${phone}`,
      from: '+12125550101',
      name: 'Carol',
      fromAddress: '127.0.0.2',
      ...more,
    });

  test.each([
    ['busy', 486],
    ['decline', 403],
    ['not-found', 404],
  ] as const)(
    'given a phone that is %s, when called, then the caller hears %i',
    async (behaviour, status) => {
      const call = await native(behaviour);
      expect((await call.result).status).toBe(status);
      expect(pbx.phone(behaviour).calls()).toHaveLength(1);
    },
  );

  test('given a phone that nobody picks up, when Dial gives up after 5 s, then it stops ringing and shows who called', async () => {
    const result = await (await native('silent')).result;
    const seen = await vi.waitFor(() => {
      const [found] = pbx.phone('silent').calls();
      // The phone may have its last word a moment after the caller.
      expect(found?.status).toBe(487);
      return found;
    });
    // Dial()'s own timeout leaves cause 16, which becomes 603 before an answer.
    expect(result.status).toBe(603);
    expect(result.ringingAt).not.toBeNull();
    expect(seen).toMatchObject({
      dialled: '+12125550199',
      shownNumber: '+12125550101',
      shownName: 'Carol',
      status: 487,
    });
    expect(Math.abs((seen?.cancelledAt ?? 0) - (seen?.invitedAt ?? 0) - 5_000)).toBeLessThan(500);
  });

  test('given a phone that rings, when the caller hangs up after 1 s, then the phone stops ringing', async () => {
    const before = pbx.phone('silent').calls().length;
    const result = await (await native('silent', { hangUpAfterRingingMs: 1_000 })).result;
    expect(result.status).toBe(487);
    expect((result.hungUpAt ?? 0) - (result.ringingAt ?? 0)).toBeGreaterThanOrEqual(990);
    expect((result.hungUpAt ?? 0) - (result.ringingAt ?? 0)).toBeLessThan(1_500);
    await vi.waitFor(() => expect(pbx.phone('silent').calls().slice(before)[0]?.cancelledAt).toBeTruthy());
  });

  test('given a trunk that is down, when called, then the caller never hears ringback', async () => {
    const result = await (await native('dead')).result;
    expect(result.ringingAt).toBeNull();
    expect(pbx.phone('dead').calls()).toEqual([]);
  });

  test('given a phone that is picked up, when both talk for 2 s, then each hears the other', async () => {
    const heardBefore = pbx.phone('answer').rtpHeard();
    const result = await (await native('answer', { hangUpAfterAnswerMs: 2_000 })).result;
    expect(result.status).toBe(200);
    expect(result.rtpHeard).toBeGreaterThan(60);
    expect(pbx.phone('answer').rtpHeard() - heardBefore).toBeGreaterThan(60);
    await vi.waitFor(() => expect(pbx.phone('answer').calls().at(-1)?.byeFrom).toBe('asterisk'));
  });

  test('given a phone that hangs up first, when it does, then the caller is released', async () => {
    const result = await (await native('brief')).result;
    expect(result.status).toBe(200);
    expect(result.releasedAt).not.toBeNull();
    expect(pbx.phone('brief').calls().at(-1)?.byeFrom).toBe('phone');
  });

  test('given a withheld number, when called, then the phone is shown none', async () => {
    const call = await pbx.call({ to: 'phone-busy', from: null, fromAddress: '127.0.0.2' });
    expect((await call.result).status).toBe(486);
    expect(pbx.phone('busy').calls().at(-1)?.shownNumber).toBe('anonymous');
  });

  test('given 20 callers at once, when they call a busy phone, then each gets its own answer', async () => {
    const calls = await Promise.all(Array.from({ length: 20 }, () => native('busy')));
    const statuses = (await Promise.all(calls.map((call) => call.result))).map((result) => result.status);
    expect(statuses).toEqual(Array.from({ length: 20 }, () => 486));
  });
});
