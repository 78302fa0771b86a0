import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFailed, onTestFinished } from 'vitest';
import { firstProcess } from '../fakes/first-process.ts';
import type { TestImage } from './test-image.ts';

/** A host with a place for the volume and a configuration, on which containers of the image run. */
export interface ContainerHost {
  /** Starts a container as `docker run --read-only --network host --cap-drop ALL` does; `[]` for the image's own command. */
  start(...command: readonly string[]): Container;
  /** The image's health check, beside a daemon of the same host. */
  checkHealth(): Container;
}

export interface Container {
  printed(): string;
  /** What its process 1 runs. */
  firstProcess(): string;
  /** To its process 1. */
  signal(signal: NodeJS.Signals): void;
  /** Its exit code; null where a signal ended it. */
  readonly exited: Promise<number | null>;
}

/** The ids that the image gives to its user; files of the host are given to them. */
const ID = 8480;
/** What every engine sets where the image does not. */
const PATH = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * Its process 1 is the image's: nothing stays between it and signals. No privileges, no way to new ones; only /tmp,
 * in memory, and the volume can be written.
 */
const BOOT = `
set -e
root=$1 host=$2 user=$3
shift 3
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/tmp"
mount --bind "$host/etc" "$root/etc/textback"
mount -o remount,bind,ro "$root/etc/textback"
mount --bind "$host/data" "$root/var/lib/textback"
mount -o remount,bind,ro "$root"
exec chroot "$root" setpriv --reuid="$user" --regid="$user" --init-groups --no-new-privs \\
  --bounding-set=-all --inh-caps=-all env -i "$@"
`;

export function openContainerHost(image: TestImage, configuration: string): ContainerHost {
  const host = mkdtempSync(join(tmpdir(), 'textback-container-'));
  onTestFinished(() => rmSync(host, { recursive: true, force: true }));
  for (const name of ['etc', 'data']) {
    mkdirSync(join(host, name), { mode: 0o750 });
    chownSync(join(host, name), ID, ID);
  }
  writeFileSync(join(host, 'etc/textback.toml'), configuration, { mode: 0o640 });
  writeFileSync(join(host, 'etc/ari.secret'), 'hush-ari\n', { mode: 0o640 });
  writeFileSync(join(host, 'etc/ami.secret'), 'hush-ami\n', { mode: 0o640 });
  for (const name of ['textback.toml', 'ari.secret', 'ami.secret']) chownSync(join(host, 'etc', name), 0, ID);
  const { Entrypoint, Cmd, Env, User, Healthcheck } = image.config;
  const start = (command: readonly string[]) =>
    containerOf(['sh', '-c', BOOT, 'boot', image.root, host, User, PATH, ...Env, ...command]);
  return {
    start: (...command) => start([...Entrypoint, ...(command.length === 0 ? Cmd : command)]),
    // The first says that the rest is a command without a shell.
    checkHealth: () => start(Healthcheck.Test.slice(1)),
  };
}

function containerOf(command: readonly string[]): Container {
  const namespaces = ['--kill-child=KILL', '--mount', '--pid', '--fork', '--uts', '--ipc'];
  const child = spawn('unshare', [...namespaces, ...command], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      printed += text;
    });
  const exited = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  onTestFailed(() => console.error(printed));
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  return {
    printed: () => printed,
    firstProcess: () =>
      readFileSync(`/proc/${firstProcess(child)}/cmdline`, 'utf8')
        .replaceAll('\0', ' ')
        .trim(),
    signal: (signal) => void process.kill(firstProcess(child), signal),
    exited,
  };
}
