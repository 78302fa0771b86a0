import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { messageOf } from './harness/daemon-process.ts';
import { expectNothingLeft, type Installation, install, SOON, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { realAsterisks } from './harness/releases.ts';

const LINE = '+12125550100';
const CALLER = '+12125550141';
/** Longer than the outbox needs to send something again that it should not. */
const NO_MORE_MS = 2_500;

/** kill -9 of the daemon, at the worst moments. */
describe.each(await realAsterisks())('crash on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let office: Installation;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
  });
  beforeEach(async () => {
    printLogsOnFailure(() => office?.logs() ?? { pbx });
    office = await install(pbx);
    await office.addLine(LINE, pbx.endpoint('busy', '+12125550199'), '--ring-timeout', '10');
    await office.start();
  });
  afterEach(async () => {
    await expectNothingLeft(pbx).finally(() => office[Symbol.asyncDispose]());
  });
  afterAll(() => pbx?.stop());

  const missOne = async () => {
    const call = await pbx.call({ to: LINE, from: CALLER });
    expect((await call.result).status).toBe(486);
    await office.daemon.waitForLine((line) => messageOf(line) === 'the call has its outcome');
  };
  /** One lead, one call, one credit, and the text with the carrier. */
  const expectOneOfEach = async () => {
    const ledger = ledgerOf(office);
    await vi.waitFor(
      async () => expect((await ledger.callFrom(CALLER)).decision?.message?.state).toBe('sent'),
      SOON,
    );
    expect(await ledger.calls()).toHaveLength(1);
    expect(await ledger.leads()).toHaveLength(1);
    expect(await ledger.balance()).toBe(99);
  };

  test('given a text that the carrier could not take yet, when the daemon is killed and restarted, then the text goes out once', async () => {
    await office.smpp.behave({ bindStatus: 0x0d });
    await office.smpp.drop();
    await office.daemon.waitForLine((line) => line.includes('"gateway":"carrier","link":"down"'));
    await missOne();
    await office.daemon.kill();
    expect(office.smpp.submits()).toEqual([]);

    await office.smpp.behave({ bindStatus: 0 });
    await office.start();
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(1), SOON);
    await expectOneOfEach();
    await office.daemon.kill();
    await office.start();
    await delay(NO_MORE_MS);
    expect(office.smpp.submits()).toEqual([
      expect.objectContaining({ from: LINE, to: CALLER, text: WORDING }),
    ]);
  });

  test('given a text that the carrier took without an answer, when the daemon is killed and restarted, then it is sent once more with the same reference, and never again', async () => {
    await office.smpp.behave({ silent: true });
    await missOne();
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(1), SOON);
    await office.daemon.kill();

    await office.smpp.behave({ silent: false });
    await office.start();
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(2), SOON);
    await expectOneOfEach();
    await office.daemon.kill();
    await office.start();
    await delay(NO_MORE_MS);
    const submits = office.smpp.submits();
    expect(submits.map(({ to, text }) => [to, text])).toEqual([
      [CALLER, WORDING],
      [CALLER, WORDING],
    ]);
    expect(submits[0]?.userMessageReference).toEqual(expect.any(Number));
    expect(submits[1]?.userMessageReference).toBe(submits[0]?.userMessageReference);
  });

  test('given a carrier that never answers, when the daemon is killed again and again, then the text goes out twice at most and costs one credit', async () => {
    await office.smpp.behave({ silent: true });
    await missOne();
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(1), SOON);
    await office.daemon.kill();
    await office.start();
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(2), SOON);
    for (let restarts = 0; restarts < 2; restarts += 1) {
      await office.daemon.kill();
      await office.start();
    }
    await delay(NO_MORE_MS);
    expect(office.smpp.submits()).toHaveLength(2);
    const ledger = ledgerOf(office);
    expect((await ledger.callFrom(CALLER)).decision?.message?.state).toBe('unknown');
    expect(await ledger.balance()).toBe(99);
  });

  test('given an outcome that the disk does not take, when the daemon is killed and restarted, then the caller was released all the same, and the text goes out once', async () => {
    const other = new Database(office.workspace.databasePath);
    other.exec(
      "CREATE TRIGGER full BEFORE INSERT ON decisions BEGIN SELECT RAISE(ABORT, 'disk is full'); END",
    );
    await missOne();
    const failed = 'the outcome of a call could not be kept; trying again';
    await office.daemon.waitForLine((line) => messageOf(line) === failed);
    await office.daemon.kill();
    expect((await ledgerOf(office).callFrom(CALLER)).outcome).toBeNull();
    other.exec('DROP TRIGGER full');
    other.close();

    await office.start();
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(1), SOON);
    await expectOneOfEach();
    expect((await ledgerOf(office).callFrom(CALLER)).outcome).toBe('busy');
    await office.daemon.kill();
    await office.start();
    await delay(NO_MORE_MS);
    expect(office.smpp.submits()).toHaveLength(1);
  });

  test('given a phone that rings, when the daemon is killed and restarted meanwhile, then the call ends as if nothing had happened', async () => {
    await office.textback('line', 'set', LINE, 'forward', pbx.endpoint('silent', '+12125550199'));
    const before = pbx.phone('silent').calls().length;
    const call = await pbx.call({ to: LINE, from: CALLER });
    const rung = () => pbx.phone('silent').calls()[before];
    await vi.waitFor(() => expect(rung()?.ringingAt).toBeTruthy(), SOON);
    await office.daemon.kill();
    await office.start();
    expect(rung()?.cancelledAt).toBeNull();
    const result = await call.result;
    expect(result.status).toBe(480);
    // The phone may be told a moment after the caller.
    await vi.waitFor(() => expect(rung()?.cancelledAt).toBeTruthy());
    const rangMs = (rung()?.cancelledAt ?? 0) - result.invitedAt;
    expect(Math.abs(rangMs - 10_000)).toBeLessThan(500);
    await vi.waitFor(() => expect(office.smpp.submits()).toHaveLength(1), SOON);
    await expectOneOfEach();
  });
});
