import { readdirSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A control group for a systemd of a test's own. */
export interface OwnCgroup {
  /** What a shell runs to be in it, before it leaves for namespaces of its own. */
  readonly enter: string;
  /** The first argument of `mount_cgroups`: `v2`, or `` where both versions are in use. */
  readonly mode: string;
  /** Once nothing runs in it. */
  remove(): Promise<void>;
}

/** A shell function, `mount_cgroups MODE FOLDER`: shows the group as the whole hierarchy, as systemd wants it. */
export const MOUNT_CGROUPS = `
mount_cgroups() {
  if [ -n "$1" ]; then
    mount -t cgroup2 cgroup2 "$2"
  else
    mount -t tmpfs tmpfs "$2"
    mkdir "$2/systemd" "$2/unified"
    mount -t cgroup -o none,name=systemd cgroup "$2/systemd"
    mount -t cgroup2 cgroup2 "$2/unified"
  fi
}
`;

let made = 0;

export function ownCgroup(): OwnCgroup {
  const isUnified = readdirSync('/sys/fs/cgroup').includes('cgroup.controllers');
  // Those that systemd looks after: on cgroup v2 one, in hybrid mode two.
  const hierarchies = isUnified ? [''] : ['systemd', 'unified'];
  made += 1;
  const groups = hierarchies.map((each) =>
    join('/sys/fs/cgroup', each, `textback-test-${process.pid}-${made}`),
  );
  return {
    enter: groups.map((each) => `mkdir -p ${each}; echo $$ > ${each}/cgroup.procs;`).join(' '),
    mode: isUnified ? 'v2' : '',
    async remove() {
      for (const each of groups) await removeGroup(each);
    },
  };
}

/** The kernel empties it a moment after the last process is gone. */
async function removeGroup(path: string): Promise<void> {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (entry.isDirectory()) await removeGroup(join(path, entry.name));
  }
  for (let tries = 0; ; tries += 1) {
    try {
      rmdirSync(path);
      return;
    } catch (error) {
      if (tries === 50) throw error;
      await sleep(100);
    }
  }
}
