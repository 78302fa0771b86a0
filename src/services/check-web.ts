import { type Findings, failure, fine, skipped, warning } from '../core/checkup.ts';

/** What the daemon's own web server said to `GET /health/live`. */
export type LiveAnswer =
  /** Nothing listens there. */
  | { readonly kind: 'refused' }
  /** It takes the connection, and says nothing. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'alive' }
  | { readonly kind: 'ill'; readonly reasons: readonly string[] }
  /** Something else answers there. */
  | { readonly kind: 'foreign' };

const RESTART = 'Have it start anew: systemctl restart textback; then see: journalctl -u textback';

/**
 * Whether the daemon still does anything, and its pages can be had.
 * @param answer null where it listens on any free port, so that nobody knows where
 */
export function checkWeb(url: string, isDaemonHere: boolean, answer: LiveAnswer | null): Findings {
  if (!isDaemonHere) return [skipped('no textback runs on this database')];
  if (answer === null) return [skipped('it listens on any free port (listen of [http] ends in :0)')];
  const port = new URL(url).port;
  switch (answer.kind) {
    case 'alive':
      return [fine(`the daemon lives, and its pages are at ${url}`)];
    case 'ill':
      return [failure(`the daemon runs, and does not get on: ${answer.reasons.join('; ')}`, RESTART)];
    case 'silent':
      return [failure(`the daemon runs, and does not answer at ${url}: it hangs`, RESTART)];
    case 'refused':
      return [
        warning(
          `the daemon runs, and its pages cannot be had at ${url}; calls and texts go on`,
          `See why: journalctl -u textback; where another program has the port (ss -ltnp "sport = :${port}"), give it another: listen under [http] in textback.toml`,
        ),
      ];
    case 'foreign':
      return [
        warning(
          `another program answers at ${url}, where the daemon’s pages should be`,
          'Give the daemon another port: listen under [http] in textback.toml',
        ),
      ];
  }
}
