import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

const run = (command: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};
const isThere = spawnSync('systemd-analyze', ['--version']).status === 0;

/** The unit as installed, but for the program, which is not installed here. */
function installedUnit(): string {
  const folder = mkdtempSync(join(tmpdir(), 'textback-unit-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'textback.service');
  const unit = readFileSync('systemd/textback.service', 'utf8');
  writeFileSync(path, unit.replace('/usr/bin/textback serve', `${process.execPath} serve`));
  return path;
}

describe.skipIf(!isThere)('the unit, where systemd-analyze is installed', () => {
  test('given the shipped unit, when systemd verifies it, then it has nothing to say', () => {
    expect(run('systemd-analyze', 'verify', '--man=no', installedUnit())).toEqual({ status: 0, said: '' });
  });

  test('given the shipped unit, when systemd weighs what it may do, then its exposure is 2.0 at most', () => {
    const { status, said } = run(
      'systemd-analyze',
      'security',
      '--offline=true',
      '--threshold=20',
      installedUnit(),
    );
    expect(said).toMatch(/Overall exposure level for textback\.service: [01]\.\d/);
    expect(status).toBe(0);
  });

  test('given the shipped user, when systemd-sysusers reads it, then it would make it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'textback-users-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    copyFileSync('systemd/textback.sysusers', join(folder, 'textback.conf'));
    const { status, said } = run(
      'systemd-sysusers',
      '--dry-run',
      `--root=${folder}`,
      join(folder, 'textback.conf'),
    );
    expect(said).toContain("Creating user 'textback'");
    expect(status).toBe(0);
  });

  test('given the shipped folders, when systemd-tmpfiles makes them, then all of them are made', () => {
    const folder = mkdtempSync(join(tmpdir(), 'textback-folders-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    // Nobody is called textback here.
    const lines = readFileSync('systemd/textback.tmpfiles', 'utf8')
      .replaceAll('textback textback', '- -')
      .replaceAll('root     textback', '- -');
    writeFileSync(join(folder, 'textback.conf'), lines);
    const { status } = run('systemd-tmpfiles', '--create', `--root=${folder}`, join(folder, 'textback.conf'));
    expect(status).toBe(0);
    const modes = run(
      'stat',
      '-c',
      '%a %F',
      ...['etc/textback', 'etc/textback/conf.d', 'var/lib/textback'].map((path) => join(folder, path)),
    );
    expect(modes.said.trim().split('\n')).toEqual(Array(3).fill('750 directory'));
  });
});
