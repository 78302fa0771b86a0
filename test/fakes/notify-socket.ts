import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** The socket that systemd listens on, as far as a test needs it. */
export interface NotifySocket {
  readonly path: string;
  /** Every assignment that came, in order, with when. */
  readonly told: readonly { readonly assignment: string; readonly at: number }[];
}

/** Node has no AF_UNIX datagrams, so Python listens. */
const LISTEN = `
import socket, sys
listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(sys.argv[1])
print('listening', flush=True)
while True:
    print(listener.recv(8192).decode(), flush=True)
`;

/** What the protocol test needs is not on every machine. Null where it is all there. */
export function whyNoNotifySocket(): string | null {
  const isThere = (command: string, ...args: readonly string[]) => spawnSync(command, args).status === 0;
  if (!isThere('systemd-notify', '--version')) return 'systemd-notify is not installed';
  return isThere('python3', '--version') ? null : 'python3 is not installed';
}

export async function openNotifySocket(): Promise<NotifySocket> {
  const folder = mkdtempSync(join(tmpdir(), 'textback-notify-'));
  const path = join(folder, 'notify');
  const listener = spawn('python3', ['-c', LISTEN, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(async () => {
    listener.kill('SIGKILL');
    await once(listener, 'close');
    rmSync(folder, { recursive: true });
  });
  const told: { assignment: string; at: number }[] = [];
  const lines = createInterface({ input: listener.stdout });
  await once(lines, 'line');
  lines.on('line', (assignment) => {
    // systemd-notify waits with it until what it sent has been taken.
    if (assignment !== 'BARRIER=1') told.push({ assignment, at: Date.now() });
  });
  return { path, told };
}
