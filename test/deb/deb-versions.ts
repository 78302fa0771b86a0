import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { mustRun } from '../../systemd/packaging/must-run.ts';

/** Builds the package of this checkout into `folder`, uncompressed; its file's name. */
export function buildDeb(folder: string): string {
  const how = ['--compression', 'none', '--out', folder];
  return mustRun(process.execPath, ['systemd/packaging/build-deb.ts', ...how]).trim();
}

export interface OtherVersion {
  readonly version: string;
  /** SQL of migrations beyond those that are there. */
  readonly migrations?: readonly string[];
  /** A line more in the example configuration. */
  readonly exampleLine?: string;
}

const JOURNAL = z.looseObject({ entries: z.array(z.looseObject({ idx: z.number(), when: z.number() })) });

/** The same package as another version, as a release would make it; its file's name. */
export function repackDeb(deb: string, { version, migrations = [], exampleLine }: OtherVersion): string {
  const tree = mkdtempSync(join(tmpdir(), 'textback-repack-'));
  try {
    mustRun('dpkg-deb', ['-R', deb, tree]);
    const edit = (path: string, change: (text: string) => string) =>
      writeFileSync(join(tree, path), change(readFileSync(join(tree, path), 'utf8')));
    edit('DEBIAN/control', (text) => text.replace(/^Version: .*$/m, `Version: ${version}`));
    edit('usr/lib/textback/package.json', (text) =>
      text.replace(/"version": "[^"]+"/, `"version": "${version}"`),
    );
    for (const sql of migrations) addMigration(join(tree, 'usr/lib/textback/migrations'), sql);
    if (exampleLine !== undefined)
      for (const path of ['etc/textback/textback.toml', 'usr/lib/textback/config/textback.example.toml'])
        appendFileSync(join(tree, path), `${exampleLine}\n`);
    const repacked = join(deb, '..', `textback_${version}.deb`);
    mustRun('dpkg-deb', ['--root-owner-group', '-Znone', '--build', tree, repacked]);
    return repacked;
  } finally {
    rmSync(tree, { recursive: true });
  }
}

function addMigration(folder: string, sql: string): void {
  const path = join(folder, 'meta/_journal.json');
  const journal = JOURNAL.parse(JSON.parse(readFileSync(path, 'utf8')));
  const last = journal.entries.at(-1);
  const tag = `${journal.entries.length}_of_a_test`;
  const entry = { ...last, idx: journal.entries.length, when: (last?.when ?? 0) + 1, tag };
  writeFileSync(path, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }));
  writeFileSync(join(folder, `${tag}.sql`), sql);
}
