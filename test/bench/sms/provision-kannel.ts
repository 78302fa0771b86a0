import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { debianMirror, installMissingTools, isDebian } from '../../../src/demo/debian-host.ts';
import { lockFile } from '../../../src/demo/file-lock.ts';
import { cacheFolder } from '../../../src/demo/provision-asterisk.ts';
import { runCommand } from '../../../src/demo/run-command.ts';

export type ProvisionedKannel =
  | { readonly kind: 'ready'; readonly root: string }
  | { readonly kind: 'unavailable'; readonly why: string };

/** bookworm has Kannel 1.4.5. */
const RELEASE = 'bookworm';

/** A private Debian root with Kannel in it, made on first use (a minute; 280 MB) and kept outside any checkout. */
export async function provisionKannel(say: (line: string) => void): Promise<ProvisionedKannel> {
  if (process.getuid?.() !== 0 || !(await isDebian()))
    return { kind: 'unavailable', why: 'Kannel is installed into a chroot, which needs Debian and root.' };
  await mkdir(cacheFolder(), { recursive: true });
  await using _lock = await lockFile(join(cacheFolder(), 'provision.lock'), () =>
    say('Waiting for another process that is provisioning'),
  );
  const root = join(cacheFolder(), `kannel-${RELEASE}`);
  if (existsSync(join(root, 'usr/sbin/bearerbox'))) return { kind: 'ready', root };
  const missing = await installMissingTools(say);
  if (missing !== null) return { kind: 'unavailable', why: missing };
  const building = await mkdtemp(join(cacheFolder(), 'building-'));
  try {
    say(`Building a Debian ${RELEASE} root with Kannel (a minute, only once)`);
    await chmod(building, 0o755);
    const mirror = await debianMirror();
    const args = ['--variant=minbase', '--include=kannel', RELEASE, building];
    const { code, text } = await runCommand('debootstrap', mirror === null ? args : [...args, mirror]);
    if (code !== 0) {
      const tail = text.trim().split('\n').slice(-5).join('\n');
      return { kind: 'unavailable', why: `debootstrap ${args.join(' ')} failed. It said:\n${tail}` };
    }
    await rename(building, root);
    return { kind: 'ready', root };
  } finally {
    await rm(building, { recursive: true, force: true });
  }
}
