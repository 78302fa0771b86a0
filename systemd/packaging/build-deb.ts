import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { debName, layOutDeb } from './deb-files.ts';
import { mustRun } from './must-run.ts';
import { CPUS, type Cpu } from './production-packages.ts';
import { sourceDate } from './source-date.ts';

/**
 * `npm run deb [-- --cpu arm64] [--out FOLDER] [--compression gzip]`: builds textback_VERSION_ARCH.deb from this checkout
 * and prints its path. The same checkout gives the same bytes.
 */
const { values } = parseArgs({
  options: {
    cpu: { type: 'string', default: process.arch },
    out: { type: 'string', default: '.artifacts' },
    compression: { type: 'string', default: 'xz' },
  },
});
const cpu = CPUS.find((each) => each === values.cpu);
if (cpu === undefined) {
  console.error(`textback is packed for ${CPUS.join(' and ')}, not for ${values.cpu}: --cpu ${CPUS[0]}`);
  process.exitCode = 2;
} else if (spawnSync('dpkg-deb', ['--version']).status !== 0) {
  console.error('dpkg-deb is not here: build it on Debian or Ubuntu (package dpkg).');
  process.exitCode = 1;
} else {
  console.log(buildDeb(cpu, values.out, values.compression));
}

function buildDeb(cpu: Cpu, out: string, compression: string): string {
  const root = process.cwd();
  const work = mkdtempSync(join(tmpdir(), 'textback-deb-'));
  try {
    const madeAt = sourceDate();
    const modules = cpu === process.arch ? root : installFor(cpu, root, join(work, 'modules'));
    const tree = join(work, 'tree');
    layOutDeb({ root, modules, cpu, tree, madeAt });
    mkdirSync(out, { recursive: true });
    const deb = join(out, debName(root, cpu));
    // One thread: with more, xz writes other bytes.
    const how = ['--root-owner-group', `-Z${compression}`, '--threads-max=1', '--build'];
    mustRun('dpkg-deb', [...how, tree, deb], { SOURCE_DATE_EPOCH: String(madeAt) });
    return deb;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** What npm installs on a machine of that kind. */
function installFor(cpu: Cpu, root: string, folder: string): string {
  mkdirSync(folder, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc', 'LICENSE'])
    cpSync(join(root, file), join(folder, file));
  const target = ['--os=linux', `--cpu=${cpu}`, '--libc=glibc'];
  mustRun('npm', [
    'ci',
    '--prefix',
    folder,
    '--omit=dev',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    ...target,
  ]);
  return folder;
}
