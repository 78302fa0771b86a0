import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { freepbxFolder } from '../fixtures/freepbx-folder.ts';
import { expectNothingLeft, type Installation, install, WORDING } from './harness/installation.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import { type RealAsterisk, realAsterisks } from './harness/releases.ts';

/** As the trunk delivers it and the inbound route has it: without +1. */
const DID = '2125550100';
const CALLER = '+12125550131';
const WITHIN = { timeout: 10_000, interval: 100 };

/** An Asterisk whose configuration is turned into FreePBX's, and what `asterisk install` makes of it. */
describe.each(await realAsterisks())('beside FreePBX on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  let etc: string;
  let textback: Installation;

  const ariStatus = async () => {
    const { ariUrl, ariUser, ariPassword } = pbx.asterisk;
    const key = `${ariUser}:${ariPassword}`;
    return (await fetch(`${ariUrl}/ari/asterisk/ping?api_key=${key}`)).status;
  };
  const reload = async (expectedStatus: number) => {
    await pbx.asterisk.cli('core reload');
    await vi.waitFor(async () => expect(await ariStatus()).toBe(expectedStatus), WITHIN);
  };

  /** Asterisk writes its log beside what it does. */
  const expectToHavePassed = (did: string) =>
    vi.waitFor(() => {
      const log = pbx.asterisk.logText();
      const entered = log.indexOf('Entering Custom Destination textback');
      const handedOver = log.indexOf(`textback,inbound,${did}`);
      expect(entered).toBeGreaterThan(-1);
      expect(handedOver).toBeGreaterThan(entered);
    });

  beforeAll(async () => {
    pbx = await startPbxUnderTest(real);
    textback = await install(pbx);
    etc = await configurationFolder(pbx, real);
    await turnIntoFreepbx(pbx, etc);
    await reload(404);
  });
  afterAll(async () => {
    await textback?.[Symbol.asyncDispose]();
    await pbx?.stop();
  });
  beforeEach(() => printLogsOnFailure(() => textback?.logs() ?? { pbx }));

  test('given FreePBX, when textback is installed and Asterisk reloaded, then ARI and the dialplan are there', async () => {
    const { stdout } = await textback.textback('asterisk', 'install', '--freepbx', '--dir', etc);
    expect(stdout).toContain('Target textback-freepbx,s,1');
    await reload(200);
    for (const context of ['textback-freepbx', 'textback-messages', 'from-internal-custom']) {
      expect(await pbx.asterisk.cli(`dialplan show ${context}`)).toContain(`Context '${context}'`);
    }
    // Ours holds against what FreePBX generates above it.
    expect(pbx.asterisk.logText()).not.toMatch(/config\.c.*(?:does not exist|parse error)/i);
    expect(await pbx.asterisk.cli('manager show user textback')).toMatch(/username: +textback/);
  });

  test('given an inbound route to the Custom Destination, when nobody answers, then Stasis has the DID and the caller a text', async () => {
    await textback.addLine(`+1${DID}`, pbx.endpoint('busy', '+12125550199'));
    await textback.start();
    const result = await (await pbx.call({ to: DID, from: CALLER })).result;
    expect(result.status).toBe(486);
    await expectToHavePassed(DID);
    const ledger = ledgerOf(textback);
    await vi.waitFor(async () => {
      const lead = await ledger.lead(CALLER);
      const texts = (lead?.timeline ?? []).filter(({ kind }) => kind === 'text');
      expect(texts).toMatchObject([{ direction: 'out', message: { from: `+1${DID}`, text: WORDING } }]);
    }, WITHIN);
    await expectNothingLeft(pbx);
  });

  test('given that route, when a test call goes through it, then every step passes', async () => {
    const options = ['--context', 'from-pstn', '--dial', DID];
    const { stdout } = await textback.textback('test-call', ...options);
    expect(stdout).toMatch(/dialplan +ok/);
    expect(stdout).toMatch(/outcome +ok +busy/);
    await expectToHavePassed(DID);
    await expectNothingLeft(pbx);
  });

  test('given the daemon is away, when a call comes by that route, then the fallback rings and it is journalled', async () => {
    await vi.waitFor(
      async () => expect(await pbx.asterisk.cli('database show textback/fallback')).toContain(DID),
      WITHIN,
    );
    await textback.daemon.terminate();
    const before = pbx.phone('busy').calls().length;
    const result = await (await pbx.call({ to: DID, from: CALLER })).result;
    expect(result.status).toBe(486);
    expect(pbx.phone('busy').calls()).toHaveLength(before + 1);
    await vi.waitFor(async () =>
      expect(await pbx.asterisk.cli('database show textback/journal')).toContain(`|${DID}|${CALLER}|BUSY|`),
    );
  });

  test('given a route for any number, when calls come by it, then one with a number has it, and one without is reported', async () => {
    expect((await (await pbx.call({ to: '2125550177', from: CALLER })).result).status).toBe(480);
    await expectToHavePassed('2125550177');
    expect((await (await pbx.call({ to: 's', from: CALLER })).result).status).toBe(480);
    await vi.waitFor(() => expect(pbx.asterisk.logText()).toContain('FreePBX gave no DID with this call'));
  });

  test('given textback is taken out again, when Asterisk is reloaded, then its files and it are as before', async () => {
    await textback.textback('asterisk', 'uninstall', '--dir', etc);
    await reload(404);
    const before = folderOf(pbx);
    for (const [name, text] of Object.entries(before)) {
      expect([name, await readFile(join(etc, name), 'utf8')]).toEqual([name, text]);
    }
  });
});

/** Where this process finds what the running Asterisk reads. */
async function configurationFolder({ asterisk }: PbxUnderTest, { root }: RealAsterisk): Promise<string> {
  const shown = await asterisk.cli('core show settings');
  const file = /Configuration file:\s*(\S+)/.exec(shown)?.[1];
  if (file === undefined) throw new Error(`Asterisk does not say where its configuration lies:\n${shown}`);
  return dirname(join(root, file));
}

function folderOf({ asterisk }: PbxUnderTest): Readonly<Record<string, string>> {
  const { ariUrl, amiPort } = asterisk;
  return freepbxFolder({ httpPort: Number(new URL(ariUrl).port), amiPort, dids: [DID] });
}

/** The samples' files become FreePBX's; only the trunk keeps its name. */
async function turnIntoFreepbx(pbx: PbxUnderTest, etc: string): Promise<void> {
  await mkdir(etc, { recursive: true });
  for (const [name, text] of Object.entries(folderOf(pbx))) await writeFile(join(etc, name), text);
  const pjsip = await readFile(join(etc, 'pjsip.conf'), 'utf8');
  await writeFile(join(etc, 'pjsip.conf'), pjsip.replace(/^context=textback-inbound$/m, 'context=from-pstn'));
}
