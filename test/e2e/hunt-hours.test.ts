import { DateTime } from 'luxon';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { expectNothingLeft, type Installation, install, SOON } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

/** The zone in which it is so many hours later than UTC: POSIX counts westwards. */
const zone = (hours: number) => `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
const toNoon = 12 - new Date().getUTCHours();
/** Where it is noon now, from 12:00 to 12:59, so that no hours begin or end while the test runs. */
const NOON = zone(toNoon);
/** Where it is 18:00, or 6:00 where the map ends, on the same day. */
const OTHER = zone(toNoon + (toNoon > 6 ? -6 : 6));
const day = (days: number) => DateTime.utc().setZone(NOON).plus({ days }).setLocale('en').toFormat('ccc');
const NOW = `[${day(0)} 10:00-15:00]`;
const TOMORROW = `[${day(1)} 10:00-15:00]`;
const EVENING = '[daily 16:00-20:00]';

const first = '+12125550201';
const second = '+12125550202';
const TALK_MS = 500;

interface Case {
  readonly given: string;
  readonly line: string;
  readonly caller: string;
  readonly timeZone: string;
  /** Of the first step, whose phone is busy; the second has one that answers. */
  readonly hours: string;
  readonly rings: readonly string[];
}

const CASES: readonly Case[] = [
  {
    given: 'a step within its hours',
    line: '+12125550110',
    caller: '+12125550141',
    timeZone: NOON,
    hours: NOW,
    rings: [first, second],
  },
  {
    given: 'a step outside its hours',
    line: '+12125550111',
    caller: '+12125550142',
    timeZone: NOON,
    hours: EVENING,
    rings: [second],
  },
  {
    given: 'a step of another day',
    line: '+12125550112',
    caller: '+12125550143',
    timeZone: NOON,
    hours: TOMORROW,
    rings: [second],
  },
  {
    given: 'a step whose hours are over in the zone of its line',
    line: '+12125550113',
    caller: '+12125550144',
    timeZone: OTHER,
    hours: NOW,
    rings: [second],
  },
];
const CLOSED = { line: '+12125550114', callers: ['+12125550145', '+12125550146'] } as const;

describe.each(await realAsterisks())('hours of hunt steps on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    office = await install(pbx);
    for (const { line, timeZone, hours } of CASES) {
      const steps = `${pbx.endpoint('busy', first)} ${hours}; ${pbx.endpoint('answer', second)}`;
      await plan(line, timeZone, steps);
    }
    await plan(CLOSED.line, NOON, `${pbx.endpoint('busy', first)} ${EVENING}`);
    await office.start();
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  async function plan(line: string, timeZone: string, steps: string): Promise<void> {
    await office.addLine(line, 'PJSIP/none', '--time-zone', timeZone);
    await office.textback('line', 'hunt', 'set', line, steps);
  }

  async function call(to: string, from: string) {
    const placed = await pbx.call({ to, from, hangUpAfterAnswerMs: TALK_MS });
    const { status } = await placed.result;
    const recorded = await vi.waitFor(async () => {
      const found = await ledgerOf(office).callFrom(from);
      expect(found.state).toBe('ended');
      return found;
    }, SOON);
    return { status, recorded };
  }

  /** The numbers that were rung for a caller, in order. */
  function rungFor(caller: string): readonly string[] {
    return (['busy', 'answer'] as const)
      .flatMap((behaviour) => pbx.phone(behaviour).calls())
      .filter(({ shownNumber }) => shownNumber === caller)
      .map(({ dialled }) => dialled);
  }

  test.each(CASES)(
    'given $given, when a customer calls, then $rings ring',
    async ({ line, caller, rings }) => {
      const { status, recorded } = await call(line, caller);
      expect(rungFor(caller)).toEqual(rings);
      expect(status).toBe(200);
      expect(recorded.outcome).toBe('answered');
      expect(recorded.legs).toHaveLength(rings.length);
    },
  );

  test('given no step within its hours, when a customer calls, then nobody rings and they are texted at once; from when it rings always, the next call rings', async () => {
    const [shut, open] = CLOSED.callers;
    const missed = await call(CLOSED.line, shut);
    expect(missed).toMatchObject({ status: 480, recorded: { outcome: 'no-answer', legs: [] } });
    expect(rungFor(shut)).toEqual([]);
    await vi.waitFor(() => expect(office.smpp.submits().map(({ to }) => to)).toEqual([shut]));

    await office.textback('line', 'hunt', 'set-step', CLOSED.line, '1', '--hours', 'always');
    expect(await call(CLOSED.line, open)).toMatchObject({ status: 486, recorded: { outcome: 'busy' } });
    expect(rungFor(open)).toEqual([first]);
  });
});
