import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { firstProcess } from '../../fakes/first-process.ts';
import { MOUNT_CGROUPS, ownCgroup } from '../../fakes/own-cgroup.ts';

/** A systemd of its own, with the shipped unit, user and folders, on a copy of this machine's /etc. */
export interface RealSystemd extends AsyncDisposable {
  /** Runs a command inside; resolves with what it printed, stderr too. */
  run(...command: readonly string[]): { readonly status: number | null; readonly said: string };
  /** A property of the service, as `systemctl show` has it. */
  property(name: string): string;
  /** What the service has printed. */
  log(): string;
}

export interface RealSystemdOptions {
  /** Written to /etc/textback/textback.toml. */
  readonly config: string;
  /** Lines of [Service] in a drop-in. */
  readonly dropIn?: readonly string[];
}

/** Why there can be none here; null where there can. */
export function whyNoSystemd(): string | null {
  if (process.getuid?.() !== 0) return 'only root can start one';
  if (!existsSync('/lib/systemd/systemd')) return 'systemd is not installed';
  const tried = spawnSync('unshare', ['-m', '-p', '-f', '-C', '--mount-proc', 'true']);
  return tried.status === 0 ? null : 'no namespaces are to be had here';
}

/** Runs as process 1 of namespaces of its own; nothing that it mounts or writes is seen outside. */
const BOOT = `
set -e
folder=$1 checkout=$2
mount --make-rprivate /
umount -l /sys/fs/cgroup
${MOUNT_CGROUPS}
mount_cgroups "$3" /sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs /run
cp -a /etc /run/etc
mount --bind /run/etc /etc
mount -t tmpfs -o mode=755 tmpfs /var/lib
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir /opt/textback /run/units /run/lock
mount --bind "$checkout" /opt/textback
for target in sysinit basic shutdown network-online multi-user quiet; do
  printf '[Unit]\\nDefaultDependencies=no\\n' > /run/units/$target.target
done
sed 's#/usr/bin/textback serve#/opt/textback/node_modules/.bin/node /opt/textback/dist/cli/main.js serve#' \\
  /opt/textback/systemd/textback.service > /run/units/textback.service
mkdir /run/units/textback.service.d
cp "$folder/drop-in.conf" /run/units/textback.service.d/
cp /opt/textback/systemd/textback.sysusers /run/textback.conf
systemd-sysusers /run/textback.conf
systemd-tmpfiles --create /opt/textback/systemd/textback.tmpfiles
install -m 640 -g textback "$folder/textback.toml" /etc/textback/textback.toml
export container=other SYSTEMD_UNIT_PATH=/run/units
exec /lib/systemd/systemd --system --unit=quiet.target --log-target=console --show-status=no
`;

export async function startRealSystemd({ config, dropIn = [] }: RealSystemdOptions): Promise<RealSystemd> {
  const folder = mkdtempSync(join(tmpdir(), 'textback-systemd-'));
  const log = join(folder, 'service.log');
  writeFileSync(join(folder, 'textback.toml'), config);
  writeFileSync(log, '');
  const output = ['StandardOutput', 'StandardError'].map((name) => `${name}=append:${log}`);
  writeFileSync(join(folder, 'drop-in.conf'), ['[Service]', ...output, ...dropIn, ''].join('\n'));
  const group = ownCgroup();
  const namespaces = 'exec unshare --kill-child=KILL -m -p -f -i -u -C --mount-proc';
  const boot = `${group.enter} ${namespaces} sh -c "$0" boot "$@"`;
  const child = spawn('sh', ['-c', boot, BOOT, folder, process.cwd(), group.mode], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let booted = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      booted += text;
    });

  const run = (...command: readonly string[]) => {
    const inside = ['-t', String(firstProcess(child)), '-m', '-p', '-i', '-u', '-C'];
    const { status, stdout, stderr } = spawnSync('nsenter', [...inside, ...command], { encoding: 'utf8' });
    return { status, said: `${stdout}${stderr}`.trim() };
  };
  const stop = async () => {
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
    await group.remove();
    rmSync(folder, { recursive: true });
  };
  for (let tries = 0; run('systemctl', 'is-active', 'quiet.target').said !== 'active'; tries += 1) {
    if (tries === 100 || child.exitCode !== null) {
      await stop();
      throw new Error(`systemd did not come up:\n${booted}`);
    }
    await sleep(100);
  }
  return {
    run,
    property: (name) => run('systemctl', 'show', 'textback', '-p', name, '--value').said,
    log: () => readFileSync(log, 'utf8'),
    [Symbol.asyncDispose]: stop,
  };
}
