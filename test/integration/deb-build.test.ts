import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { layOutDeb } from '../../systemd/packaging/deb-files.ts';
import { mustRun } from '../../systemd/packaging/must-run.ts';
import { CPUS } from '../../systemd/packaging/production-packages.ts';

const isThere = spawnSync('dpkg-deb', ['--version']).status === 0;
const cpu = CPUS.find((each) => each === process.arch) ?? 'x64';

/** The checkout's package, as it is now. Its way through systemd and dpkg: `npm run test:deb`. */
function build(folder: string, name: string): string {
  const tree = join(folder, `${name}-tree`);
  layOutDeb({ root: '.', modules: '.', cpu, tree, madeAt: 1_800_000_000 });
  const deb = join(folder, `${name}.deb`);
  const how = ['--root-owner-group', '-Znone', '--build', tree, deb];
  mustRun('dpkg-deb', how, { SOURCE_DATE_EPOCH: '1800000000' });
  return deb;
}

describe.skipIf(!isThere)('the package, where dpkg-deb is installed', () => {
  test('given the same sources, when built twice, then they are the same, octet for octet, and hold what belongs in', {
    timeout: 240_000,
  }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'textback-build-'));
    // Some 700 MB, on a machine that is busy.
    onTestFinished(() => rmSync(folder, { recursive: true }), 120_000);
    const deb = build(folder, 'one');
    // What a build leaves may be of any age.
    utimesSync('dist/cli/main.js', 1_000_000_000, 1_000_000_000);
    const again = build(folder, 'other');
    const sum = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
    expect(sum(again)).toBe(sum(deb));

    const listed = mustRun('dpkg-deb', ['-c', deb]).trim().split('\n');
    const files = new Map(listed.map((line) => [line.split(/\s+/)[5] ?? '', line]));
    for (const path of [
      './usr/lib/textback/dist/cli/main.js',
      './usr/lib/textback/migrations/meta/_journal.json',
      './usr/lib/textback/asterisk/extensions.conf',
      './usr/lib/textback/asterisk/sounds/press-1.wav',
      './usr/lib/textback/src/http/assets/app.css',
      `./usr/lib/textback/node_modules/node-linux-${cpu}/bin/node`,
      `./usr/lib/textback/node_modules/better-sqlite3/prebuilds/linux-${cpu}.node`,
      './usr/lib/systemd/system/textback.service',
      './usr/lib/sysusers.d/textback.conf',
      './usr/lib/tmpfiles.d/textback.conf',
      './usr/share/man/man1/textback.1.gz',
      './usr/share/bash-completion/completions/textback',
      './usr/share/zsh/vendor-completions/_textback',
      './usr/share/doc/textback/copyright',
      './usr/share/doc/textback/changelog.gz',
      './usr/share/doc/textback/CHANGELOG.md.gz',
      './usr/share/doc/textback/sbom.cdx.json',
    ])
      expect(files.get(path), path).toContain(' root/root ');
    expect(files.get('./etc/textback/textback.toml')).toMatch(/^-rw-r----- root\/root /);
    expect(files.get('./usr/bin/textback')).toMatch(/^-rwxr-xr-x root\/root /);
    const unwanted =
      /\.(ts|map)$|\/(typescript|vitest|drizzle-kit|packaging|test)\/$|prebuilds\/(?!linux-|$)|\.secret$|\.db$/;
    const shipped = [...files.keys()].filter((path) => !/node_modules\/.+\/test\/$/.test(path));
    expect(shipped.filter((path) => unwanted.test(path))).toEqual([]);
  });
});
