import { type Finding, type Findings, failure, fine, orFine, warning } from '../core/checkup.ts';
import type { Millis } from '../core/clock.ts';
import { formatDuration } from '../core/duration.ts';
import { meansNotRegistered } from '../core/registration-hint.ts';
import type { GatewayView } from './gateway-health.ts';

/** A gateway of the configuration, and how to try it without a daemon. */
export interface ConfiguredGateway {
  readonly name: string;
  readonly kind: string;
  /** Null where it works; else what is wrong. */
  readonly probe: () => Promise<string | null>;
}

const WHAT_TO_DO =
  'Put right what it says, in [[gateway]] of textback.toml or with the carrier; see: textback gateway list';

/** Gateways that only pretend. */
export function warnOfLoopbacks(gateways: readonly ConfiguredGateway[]): Findings {
  return gateways
    .filter(({ kind }) => kind === 'loopback')
    .map(({ name }) =>
      warning(
        `${name} is a loopback: it sends no text to anybody`,
        'For real texts, set up a [[gateway]] of kind "smpp" or "sip-message" in textback.toml',
      ),
    );
}

/** What the daemon says of its gateways: one that is up is enough to send. */
export function checkRunningGateways(
  names: readonly string[],
  known: readonly GatewayView[],
  now: Millis,
): Findings {
  const isAnyUp = known.some(({ state }) => state === 'up');
  const findings = known.map(({ name, state, why, since, queued }) => {
    const waiting = queued === 0 ? '' : `; ${queued} ${queued === 1 ? 'text waits' : 'texts wait'} for it`;
    if (state === 'up') return fine(`${name} is up: ${why}${waiting}`);
    const detail = `${name} is not up, for ${formatDuration(now - since)}: ${why}${waiting}`;
    return isAnyUp ? warning(detail, WHAT_TO_DO) : failure(detail, WHAT_TO_DO);
  });
  const isAsConfigured = names.join(' ') === known.map(({ name }) => name).join(' ');
  if (isAsConfigured) return findings;
  return [
    ...findings,
    warning(
      `the daemon runs with other gateways than textback.toml names now (${names.join(', ')})`,
      'Have it read them: systemctl restart textback',
    ),
  ];
}

/** The same where no daemon runs: each is tried once. */
export async function probeGateways(gateways: readonly ConfiguredGateway[]): Promise<Findings> {
  const tried = await Promise.all(
    gateways.map(async ({ name, probe }) => ({ name, why: await probe().catch(String) })),
  );
  const isAnyUp = tried.some(({ why }) => why === null);
  return tried.map(({ name, why }): Finding => {
    if (why === null) return fine(`${name} lets textback in`);
    return isAnyUp ? warning(`${name}: ${why}`, WHAT_TO_DO) : failure(`${name}: ${why}`, WHAT_TO_DO);
  });
}

/** How a text ended, or stands. */
export interface TextEnding {
  readonly state: string;
  /** The carrier's words. */
  readonly detail: string;
}

/** Fewer tell nothing. */
const LEAST_TEXTS = 10;

const REGISTER =
  'Register the number with your carrier for texting (10DLC: a brand, a campaign, and the number in it): unregistered numbers are filtered';

/** What carriers said of the latest texts. @param latest newest first */
export function checkTexts(latest: readonly TextEnding[]): Findings {
  const bad = latest.filter(({ state }) => state === 'failed' || state === 'undelivered');
  const settled = latest.filter(({ state }) => state === 'sent' || state === 'delivered').length + bad.length;
  const unregistered = bad.find(({ detail }) => meansNotRegistered(detail));
  const problems: Finding[] = [];
  if (unregistered !== undefined) {
    problems.push(
      failure(
        `the carrier says that a number is not registered for texting: ${shorten(unregistered)}`,
        REGISTER,
      ),
    );
  } else if (settled >= LEAST_TEXTS && bad.length * 2 > settled) {
    const [newest] = bad;
    const said = newest === undefined ? '' : ` (the latest: ${shorten(newest)})`;
    problems.push(
      warning(
        `${bad.length} of the latest ${settled} texts did not arrive${said}`,
        `Ask the carrier what its code stands for. ${REGISTER}`,
      ),
    );
  }
  const arrived = settled - bad.length;
  return orFine(
    problems,
    settled === 0
      ? 'none was sent in the last 7 days'
      : `${arrived} of the latest ${settled} were taken by the carrier, or arrived`,
  );
}

function shorten({ detail }: TextEnding): string {
  return detail === '' ? 'no reason given' : detail.slice(0, 160);
}
