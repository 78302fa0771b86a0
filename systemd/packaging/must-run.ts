import { spawnSync } from 'node:child_process';

/** Gives what it printed. @throws Error with all that it said, where it fails */
export function mustRun(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string {
  const options = { encoding: 'utf8', maxBuffer: 1e8, env: { ...process.env, ...env } } as const;
  const { status, stdout, stderr, error } = spawnSync(command, args, options);
  if (status === 0) return stdout;
  throw new Error(
    `${command} ${args.join(' ')} failed: ${error?.message ?? ''}${stdout ?? ''}${stderr ?? ''}`,
  );
}
