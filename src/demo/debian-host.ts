import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findExecutable, runCommand } from './run-command.ts';

/** What provisioning and the tests call, and the Debian packages that bring it. */
const TOOLS = [
  { executable: 'debootstrap', debianPackage: 'debootstrap' },
  { executable: 'sipp', debianPackage: 'sip-tester' },
] as const;

export async function isDebian(): Promise<boolean> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID="?debian"?$/m.test(release) && findExecutable('apt-get') !== null;
}

/** Installs the tools that are missing. Answers `null`, or why it could not. */
export async function installMissingTools(say: (line: string) => void): Promise<string | null> {
  const missing = TOOLS.filter((tool) => findExecutable(tool.executable) === null);
  if (missing.length === 0) return null;
  return installPackages(
    missing.map((tool) => tool.debianPackage),
    say,
  );
}

/** Installs Debian packages, as root by apt-get. Answers `null`, or why it could not. */
export async function installPackages(
  packages: readonly string[],
  say: (line: string) => void,
): Promise<string | null> {
  say(`Installing ${packages.join(' and ')} with apt-get`);
  const env = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  // Another source of this machine may be out of reach; only the install tells whether that matters.
  const update = await runCommand('apt-get', ['update'], env);
  const patience = ['-o', 'DPkg::Lock::Timeout=120'];
  const install = await runCommand(
    'apt-get',
    [...patience, 'install', '--yes', '--no-install-recommends', ...packages],
    env,
  );
  if (install.code === 0) return null;
  const tail = `${update.text}\n${install.text}`.trim().split('\n').slice(-5).join('\n');
  return `apt-get install ${packages.join(' ')} failed. Install them by hand, or repair the network. It said:\n${tail}`;
}

/**
 * The mirror this machine takes Debian itself from, so that whatever network it lives in is respected;
 * `null` when none is named (debootstrap then uses its own default). Reads both formats of
 * sources.list(5): one line a source, and deb822 `URIs:`.
 */
export async function debianMirror(): Promise<string | null> {
  const folder = '/etc/apt/sources.list.d';
  const names = await readdir(folder).catch(() => []);
  const files = ['/etc/apt/sources.list', ...names.sort().map((name) => join(folder, name))];
  for (const file of files) {
    for (const line of (await readFile(file, 'utf8').catch(() => '')).split('\n')) {
      const uri = /^(?:deb\s.*?|URIs:.*?)(https?:\/\/\S+\/debian)\/?(?:\s|$)/.exec(line.trim())?.[1];
      if (uri !== undefined) return uri;
    }
  }
  return null;
}
