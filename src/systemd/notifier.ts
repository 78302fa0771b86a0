import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Log } from '../core/log.ts';

/** Tells systemd (sd_notify(3)), e.g. `READY=1`. */
export interface Notifier {
  /** Resolves once systemd has it, or it has become clear that it has not; that is logged. Never rejects. */
  tell(assignment: string): Promise<void>;
  close(): void;
}

/**
 * The datagram socket that systemd listens on cannot be reached from Node, and no package that can is free of a
 * compiler at its installation; systemd's own `systemd-notify` is wherever systemd is. To run it from here would
 * hold the event loop up for 7 to 80 ms each time, so a shell of 1 MB does, which is begun before any call is
 * taken, and ends with its input.
 */
const SCRIPT =
  'while IFS= read -r line; do if systemd-notify "$line"; then echo ok; else echo failed; fi; done';

export function createNotifier(socket: string, log: Log): Notifier {
  const waiting: (() => void)[] = [];
  let shell: ChildProcess | null = null;
  let isKnownToFail = false;

  function fail(why: string): void {
    if (!isKnownToFail)
      log.error(
        { why },
        'systemd cannot be told how textback does, and may take it for dead: see that systemd-notify is installed, and that the unit has NotifyAccess=all',
      );
    isKnownToFail = true;
  }

  function begin(): ChildProcess {
    const { PATH = '/usr/bin:/bin' } = process.env;
    const begun = spawn('/bin/sh', ['-c', SCRIPT], {
      env: { PATH, NOTIFY_SOCKET: socket },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const end = (why: string) => {
      if (shell !== begun) return;
      shell = null;
      if (waiting.length > 0) fail(why);
      for (const settle of waiting.splice(0)) settle();
    };
    begun.on('error', (error) => end(error.message));
    begun.on('close', () => end('the shell that tells it ended'));
    begun.stdin?.on('error', () => {});
    createInterface({ input: begun.stdout }).on('line', (answer) => {
      if (answer === 'ok') isKnownToFail = false;
      else fail('systemd-notify failed');
      waiting.shift()?.();
    });
    // Telling systemd is no reason to live on.
    begun.unref();
    return begun;
  }

  return {
    tell(assignment) {
      shell ??= begin();
      const { promise, resolve } = Promise.withResolvers<void>();
      waiting.push(resolve);
      shell.stdin?.write(`${assignment.replace(/\n/g, ' ')}\n`);
      return promise;
    },
    close: () => void shell?.stdin?.end(),
  };
}
