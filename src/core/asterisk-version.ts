/** Every version between these has what textback asks of it; both ends are what the tests run on. */
export const OLDEST_ASTERISK = 16;
const NEWEST_ASTERISK = 22;

export type VersionVerdict = 'supported' | 'too-old' | 'untried';

/** Judges what Asterisk calls itself: `22.10.1`, `16.28.0~dfsg-0+deb11u4`, `certified/18.9-cert1`, `GIT-master-8f3d`. */
export function judgeVersion(version: string): VersionVerdict {
  const major = Number(/(?:^|[/-])(\d+)\./.exec(version)?.[1] ?? Number.NaN);
  if (major < OLDEST_ASTERISK) return 'too-old';
  return major <= NEWEST_ASTERISK ? 'supported' : 'untried';
}
