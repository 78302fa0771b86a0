import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { SHIPPED_SOUNDS } from '../../src/config/shipped-sounds.ts';
import { createCliBench } from '../fakes/cli-bench.ts';
import { freepbxFolder } from '../fixtures/freepbx-folder.ts';

const FREEPBX = freepbxFolder({ httpPort: 8088, amiPort: 5038, dids: ['2125550100'] });
const CUSTOM = [
  'ari_additional_custom.conf',
  'ari_general_custom.conf',
  'extensions_custom.conf',
  'http_custom.conf',
  'manager_custom.conf',
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'textback-etc-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function lay(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

/** Everything in the folder, by name. */
function contents(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  );
}

test('given FreePBX, when installed twice, then its own files stay, each custom file is kept, and the second does nothing', async () => {
  lay(FREEPBX);
  chmodSync(join(folder, 'manager_custom.conf'), 0o660);
  const { textback } = createCliBench();
  const first = await textback('asterisk', 'install', '--freepbx', '--dir', folder);
  expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('fwconsole reload') });
  expect(first.stdout + first.stderr).not.toContain('hush-');
  const after = contents();
  for (const [name, text] of Object.entries(FREEPBX)) {
    if (!CUSTOM.includes(name)) expect([name, after[name]]).toEqual([name, text]);
  }
  const backups = Object.keys(after).filter((name) =>
    name.endsWith('.textback-2026-07-01T03-00-00-000Z.bak'),
  );
  expect(backups.map((name) => name.replace(/\.textback-.*/, '')).sort()).toEqual(CUSTOM);
  for (const name of backups) expect(after[name]).toBe(FREEPBX[name.replace(/\.textback-.*/, '')]);
  expect(after['manager_custom.conf']).toContain('secret=hush-ami');
  expect(statSync(join(folder, 'manager_custom.conf')).mode & 0o777).toBe(0o660);
  expect(Object.keys(after)).toHaveLength(Object.keys(FREEPBX).length + CUSTOM.length);

  const second = await textback('asterisk', 'install', '--dir', folder);
  expect(second).toMatchObject({ code: 0, stdout: `Nothing to change in ${folder}.\n` });
  expect(contents()).toEqual(after);
});

test('given FreePBX, when rehearsed, then the difference is shown and nothing is written', async () => {
  lay(FREEPBX);
  const { textback } = createCliBench();
  const { code, stdout } = await textback('asterisk', 'install', '--freepbx', '--dry-run', '--dir', folder);
  expect(code).toBe(0);
  expect(stdout).toContain('+[textback-freepbx]');
  expect(stdout).toContain('Nothing was written');
  expect(contents()).toEqual(FREEPBX);
});

test('given an installation, when uninstalled, then every file is as before', async () => {
  lay(FREEPBX);
  const { textback, textbackIn } = createCliBench();
  await textback('asterisk', 'install', '--dir', folder);
  const later = { now: Date.UTC(2026, 6, 2) };
  const { code, stdout } = await textbackIn(later, 'asterisk', 'uninstall', '--dir', folder, '--json');
  expect(code).toBe(0);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ dryRun: false, layout: 'freepbx' });
  expect(report.files.map((file: { path: string }) => file.path).sort()).toEqual(
    CUSTOM.map((name) => join(folder, name)),
  );
  expect(contents()).toMatchObject(FREEPBX);
});

test('given a plain Asterisk, when installed, then new files hold passwords for owner and group only, and links stay links', async () => {
  lay({ 'real.conf': '[general]\nenabled=no\n' });
  symlinkSync('real.conf', join(folder, 'http.conf'));
  chmodSync(join(folder, 'real.conf'), 0o644);
  const { textback } = createCliBench();
  const { code, stderr } = await textback('asterisk', 'install', '--plain', '--dir', folder);
  expect(code).toBe(0);
  expect(statSync(join(folder, 'ari.conf')).mode & 0o777).toBe(0o640);
  expect(readFileSync(join(folder, 'real.conf'), 'utf8')).toContain('sessionlimit=1000');
  expect(stderr).toContain(`Every user of this machine may read ${join(folder, 'real.conf')}`);
});

