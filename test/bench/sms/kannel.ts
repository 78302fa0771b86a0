import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort } from '../../../src/demo/free-ports.ts';
import type { SmsRound } from './sms-round.ts';

/** Kannel's two boxes as processes: HTTP in at `sendPort`, SMPP out, messages kept in a spool meanwhile. */
export interface Kannel extends AsyncDisposable {
  readonly sendPort: number;
  logText(): string;
}

const READY_WITHIN_MS = 15_000;
export const KANNEL_USER = { username: 'bench', password: 'bench' } as const;

/** @param root of `provisionKannel` */
export async function startKannel(root: string, { smppPort, window }: SmsRound): Promise<Kannel> {
  const folder = mkdtempSync(join(root, 'tmp', 'kannel-'));
  const inRoot = `/tmp/${basename(folder)}`;
  const ports = { admin: await freePort(), box: await freePort(), send: await freePort() };
  writeFileSync(join(folder, 'kannel.conf'), configuration(inRoot, ports, smppPort, window));
  const boxes: ChildProcess[] = [];
  const start = (box: string) => {
    const command = ['--pdeathsig', 'KILL', 'chroot', root, `/usr/sbin/${box}`, `${inRoot}/kannel.conf`];
    boxes.push(spawn('setpriv', command, { stdio: 'ignore' }));
  };
  const logText = () =>
    ['bearerbox.log', 'smsbox.log'].map((name) => readIfThere(join(folder, name))).join('\n');
  const kannel: Kannel = {
    sendPort: ports.send,
    logText,
    async [Symbol.asyncDispose]() {
      for (const box of boxes.toReversed()) {
        const gone = once(box, 'exit');
        if (box.exitCode === null && box.kill('SIGKILL')) await gone;
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    start('bearerbox');
    await answers(ports.box, logText);
    start('smsbox');
    await answers(ports.send, logText);
    return kannel;
  } catch (error) {
    await kannel[Symbol.asyncDispose]();
    throw error;
  }
}

async function answers(port: number, logText: () => string): Promise<void> {
  for (const deadline = Date.now() + READY_WITHIN_MS; ; await delay(50)) {
    const socket = connect(port, '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (isOpen) return;
    if (Date.now() > deadline) throw new Error(`Kannel does not listen on ${port}:\n${logText()}`);
  }
}

/** Kannel user's guide 1.4.5, "Core configuration", "SMPP": the spool is its only store that needs no database. */
function configuration(
  folder: string,
  ports: { readonly admin: number; readonly box: number; readonly send: number },
  smppPort: number,
  window: number,
): string {
  return `group = core
admin-port = ${ports.admin}
admin-interface = "127.0.0.1"
admin-password = bench
smsbox-port = ${ports.box}
smsbox-interface = "127.0.0.1"
box-deny-ip = "*.*.*.*"
box-allow-ip = "127.0.0.1"
log-file = "${folder}/bearerbox.log"
log-level = 2
store-type = spool
store-location = ${folder}
dlr-storage = internal

group = smsc
smsc = smpp
smsc-id = carrier
host = 127.0.0.1
port = ${smppPort}
smsc-username = acme
smsc-password = secret
system-type = ""
transceiver-mode = true
max-pending-submits = ${window}

group = smsbox
bearerbox-host = 127.0.0.1
sendsms-port = ${ports.send}
sendsms-interface = "127.0.0.1"
log-file = "${folder}/smsbox.log"
log-level = 2

group = sendsms-user
username = ${KANNEL_USER.username}
password = ${KANNEL_USER.password}
max-messages = 1
`;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
