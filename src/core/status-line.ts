/** What a check found, as far as one line can tell it. */
interface Found {
  readonly name: string;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly detail: string;
}

const MOST_CHARACTERS = 400;

/** For `systemctl status`: what is up, what is not and why, in one line without control characters. */
export function statusLine(checks: readonly Found[], deadBecause: readonly string[]): string {
  const bad = checks.filter(({ state }) => state === 'failed');
  const doubtful = checks.filter(({ state }) => state === 'warning');
  const tell = ({ name, detail }: Found) => `${name}: ${detail}`;
  const well = checks.filter(({ state }) => state === 'ok').map(({ name }) => name);
  const parts = [
    ...(deadBecause.length > 0 ? [`Stuck: ${deadBecause.join('; ')}`] : []),
    ...(bad.length > 0 ? [`Not ready: ${bad.map(tell).join('; ')}`] : [`Ready: ${well.join(', ')}`]),
    ...(doubtful.length > 0 ? [`Look at ${doubtful.map(tell).join('; ')}`] : []),
  ];
  return parts
    .join('. ')
    .replace(/\p{Cc}+/gu, ' ')
    .slice(0, MOST_CHARACTERS);
}
