import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { messageOf } from './harness/daemon-process.ts';
import { expectNothingLeft, type Installation, install, SOON } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const LINE = '+12125550100';
const CALLER = '+12125550141';

/** Two daemons on one application: never two that take each other's calls. */
describe.each(await realAsterisks())('two daemons on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  let warehouse: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
  });
  beforeEach(async () => {
    printLogsOnFailure(() => ({ ...office?.logs(), ...warehouse?.logs() }));
    office = await install(pbx);
    warehouse = await install(pbx);
    for (const each of [office, warehouse])
      await each.addLine(LINE, pbx.endpoint('busy', '+12125550199'), '--ring-timeout', '10');
    await office.start();
  });
  afterEach(async () => {
    await expectNothingLeft(pbx).finally(async () => {
      await office[Symbol.asyncDispose]();
      await warehouse[Symbol.asyncDispose]();
    });
  });
  afterAll(() => pbx?.stop());

  /** A missed call is recorded by this one, and by no other. */
  const expectCallsGoTo = async (winner: Installation, other: Installation) => {
    const call = await pbx.call({ to: LINE, from: CALLER });
    expect((await call.result).status).toBe(486);
    await vi.waitFor(
      async () => expect(await ledgerOf(winner).callFrom(CALLER)).toMatchObject({ outcome: 'busy' }),
      SOON,
    );
    expect(await ledgerOf(other).calls()).toEqual([]);
  };

  test('given a daemon that runs, when a second one starts with its database, then the second ends and says why', async () => {
    const [first, second] = [office.daemon, office.launch()];
    expect(await second.exited).toBe(1);
    expect(second.logText()).toMatch(/Another textback runs on the database \S+/);
    expect(first.logText()).not.toContain('another textback');
    await expectCallsGoTo(office, warehouse);
  });

  test('given a daemon that runs, when one with another database starts, then that one ends before it takes the calls', async () => {
    const second = warehouse.launch();
    expect(await second.exited).toBe(1);
    expect(second.logText()).toMatch(
      /another textback, on \S+, has connected to this Asterisk as application 'textback' and gets its calls/,
    );
    expect(office.daemon.logText()).not.toContain('another textback');
    await expectCallsGoTo(office, warehouse);
  });

  test('given a phone that rings, when the daemon is killed and started at once, again and again, then it is never refused', async () => {
    await office.textback('line', 'set', LINE, 'forward', pbx.endpoint('silent', '+12125550199'));
    const call = await pbx.call({ to: LINE, from: CALLER, hangUpAfterRingingMs: 5_000 });
    await vi.waitFor(() => expect(call.hasRinging()).toBe(true), SOON);
    for (let restarts = 0; restarts < 2; restarts += 1) {
      await office.daemon.kill();
      await office.start();
    }
    expect((await call.result).status).toBe(487);
    await vi.waitFor(
      async () => expect(await ledgerOf(office).callFrom(CALLER)).toMatchObject({ outcome: 'abandoned' }),
      SOON,
    );
  });

  test('given a daemon that hangs, when another takes over, and it comes to itself again, then it says so and steps down', async () => {
    process.kill(office.daemon.pid, 'SIGSTOP');
    await warehouse.start();
    process.kill(office.daemon.pid, 'SIGCONT');
    await office.daemon.waitForLine((line) =>
      messageOf(line).startsWith('another textback has connected to this Asterisk'),
    );
    await expectCallsGoTo(warehouse, office);
  });
});