test('given a folder that this user may not write, when installed, then that is said and nothing is there', async () => {
  lay(FREEPBX);
  const { textback, configFile } = createCliBench();
  chmodSync(join(configFile, '..'), 0o755);
  chmodSync(folder, 0o555);
  const { code, stderr } = await asNobody(() => textback('asterisk', 'install', '--dir', folder));
  expect(code).toBe(4);
  expect(stderr).toMatch(/extensions_custom\.conf cannot be written by this user\.\nRun it as root/);
  expect(contents()).toEqual(FREEPBX);
});

test.runIf(process.geteuid?.() === 0)(
  'given files of another user, when their owner cannot be kept, then that is said and no half-done file is left',
  async () => {
    lay(FREEPBX);
    const { textback, configFile } = createCliBench();
    chmodSync(join(configFile, '..'), 0o755);
    chmodSync(folder, 0o777);
    const { code, stderr } = await asNobody(() => textback('asterisk', 'install', '--dir', folder));
    expect(code).toBe(4);
    expect(stderr).toContain('extensions_custom.conf cannot be written by this user');
    expect(contents()).toEqual(FREEPBX);
  },
);

test('given a file that this user may not read, when installed, then that is said', async () => {
  lay(FREEPBX);
  const { textback, configFile } = createCliBench();
  chmodSync(join(configFile, '..'), 0o755);
  chmodSync(folder, 0o755);
  chmodSync(join(folder, 'manager.conf'), 0);
  const { code, stderr } = await asNobody(() => textback('asterisk', 'install', '--dir', folder));
  expect(code).toBe(4);
  expect(stderr).toContain('manager.conf cannot be read by this user');
});

test.each([
  [['--dir', '/nowhere/asterisk'], 3, 'is no folder'],
  [['--freepbx', '--plain'], 2, 'cannot be used with'],
])('given %j, then it exits %i and says why', async (args, code, words) => {
  const ran = await createCliBench().textback('asterisk', 'install', ...args);
  expect(ran).toMatchObject({ code, stderr: expect.stringContaining(words) });
});

test('given a configuration that is not sound, when installed, then it says so and exits 2', async () => {
  const { textback } = createCliBench();
  const ran = await textback('asterisk', 'install', '--dir', folder, '--config', '/nowhere.toml');
  expect(ran).toMatchObject({ code: 2, stderr: expect.stringContaining('/nowhere.toml') });
});

