import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { LINE, openInstalledBench } from '../fakes/installed-bench.ts';

const SOON = { timeout: 15_000, interval: 20 };

interface Found {
  readonly name: string;
  readonly state: string;
  readonly detail: string;
  readonly remedy: string | null;
}

/** `textback doctor`, without a folder of Asterisk's, beside a daemon on a simulated PBX. */
async function openBench(options: { readonly daemon?: boolean } = {}) {
  const bench = await openInstalledBench(options);
  const nowhere = join(dirname(bench.databasePath), 'no-asterisk');
  const doctor = async (...args: string[]) => {
    const ran = await bench.textback('doctor', '--json', '--dir', nowhere, ...args);
    const read: { checks: Found[] } = JSON.parse(ran.stdout);
    const of = (name: string) => read.checks.filter((each) => each.name === name);
    return { ...ran, ...read, of, wrong: read.checks.filter(({ state }) => state !== 'ok') };
  };
  return { ...bench, doctor };
}

describe('textback doctor: Asterisk', () => {
  test('given all is well, when it is run, then nothing of Asterisk is wrong, and no password is told', async () => {
    const { doctor, pbx } = await openBench();
    await vi.waitFor(() => expect(pbx.ami.database.size).toBeGreaterThan(0), SOON);
    const asked = ['clock', 'daemon', 'ari', 'modules', 'ami', 'dialplan', 'fallbacks'];
    const ran = await doctor('--check', ...asked);
    expect(ran.code).toBe(0);
    expect(ran.wrong.filter(({ name }) => name !== 'clock')).toEqual([]);
    expect(ran.of('ari')).toMatchObject([{ detail: `Asterisk 22.10.1 answers at ${pbx.ariUrl}` }]);
    expect(ran.of('daemon')).toMatchObject([{ detail: 'runs, and takes this Asterisk’s calls' }]);
    expect(ran.stdout).not.toContain('hush');
    const orders = pbx.ari.requests.filter(
      ({ method, target }) => method !== 'GET' && !target.includes('HOLDER'),
    );
    expect(orders).toEqual([]);
  });

  test('given wrong passwords, when it is run, then ARI and AMI say so, and what needs them is not asked', async () => {
    const { doctor, pbx } = await openBench();
    pbx.ari.faults.setPassword('another');
    pbx.ami.faults.setPassword('another');
    const ran = await doctor();
    expect(ran.code).toBe(1);
    expect(ran.of('ari')).toMatchObject([
      { state: 'failed', detail: expect.stringContaining('ari_password_file') },
    ]);
    expect(ran.of('ami')).toMatchObject([
      { state: 'failed', detail: expect.stringContaining('ami_password_file') },
    ]);
    expect(ran.of('modules')).toMatchObject([
      { state: 'skipped', detail: 'not asked, because ARI is not reached, or too old' },
    ]);
    for (const name of ['dialplan', 'fallbacks', 'trunks'])
      expect(ran.of(name)).toMatchObject([
        { state: 'skipped', detail: 'not asked, because AMI is not reached' },
      ]);
    expect(ran.of('daemon')).toMatchObject([
      { state: 'ok', detail: expect.stringContaining('cannot be told') },
    ]);
    expect(ran.of('database')).toMatchObject([{ state: 'ok' }]);
    expect(ran.stdout).not.toContain('hush');
  });

  test('given an Asterisk that hangs, when it is run, then that is found out in seconds, and the rest is told', async () => {
    const { doctor, pbx } = await openBench({ daemon: false });
    pbx.ari.faults.onRequest(() => ({ kind: 'hang' }));
    pbx.ami.faults.setGreeting(null);
    const ran = await doctor();
    expect(ran.of('ari')).toMatchObject([{ state: 'failed', detail: expect.stringContaining('hangs') }]);
    expect(ran.of('ami')).toMatchObject([{ state: 'failed', detail: expect.stringContaining('within 5 s') }]);
    expect(ran.of('daemon')).toMatchObject([
      { state: 'failed', remedy: expect.stringContaining('systemctl start textback') },
    ]);
    expect(ran.of('database')).toMatchObject([{ state: 'ok' }]);
  });

  test('given no daemon, when it is run, then that, and what it should have written to AstDB, is told', async () => {
    const { doctor } = await openBench({ daemon: false });
    const ran = await doctor('--check', 'daemon', 'fallbacks');
    expect(ran.code).toBe(1);
    expect(ran.of('daemon')).toMatchObject([
      { state: 'failed', detail: 'no textback runs on this database' },
    ]);
    expect(ran.of('fallbacks')).toMatchObject([
      { state: 'warning', detail: expect.stringContaining('2 of 2 entries of AstDB textback/fallback') },
    ]);
  });

  test('given another textback has the calls, when it is run, then it says on which machine', async () => {
    const { doctor, pbx } = await openBench({ daemon: false });
    pbx.ari.variables.set('TEXTBACK_HOLDER_textback', 'another attic 12345');
    pbx.ari.faults.onRequest(({ target }) =>
      target.includes('/applications/') ? { kind: 'status', status: 200, body: '{}' } : null,
    );
    expect((await doctor('--check', 'daemon')).of('daemon')).toMatchObject([
      {
        state: 'failed',
        detail: expect.stringContaining('(on attic)'),
        remedy: expect.stringContaining('--config'),
      },
    ]);
  });

  test.each([
    ['13.38.3', 'failed', 'too old'],
    ['24.1.0', 'warning', 'not tested'],
  ])('given Asterisk %s, when it is run, then that is %s', async (version, state, words) => {
    const { doctor, pbx } = await openBench({ daemon: false });
    pbx.ari.facts.version = version;
    expect((await doctor('--check', 'ari')).of('ari')).toMatchObject([
      { state, detail: expect.stringContaining(words) },
    ]);
  });

  test('given modules that are not loaded, when it is run, then it names them, and only those that are used', async () => {
    const { doctor, pbx } = await openBench({ daemon: false });
    for (const name of ['app_stasis', 'chan_pjsip', 'res_pjsip_messaging', 'app_voicemail'])
      pbx.ari.facts.modules.delete(name);
    expect((await doctor('--check', 'modules')).of('modules')).toMatchObject([
      {
        state: 'failed',
        detail: 'not running in Asterisk: app_stasis, chan_pjsip',
        remedy: expect.stringContaining('asterisk -rx "module load app_stasis.so"'),
      },
    ]);
  });

  test('given an AMI user without what is needed, when it is run, then it says what to write', async () => {
    const { doctor, pbx } = await openBench({ daemon: false });
    for (const name of ['DBPut', 'Filter']) pbx.ami.facts.actions.delete(name);
    pbx.ami.faults.setBooted(false);
    expect((await doctor('--check', 'ami')).of('ami')).toMatchObject([
      {
        state: 'failed',
        detail: expect.stringContaining('DBPut, Filter'),
        remedy: expect.stringContaining('write=system,reporting,message'),
      },
      { state: 'failed', remedy: expect.stringContaining('read=system,call,reporting,user,dialplan') },
    ]);
  });

  test('given an AMI user who may not look into the dialplan, when it is run, then that is not asked, and the rest is', async () => {
    const { doctor, pbx } = await openBench({ daemon: false });
    pbx.ami.facts.actions.delete('Getvar');
    const ran = await doctor('--check', 'ami', 'dialplan', 'trunks');
    expect(ran.of('ami')).toMatchObject([{ state: 'failed', detail: expect.stringContaining('Getvar') }]);
    expect(ran.of('dialplan')).toMatchObject([
      { state: 'skipped', detail: 'not asked, because AMI did not answer Getvar: Permission denied' },
    ]);
    expect(ran.of('trunks')).toMatchObject([{ state: 'ok' }]);
  });

  test('given a dialplan without our contexts, when it is run, then it says how to get them', async () => {
    const { doctor, pbx } = await openBench({ daemon: false });
    pbx.ami.facts.places.clear();
    expect((await doctor('--check', 'dialplan')).of('dialplan')).toMatchObject([
      {
        state: 'failed',
        detail: 'Asterisk’s dialplan has no textback-call, textback-journal, textback-voicemail',
        remedy: expect.stringContaining('sudo textback asterisk install'),
      },
    ]);
  });

  test('given a dialplan for another app, and a voicemail that is nowhere, when it is run, then both are told', async () => {
    const { doctor, pbx, textback } = await openBench({ daemon: false });
    pbx.ami.facts.app = 'other';
    await textback('line', 'set', LINE, 'voicemail', 'ext-local,vmu100,1');
    await textback('line', 'set', LINE, 'after-miss', 'voicemail');
    expect((await doctor('--check', 'dialplan')).of('dialplan')).toMatchObject([
      {
        state: 'failed',
        detail: expect.stringContaining('\'other\', and textback.toml says app = "textback"'),
      },
      { state: 'failed', detail: expect.stringContaining('no ext-local,vmu100,1') },
    ]);
    pbx.ami.facts.app = 'textback';
    pbx.ami.facts.places.add('ext-local,vmu100,1');
    expect((await doctor('--check', 'dialplan')).of('dialplan')).toMatchObject([{ state: 'ok' }]);
  });

  test('given Asterisk’s clock is a minute and a half ahead, when it is run, then that has failed', async () => {
    const { doctor, pbx } = await openBench({ daemon: false });
    pbx.ami.facts.clockAheadMs = 90_000;
    expect((await doctor('--check', 'clock')).of('clock')).toMatchObject([
      { state: 'failed', detail: expect.stringMatching(/^Asterisk’s clock is 1 min 30 s ahead$/) },
    ]);
  });
});

