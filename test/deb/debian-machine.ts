import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { debianMirror } from '../../src/demo/debian-host.ts';
import { cacheFolder } from '../../src/demo/provision-asterisk.ts';
import { findExecutable } from '../../src/demo/run-command.ts';
import { firstProcess } from '../fakes/first-process.ts';
import { MOUNT_CGROUPS, ownCgroup } from '../fakes/own-cgroup.ts';

/** A fresh Debian with a systemd of its own as process 1, on this machine's network. Nothing of it stays. */
export interface DebianMachine extends AsyncDisposable {
  /** Runs a command as root inside; what it printed, stderr too. */
  run(command: string, ...args: readonly string[]): Ran;
  /** The same, while the test goes on. */
  begin(command: string, ...args: readonly string[]): Promise<Ran>;
}

export interface Ran {
  readonly status: number | null;
  readonly said: string;
}

export interface MachineOptions {
  /** Of Debian, e.g. `bookworm`. */
  readonly release: string;
  /** A folder of this machine, seen inside at /srv. */
  readonly shared: string;
  /** Without it processes are run in it as in a chroot, where no systemd runs. */
  readonly withSystemd: boolean;
}

const TOOLS = ['debootstrap', 'dpkg-deb', 'unshare', 'nsenter', 'pivot_root'];
/** As on any Debian, also under FreePBX: systemd. */
const PACKAGES = 'systemd,systemd-sysv,bash-completion';
const ENVIRONMENT = [
  'env',
  '-i',
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  'DEBIAN_FRONTEND=noninteractive',
  'LC_ALL=C.UTF-8',
];

/** Why there can be none here; null where there can. */
export function whyNoDebian(): string | null {
  if (process.getuid?.() !== 0) return 'only root can start one';
  const missing = TOOLS.filter((tool) => findExecutable(tool) === null);
  if (missing.length > 0)
    return `${missing.join(', ')} not installed: apt-get install debootstrap util-linux`;
  const tried = spawnSync('unshare', ['-m', '-p', '-f', '-C', '--mount-proc', 'true']);
  return tried.status === 0 ? null : 'no namespaces are to be had here';
}

/** Process 1 of namespaces of its own: what it writes goes to `work`, over the Debian at `root`, and is not seen outside. */
const BOOT = `
set -e
root=$1 work=$2 shared=$3 mode=$4
shift 4
mount --make-rprivate /
mkdir "$work/upper" "$work/work" "$work/root"
mount -t overlay overlay -o "lowerdir=$root,upperdir=$work/upper,workdir=$work/work" "$work/root"
cd "$work/root"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
${MOUNT_CGROUPS}
mount_cgroups "$mode" sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
mount -t tmpfs tmpfs dev/shm
for node in 'null 1 3' 'zero 1 5' 'full 1 7' 'random 1 8' 'urandom 1 9' 'tty 5 0'; do
  set -- $node "$@"
  mknod -m 666 "dev/$1" c "$2" "$3"
  shift 3
done
ln -s pts/ptmx dev/ptmx
ln -s /proc/self/fd dev/fd
mount -t tmpfs -o mode=755 tmpfs run
mount --bind "$shared" srv
pivot_root . mnt
umount -l mnt
exec ${ENVIRONMENT.join(' ')} container=other "$@"
`;

export async function startDebianMachine(options: MachineOptions): Promise<DebianMachine> {
  const root = await debianRoot(options.release);
  const work = mkdtempSync(join(tmpdir(), 'textback-machine-'));
  const group = ownCgroup();
  const namespaces = 'exec unshare --kill-child=KILL -m -p -f -i -u -C';
  const boot = `${group.enter} ${namespaces} sh -c "$0" boot "$@"`;
  const first = options.withSystemd
    ? ['/lib/systemd/systemd', '--system', '--log-target=console', '--show-status=no']
    : ['sleep', 'infinity'];
  const child = spawn('sh', ['-c', boot, BOOT, root, work, options.shared, group.mode, ...first], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let booted = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      booted += text;
    });
  const enter = (words: readonly string[]) => {
    const inside = ['-t', String(firstProcess(child)), '-m', '-p', '-i', '-u', '-C', '-r', '-w'];
    return [...inside, ...ENVIRONMENT, ...words];
  };
  const run = (...words: readonly string[]): Ran => {
    const { status, stdout, stderr } = spawnSync('nsenter', enter(words), { encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}`.trim() };
  };
  const stop = async () => {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    await group.remove();
    rmSync(work, { recursive: true });
  };
  const isUp = () =>
    options.withSystemd
      ? run('systemctl', 'is-active', 'basic.target').said === 'active'
      : run('test', '-c', '/dev/null').status === 0 && run('ls', '/mnt').said === '';
  for (let tries = 0; !isUp(); tries += 1) {
    if (tries === 300 || child.exitCode !== null) {
      if (child.exitCode === null) await stop();
      throw new Error(`the Debian machine did not come up:\n${booted}`);
    }
    await sleep(100);
  }
  return {
    run,
    async begin(...words) {
      const begun = spawn('nsenter', enter(words), { stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      for (const stream of [begun.stdout, begun.stderr])
        stream.setEncoding('utf8').on('data', (text) => {
          said += text;
        });
      const [status] = await once(begun, 'close');
      return { status: typeof status === 'number' ? status : null, said: said.trim() };
    },
    [Symbol.asyncDispose]: stop,
  };
}

/** Built once, and kept where the Asterisks are. */
async function debianRoot(release: string): Promise<string> {
  const root = join(cacheFolder(), `deb-${release}`);
  if (existsSync(root)) return root;
  mkdirSync(cacheFolder(), { recursive: true });
  const building = mkdtempSync(join(cacheFolder(), 'deb-'));
  const mirror = await debianMirror();
  const how = ['--variant=minbase', `--include=${PACKAGES}`, release, building];
  const { status, stdout, stderr } = spawnSync(
    'debootstrap',
    [...how, ...(mirror === null ? [] : [mirror])],
    {
      encoding: 'utf8',
      maxBuffer: 1e8,
    },
  );
  if (status !== 0) throw new Error(`debootstrap ${how.join(' ')} failed:\n${stdout}${stderr}`);
  // mkdtemp makes it for its owner only.
  spawnSync('chmod', ['755', building]);
  renameSync(building, root);
  return root;
}