describe('the sounds', () => {
  const NAMES = ['blocked.wav', 'not-available.wav', 'press-1.wav'];
  /** Beside Asterisk's files, with a folder above that is not there yet. */
  const sounds = () => join(folder, 'lib', 'sounds');
  /** As `sounds` under [asterisk] has it. */
  const told = (path: string) => ({ env: { TEXTBACK_ASTERISK__SOUNDS: path } });

  test('given a folder for them, when installed twice and uninstalled, then they come once, for all to read, and go again', async () => {
    lay(FREEPBX);
    const { textbackIn } = createCliBench();
    const run = (...args: string[]) => textbackIn(told(sounds()), 'asterisk', ...args, '--dir', folder);
    const rehearsed = await run('install', '--dry-run');
    expect(rehearsed.stdout).toContain(`Would copy sounds in ${sounds()}: ${NAMES.join(', ')}`);
    expect(readdirSync(folder)).not.toContain('lib');

    const first = await run('install');
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('Copied sounds in') });
    expect(readdirSync(sounds()).sort()).toEqual(NAMES);
    for (const name of NAMES) {
      expect(readFileSync(join(sounds(), name))).toEqual(readFileSync(join(SHIPPED_SOUNDS, name)));
      expect(statSync(join(sounds(), name)).mode & 0o777).toBe(0o644);
    }
    for (const path of [sounds(), join(sounds(), '..')]) expect(statSync(path).mode & 0o777).toBe(0o755);
    const second = await run('install', '--json');
    expect(JSON.parse(second.stdout).sounds).toEqual({ folder: sounds(), changed: [], closed: null });

    writeFileSync(join(sounds(), 'blocked.wav'), 'recorded anew');
    const later = { ...told(sounds()), now: Date.UTC(2026, 6, 2) };
    const undone = await textbackIn(later, 'asterisk', 'uninstall', '--dir', folder, '--json');
    expect(JSON.parse(undone.stdout).sounds.changed.sort()).toEqual(['not-available.wav', 'press-1.wav']);
    expect(readdirSync(sounds())).toEqual(['blocked.wav']);
  });

  test('given recordings of the business’s own, when installed, then they stay, and what is missing comes', async () => {
    lay({ ...FREEPBX });
    mkdirSync(sounds(), { recursive: true });
    writeFileSync(join(sounds(), 'press-1.gsm'), 'recorded by Maria');
    const { textbackIn } = createCliBench();
    await textbackIn(told(sounds()), 'asterisk', 'install', '--dir', folder);
    expect(readdirSync(sounds()).sort()).toEqual(['blocked.wav', 'not-available.wav', 'press-1.gsm']);
    expect(readFileSync(join(sounds(), 'press-1.gsm'), 'utf8')).toBe('recorded by Maria');
  });

  test('given no folder for them, when installed and uninstalled, then they stay where textback lies', async () => {
    lay(FREEPBX);
    const { textbackIn } = createCliBench();
    for (const [verb, now] of [
      ['install', Date.UTC(2026, 6, 1)],
      ['uninstall', Date.UTC(2026, 6, 2)],
    ] as const) {
      const { stdout } = await textbackIn({ now }, 'asterisk', verb, '--dir', folder, '--json');
      expect(JSON.parse(stdout).sounds).toEqual({ folder: SHIPPED_SOUNDS, changed: [], closed: null });
    }
    expect(readdirSync(SHIPPED_SOUNDS)).toEqual(expect.arrayContaining(NAMES));
  });

  test('given a folder that cannot be written, when installed, then that is said and nothing else is written', async () => {
    lay(FREEPBX);
    const { textbackIn } = createCliBench();
    const args = ['asterisk', 'install', '--dir', folder] as const;
    const ran = await textbackIn(told(join(folder, 'ari.conf', 'sounds')), ...args);
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('cannot be written (ENOTDIR)') });
    expect(contents()).toEqual(FREEPBX);
  });

  test.runIf(process.geteuid?.() === 0)(
    'given a folder that Asterisk’s user may not enter, when installed, then it says which, and what to do',
    async () => {
      lay(FREEPBX);
      chownSync(folder, 65_534, 65_534);
      mkdirSync(join(folder, 'lib'), { mode: 0o700 });
      const { textbackIn } = createCliBench();
      const closed = join(folder, 'lib');
      const ran = await textbackIn(told(sounds()), 'asterisk', 'install', '--dir', folder);
      expect(ran.code).toBe(0);
      expect(ran.stderr).toContain(`may not read ${closed}, so nobody would hear the sounds in ${sounds()}`);
      expect(ran.stderr).toContain(`chmod a+rX ${closed}`);
      chmodSync(closed, 0o755);
      const again = await textbackIn(told(sounds()), 'asterisk', 'install', '--dir', folder);
      expect(again.stderr).not.toContain('may not read');
    },
  );
});

/** Permissions hold nobody back who is root. */
async function asNobody<Result>(action: () => Promise<Result>): Promise<Result> {
  const isRoot = process.geteuid?.() === 0;
  if (!isRoot) return action();
  process.seteuid?.(65_534);
  try {
    return await action();
  } finally {
    process.seteuid?.(0);
  }
}
