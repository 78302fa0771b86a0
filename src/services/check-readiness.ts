import type { FindingState } from '../core/checkup.ts';
import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { GatewayHealthRow } from '../store/queries/gateways.ts';
import { checkDisk, type DiskSpace } from './check-disk.ts';
import type { LinkView } from './watch-links.ts';

/** One thing that calls or texts need. */
export interface ReadinessCheck {
  /** `ari`, `ami`, `gateway:NAME`, `database`, `disk`, `credits`, `daemon`. */
  readonly name: string;
  /** `warning`: it works, and somebody should look. */
  readonly state: Exclude<FindingState, 'skipped'>;
  /** Since when it is so, as far as is known. */
  readonly since: Millis;
  readonly detail: string;
  /** What to do; null where there is nothing to do. */
  readonly remedy: string | null;
}

export interface ReadinessParts {
  readonly store: Pick<Store, 'read'>;
  /** Empty once the daemon is told to stop. */
  readonly links: () => readonly LinkView[];
  /** The folder of the database, and its file system. */
  readonly folder: string;
  readonly disk: () => DiskSpace;
}

type Found = Omit<ReadinessCheck, 'since'> & { readonly since?: Millis };

/** Whether calls are taken and texts go out; since when not, is remembered from one look to the next. */
export function createReadiness(parts: ReadinessParts) {
  const before = new Map<string, { readonly state: string; readonly since: Millis }>();

  function dated({ since, ...found }: Found, now: Millis): ReadinessCheck {
    const last = before.get(found.name);
    const seen = { state: found.state, since: last?.state === found.state ? last.since : now };
    before.set(found.name, seen);
    return { ...found, since: since ?? seen.since };
  }

  return (now: Millis): readonly ReadinessCheck[] =>
    [...linkChecks(parts.links()), ...databaseChecks(parts.store), diskCheck(parts)].map((found) =>
      dated(found, now),
    );
}

/** A warning does not stand against it. */
export function isReady(checks: readonly ReadinessCheck[]): boolean {
  return checks.every(({ state }) => state !== 'failed');
}

function linkChecks(links: readonly LinkView[]): readonly Found[] {
  if (links.length === 0)
    return [{ name: 'daemon', state: 'failed', detail: 'textback is stopping', remedy: null }];
  return links.map(({ name, isUp, since, why }) => ({
    name: name.toLowerCase(),
    state: isUp ? 'ok' : 'failed',
    since,
    detail: why,
    remedy: isUp
      ? null
      : 'See that Asterisk runs (systemctl status asterisk); where it does: textback doctor. Calls ring on through the dialplan.',
  }));
}

function databaseChecks(store: Pick<Store, 'read'>): readonly Found[] {
  try {
    return store.read((reader) => [
      { name: 'database', state: 'ok', detail: 'it answers', remedy: null },
      ...gatewayChecks(reader.gateways.all()),
      creditCheck(reader.credits.balance(), reader.settings.business()['low-balance']),
    ]);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const remedy = 'textback doctor; where it is damaged: textback backup restore FILE';
    return [{ name: 'database', state: 'failed', detail, remedy }];
  }
}

/** One that is up is enough to send. */
function gatewayChecks(rows: readonly GatewayHealthRow[]): readonly Found[] {
  const isAnyUp = rows.some(({ state }) => state === 'up');
  return rows.map(({ name, state, since, why }) => ({
    name: `gateway:${name}`,
    state: state === 'up' ? 'ok' : isAnyUp ? 'warning' : 'failed',
    since,
    detail: why,
    remedy:
      state === 'up'
        ? null
        : `textback gateway list; compare [[gateway]] ${name} with what the carrier gave you. ${isAnyUp ? 'Texts go out through another gateway.' : 'Texts wait.'}`,
  }));
}

function creditCheck(balance: number, lowBalance: number): Found {
  const isLow = balance === 0 || balance < lowBalance;
  return {
    name: 'credits',
    state: isLow ? 'warning' : 'ok',
    detail: balance === 0 ? 'no credit is left: nobody is texted' : `${balance} left`,
    remedy: isLow ? 'textback credits topup 100' : null,
  };
}

function diskCheck({ folder, disk }: ReadinessParts): Found {
  try {
    const [found] = checkDisk(folder, disk(), 0);
    if (found !== undefined && found.state !== 'skipped')
      return { name: 'disk', ...found, state: found.state };
  } catch (error) {
    const detail = `${folder} cannot be looked at: ${error instanceof Error ? error.message : String(error)}`;
    return { name: 'disk', state: 'failed', detail, remedy: 'Mount it again, or correct [database] path' };
  }
  return { name: 'disk', state: 'ok', detail: folder, remedy: null };
}
