import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectNothingLeft, type Installation, install } from './harness/installation.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const LINE = '+12125550100';
const CELL = '+12125550199';
const CAROL = '+12125550141';

/** A trunk that shows all; a provider that wants its account in From; dialplan behind a Local channel. */
type Way = 'trunk' | 'account' | 'Local';

interface Shown {
  readonly from: RegExp;
  readonly asserted: RegExp;
  readonly diversion: RegExp;
}

const NOTHING = /^$/;
const ACCOUNT = /^<sip:acme-account@/;
const IS_CAROL = /^"Carol" <sip:\+12125550141@/;
const IS_LINE = /^"Acme HVAC Carol" <sip:\+12125550100@/;
const OF_LINE = /^<sip:\+12125550100@[^>]*>;reason=unconditional$/;

const CASES: readonly (readonly [mode: string, way: Way, Shown])[] = [
  ['caller', 'trunk', { from: IS_CAROL, asserted: NOTHING, diversion: NOTHING }],
  ['caller', 'account', { from: ACCOUNT, asserted: IS_CAROL, diversion: NOTHING }],
  ['caller', 'Local', { from: IS_CAROL, asserted: NOTHING, diversion: NOTHING }],
  ['business', 'trunk', { from: IS_LINE, asserted: NOTHING, diversion: NOTHING }],
  ['business', 'account', { from: ACCOUNT, asserted: IS_LINE, diversion: NOTHING }],
  ['business', 'Local', { from: IS_LINE, asserted: NOTHING, diversion: NOTHING }],
  ['diversion', 'trunk', { from: IS_CAROL, asserted: NOTHING, diversion: OF_LINE }],
  ['diversion', 'account', { from: ACCOUNT, asserted: IS_CAROL, diversion: OF_LINE }],
  ['diversion', 'Local', { from: IS_CAROL, asserted: NOTHING, diversion: OF_LINE }],
];

describe.each(await realAsterisks())('what the rung phone shows on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    office = await install(pbx);
    await office.addLine(LINE, pbx.endpoint('busy', CELL));
    await office.start();
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  /** What the INVITE said that a busy phone got. */
  async function headersFor(mode: string, way: Way, from: string | null) {
    const endpoint = {
      trunk: pbx.endpoint('busy', CELL),
      account: pbx.accountEndpoint('busy', CELL),
      Local: 'Local/phone-busy@native',
    };
    await office.textback('line', 'set', LINE, 'caller-id', mode);
    await office.textback('line', 'set', LINE, 'forward', endpoint[way]);
    const before = pbx.phone('busy').calls().length;
    const { status } = await (await pbx.call({ to: LINE, from, name: 'Carol' })).result;
    expect(status).toBe(486);
    const [call, ...more] = pbx.phone('busy').calls().slice(before);
    expect(more).toEqual([]);
    return {
      from: call?.header('From'),
      asserted: call?.header('P-Asserted-Identity'),
      diversion: call?.header('Diversion'),
    };
  }

  test.each(CASES)(
    'given caller-id %s and a phone behind %s, when a customer calls, then its INVITE says who',
    async (mode, way, { from, asserted, diversion }) => {
      expect(await headersFor(mode, way, CAROL)).toEqual({
        from: expect.stringMatching(from),
        asserted: expect.stringMatching(asserted),
        diversion: expect.stringMatching(diversion),
      });
    },
  );

  test('given a caller who withholds the number, when the business is shown, then the phone rings with the business’s', async () => {
    const { from } = await headersFor('business', 'trunk', null);
    expect(from).toMatch(/^"Acme HVAC no number" <sip:\+12125550100@/);
  });

  test('given a prefix of its own, when the business is shown, then it stands before the caller', async () => {
    await office.textback('line', 'set', LINE, 'caller-id-prefix', 'AC');
    const { from } = await headersFor('business', 'trunk', CAROL);
    expect(from).toMatch(/^"AC Carol" <sip:\+12125550100@/);
  });
});
