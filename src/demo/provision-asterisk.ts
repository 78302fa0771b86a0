import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir, hostname } from 'node:os';
import { join } from 'node:path';
import { debianMirror, installMissingTools, isDebian } from './debian-host.ts';
import { lockFile } from './file-lock.ts';
import { findExecutable, runCommand } from './run-command.ts';

/** Debian releases that carry Asterisk: sid has 22, bullseye has 16 (the oldest supported). */
export const ASTERISK_RELEASES = ['sid', 'bullseye'] as const;
export type AsteriskRelease = (typeof ASTERISK_RELEASES)[number];

export interface ProvisionOptions {
  readonly release: AsteriskRelease;
  /** Told in plain words what is being done, because the first run takes about a minute. */
  readonly onProgress?: (line: string) => void;
}

/** `root` is a folder for `chroot`; `version` as Asterisk prints it, e.g. `Asterisk 22.10.1`. */
export type Provisioned =
  | { readonly kind: 'ready'; readonly root: string; readonly version: string }
  | { readonly kind: 'unavailable'; readonly why: string };

/** Bullseye has VoiceMail() in a package of its own; sid has it among its modules. */
const PACKAGES: Readonly<Record<AsteriskRelease, readonly string[]>> = {
  sid: ['asterisk'],
  bullseye: ['asterisk', 'asterisk-voicemail'],
};
/** What those packages bring, and a root that was built before they were asked for may lack. */
const WANTED_MODULE = 'app_voicemail.so';

/** Change it whenever the steps below change: roots built by another recipe are built again. */
const RECIPE = '1';
const STAMP = 'textback-recipe';

/** Where built roots are kept between runs, outside any checkout. */
export function cacheFolder(): string {
  const named = process.env['TEXTBACK_CACHE'];
  if (named !== undefined && named !== '') return named;
  const xdg = process.env['XDG_CACHE_HOME'];
  if (xdg !== undefined && xdg !== '') return join(xdg, 'textback');
  return process.getuid?.() === 0 ? '/var/cache/textback' : join(homedir(), '.cache', 'textback');
}

/** An Asterisk that this machine already has, or `null`. */
export async function findInstalledAsterisk(): Promise<{ path: string; version: string } | null> {
  const path = findExecutable('asterisk');
  if (path === null) return null;
  const { code, text } = await runCommand(path, ['-V']);
  return code === 0 ? { path, version: text.trim() } : null;
}

/**
 * Gives a private Debian root with Asterisk in it, building it on first use (Debian, as root, with
 * network). Nothing is installed on the machine itself but debootstrap and sip-tester.
 */
export async function provisionAsterisk(options: ProvisionOptions): Promise<Provisioned> {
  const root = join(cacheFolder(), `asterisk-${options.release}`);
  const say = options.onProgress ?? (() => {});
  const refusal = await whyNotHere();
  if (refusal !== null) return { kind: 'unavailable', why: refusal };
  try {
    await mkdir(cacheFolder(), { recursive: true });
    const lock = await lockFile(join(cacheFolder(), 'provision.lock'), () =>
      say('Waiting for another process that is provisioning Asterisk'),
    );
    // Not `await using`: the parser that checks the import rule cannot read it yet.
    try {
      return await provisionLocked(root, options.release, say);
    } finally {
      await lock[Symbol.asyncDispose]();
    }
  } catch (error) {
    return { kind: 'unavailable', why: error instanceof Error ? error.message : String(error) };
  }
}

async function provisionLocked(
  root: string,
  release: AsteriskRelease,
  say: (line: string) => void,
): Promise<Provisioned> {
  const failure = (await installMissingTools(say)) ?? (await buildIfNeeded(root, release, say));
  if (failure !== null) return { kind: 'unavailable', why: failure };
  await resolveNamesLocally(root);
  return { kind: 'ready', root, version: await versionIn(root) };
}

async function whyNotHere(): Promise<string | null> {
  if (process.getuid?.() !== 0) {
    return 'Provisioning Asterisk needs root (debootstrap and chroot). Run it as root, or install Asterisk yourself.';
  }
  if (!(await isDebian())) {
    return 'Provisioning Asterisk is for Debian machines only. Install Asterisk from your distribution instead.';
  }
  return null;
}

