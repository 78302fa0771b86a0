import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { expectNothingLeft, type Installation, install } from './harness/installation.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const CASES = [
  {
    shown: 'caller',
    line: '+12125550111',
    phone: '+12125550191',
    caller: '+12125550141',
    sees: { shownNumber: '+12125550141', shownName: 'Carol', divertedFrom: '' },
  },
  {
    shown: 'business',
    line: '+12125550112',
    phone: '+12125550192',
    caller: '+12125550142',
    sees: { shownNumber: '+12125550112', shownName: expect.stringContaining('Carol'), divertedFrom: '' },
  },
  {
    shown: 'diversion',
    line: '+12125550113',
    phone: '+12125550193',
    caller: '+12125550143',
    sees: { shownNumber: '+12125550143', shownName: 'Carol', divertedFrom: '+12125550113' },
  },
] as const;

describe.each(await realAsterisks())('what a rung phone shows on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    office = await install(pbx);
    for (const { line, phone, shown } of CASES) {
      await office.addLine(line, pbx.endpoint('busy', phone));
      await office.textback('line', 'set', line, 'caller-id', shown);
    }
    await office.start();
  });
  afterAll(async () => {
    if (office !== undefined) await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => office?.logs() ?? { pbx }));

  test.each(CASES)(
    'given a line that shows the $shown, then the phone sees that',
    async ({ line, phone, caller, sees }) => {
      const call = await pbx.call({ to: line, from: caller, name: 'Carol' });
      expect((await call.result).status).toBe(486);
      const rung = pbx
        .phone('busy')
        .calls()
        .filter(({ dialled }) => dialled === phone);
      expect(rung).toMatchObject([sees]);
    },
  );
});
