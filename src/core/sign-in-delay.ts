/** Wrong passwords that cost nobody a wait: people mistype. */
const FREE = { account: 4, address: 9 } as const;
/** Whoever knows a name must not be able to lock its owner out, so an account waits a minute at most. */
const LONGEST_SECONDS = { account: 60, address: 900 } as const;

/**
 * How long until the next attempt, in seconds, by how many passwords in a row were wrong: for one account, from
 * wherever they came, or from one address, for whatever account. Doubles with each.
 */
export function signInDelaySeconds(of: keyof typeof FREE, failures: number): number {
  const beyond = failures - FREE[of];
  return beyond <= 0 ? 0 : Math.min(LONGEST_SECONDS[of], 2 ** Math.min(beyond - 1, 30));
}