async function buildIfNeeded(
  root: string,
  release: AsteriskRelease,
  say: (line: string) => void,
): Promise<string | null> {
  if ((await readFile(join(root, STAMP), 'utf8').catch(() => '')).trim() === RECIPE) {
    return (await hasModule(root, WANTED_MODULE)) ? null : await mend(root, release, say);
  }
  await removeAbandonedBuilds();
  const building = await mkdtemp(join(cacheFolder(), 'building-'));
  try {
    const failure = await build(building, release, say);
    if (failure !== null) return failure;
    await rm(root, { recursive: true, force: true });
    await rename(building, root);
    say(`Asterisk is ready in ${root}`);
    return null;
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}

/** The lock is ours, so whatever is half built was left by a process that died. */
async function removeAbandonedBuilds(): Promise<void> {
  for (const name of await readdir(cacheFolder())) {
    if (name.startsWith('building-')) await rm(join(cacheFolder(), name), { recursive: true, force: true });
  }
}

async function build(
  root: string,
  release: AsteriskRelease,
  say: (line: string) => void,
): Promise<string | null> {
  const mirror = await debianMirror();
  // mkdtemp makes it 0700: programs in the root that drop privileges could not enter it.
  await chmod(root, 0o755);
  say(`Building a Debian ${release} root (half a minute, only once)`);
  const base = await runCommand('debootstrap', [
    '--variant=minbase',
    '--include=ca-certificates',
    release,
    root,
    ...(mirror === null ? [] : [mirror]),
  ]);
  if (base.code !== 0) return failed(`debootstrap ${release}`, base.text);
  await writeFile(join(root, 'usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  const failure = await installAsterisk(root, release, say);
  if (failure !== null) return failure;
  await writeFile(join(root, STAMP), `${RECIPE}\n`);
  return null;
}

/** Brings a root up to date that was built before more was wanted of it. */
async function mend(
  root: string,
  release: AsteriskRelease,
  say: (line: string) => void,
): Promise<string | null> {
  await resolveNamesAsHere(root);
  try {
    return await installAsterisk(root, release, say);
  } finally {
    await resolveNamesLocally(root);
  }
}

/** Installs what is missing of it into a root. */
async function installAsterisk(
  root: string,
  release: AsteriskRelease,
  say: (line: string) => void,
): Promise<string | null> {
  const packages = PACKAGES[release];
  const command = `apt-get install ${packages.join(' ')} (${release})`;
  say(`Installing ${packages.join(' and ')} into the ${release} root`);
  // What the root knows of the mirror can be older than what the mirror still has.
  const update = await inRoot(root, ['apt-get', 'update']);
  const install = await inRoot(root, ['apt-get', 'install', '--yes', '--no-install-recommends', ...packages]);
  if (install.code !== 0) return failed(command, `${update.text}\n${install.text}`);
  await inRoot(root, ['apt-get', 'clean']);
  if (!existsSync(join(root, 'usr/sbin/asterisk')))
    return failed(command, 'it ended well, but /usr/sbin/asterisk is not there');
  if (await hasModule(root, WANTED_MODULE)) return null;
  return failed(command, `it ended well, but ${WANTED_MODULE} is not there`);
}

/** Asterisk 16 has its modules in `usr/lib/asterisk`, 22 below the machine's own folder. */
async function hasModule(root: string, name: string): Promise<boolean> {
  const folders = ['.', ...(await readdir(join(root, 'usr/lib')))];
  return folders.some((folder) => existsSync(join(root, 'usr/lib', folder, 'asterisk/modules', name)));
}

function inRoot(root: string, command: readonly string[]) {
  return runCommand('chroot', [root, ...command], { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' });
}

/** Without this every call stalls on look-ups that nobody answers; the host's name can change later. */
async function resolveNamesLocally(root: string): Promise<void> {
  await writeFile(join(root, 'etc/hosts'), `127.0.0.1 localhost ${hostname()}\n`);
  await writeFile(join(root, 'etc/nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files\n');
}

/** As debootstrap leaves it, so that the mirror is found. */
async function resolveNamesAsHere(root: string): Promise<void> {
  for (const name of ['hosts', 'resolv.conf']) await copyFile(`/etc/${name}`, join(root, 'etc', name));
  await writeFile(join(root, 'etc/nsswitch.conf'), 'passwd: files\ngroup: files\nhosts: files dns\n');
}

async function versionIn(root: string): Promise<string> {
  const { code, text } = await inRoot(root, ['/usr/sbin/asterisk', '-V']);
  if (code !== 0) throw new Error(failed(`asterisk -V in ${root}`, text));
  return text.trim();
}

function failed(what: string, output: string): string {
  const tail = output.trim().split('\n').slice(-5).join('\n');
  return `${what} failed. Is the Debian mirror in /etc/apt/sources.list* reachable, and is there room on the disk? It said:\n${tail}`;
}