describe('textback doctor: Asterisk’s files', () => {
  async function openFolder() {
    const bench = await openInstalledBench({ daemon: false });
    const dir = join(dirname(bench.databasePath), 'etc-asterisk');
    mkdirSync(dir);
    const doctor = async (env: Readonly<Record<string, string>> = {}) => {
      const args = ['doctor', '--json', '--dir', dir, '--check', 'asterisk-files', 'sounds'];
      return JSON.parse((await bench.textbackIn({ env }, ...args)).stdout).checks;
    };
    return { ...bench, dir, doctor };
  }

  test('given what install wrote, when it is run, then all is well; after a change of the password it is not', async () => {
    const { dir, doctor, textback } = await openFolder();
    expect(await textback('asterisk', 'install', '--plain', '--dir', dir)).toMatchObject({ code: 0 });
    expect(await doctor()).toMatchObject([
      { name: 'asterisk-files', state: 'ok' },
      { name: 'sounds', state: 'ok' },
    ]);
    const changed = await doctor({ TEXTBACK_ASTERISK__ARI_PASSWORD: 'hush-new' });
    expect(changed[0]).toMatchObject({
      state: 'warning',
      detail: expect.stringContaining('ari.conf in'),
      remedy: expect.stringContaining('sudo textback asterisk install'),
    });
    expect(JSON.stringify(changed)).not.toContain('hush');
  });

  test('given files written by hand, or broken marks, when it is run, then the ones are not compared and the others told', async () => {
    const { dir, doctor } = await openFolder();
    writeFileSync(join(dir, 'manager.conf'), '[textback]\nsecret=x\n');
    expect((await doctor())[0]).toMatchObject({ state: 'skipped' });
    writeFileSync(join(dir, 'manager.conf'), '; BEGIN textback\n');
    expect((await doctor())[0]).toMatchObject({ state: 'failed', remedy: expect.stringContaining('marks') });
  });

  test('given an AMI user who may not hear the dialplan, when it is run, then it says what to write, whoever wrote the file', async () => {
    const { dir, doctor, textback } = await openFolder();
    const file = join(dir, 'manager.conf');
    writeFileSync(file, '[textback]\nsecret=x\nread = system, call,reporting,user ; once enough\n');
    expect(await doctor()).toMatchObject([
      {
        state: 'warning',
        detail: expect.stringContaining("'textback' may not hear dialplan"),
        remedy: expect.stringContaining('read=system,call,reporting,user,dialplan'),
      },
      { name: 'sounds' },
    ]);
    writeFileSync(file, '[textback]\nread=all\n');
    expect((await doctor())[0]).toMatchObject({ state: 'skipped' });
    rmSync(file);
    await textback('asterisk', 'install', '--plain', '--dir', dir);
    writeFileSync(file, readFileSync(file, 'utf8').replace(',user,dialplan', ''));
    expect((await doctor()).map(({ detail }: Found) => detail)).toEqual([
      expect.stringContaining('manager.conf in'),
      expect.stringContaining('may not hear user, dialplan'),
      expect.anything(),
    ]);
  });

  test('given sounds in a folder that is not there, when it is run, then it says how they get there', async () => {
    const { dir, doctor } = await openFolder();
    const env = { TEXTBACK_ASTERISK__SOUNDS: join(dir, 'sounds') };
    expect((await doctor(env))[1]).toMatchObject({
      state: 'failed',
      remedy: expect.stringContaining('install'),
    });
    mkdirSync(join(dir, 'sounds'));
    expect((await doctor(env))[1]).toMatchObject({
      state: 'failed',
      detail: expect.stringContaining('press-1.wav'),
    });
  });
});
