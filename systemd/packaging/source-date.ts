import { spawnSync } from 'node:child_process';

/**
 * How old what is made here is said to be, in Unix seconds, so that the same sources give the same bytes:
 * SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/), else when the checkout was committed;
 * where it is no checkout, the beginning of 2026.
 */
export function sourceDate(env: NodeJS.ProcessEnv = process.env): number {
  const said = env['SOURCE_DATE_EPOCH'];
  if (said !== undefined && /^\d+$/.test(said)) return Number(said);
  const { stdout, status } = spawnSync('git', ['log', '-1', '--format=%ct'], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : Date.UTC(2026, 0, 1) / 1_000;
}
