import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Holds an exclusive lock on `path` across processes until disposed; waits for as long as another holds it.
 * util-linux `flock` keeps it for us and lets go when its stdin closes, so that a process that is
 * killed leaves no stale lock behind.
 *
 * @param onWait called once if somebody else holds the lock at first
 */
export async function lockFile(path: string, onWait: () => void): Promise<AsyncDisposable> {
  const holder = spawn('flock', ['--exclusive', path, 'sh', '-c', 'echo held; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const waiting = setTimeout(onWait, 500);
  try {
    await new Promise<void>((resolve, reject) => {
      holder.stdout.once('data', () => resolve());
      holder.once('error', reject);
      holder.once('close', () => reject(new Error(`Could not lock ${path}: is it writable?`)));
    });
  } finally {
    clearTimeout(waiting);
  }
  return {
    async [Symbol.asyncDispose]() {
      const closed = once(holder, 'close');
      holder.stdin.end();
      await closed;
    },
  };
}
