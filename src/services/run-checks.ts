import {
  CHECK_NAMES,
  type CheckFinding,
  type CheckName,
  type Findings,
  failure,
  skipped,
} from '../core/checkup.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { OnProgress } from '../core/progress.ts';

/** One question, and what it makes no sense without. */
export interface Check {
  readonly name: CheckName;
  /** Not asked where one of these failed, or was not asked itself. */
  readonly needs?: readonly CheckName[];
  readonly ask: () => Findings | Promise<Findings>;
}

/** Above every deadline of the adapters, which can say better what did not answer. */
const CHECK_DEADLINE_MS: Millis = 20_000;

/** Why a check was not asked, where one that it needs went wrong; absent where that says it better by itself. */
const UNMET: Partial<Readonly<Record<CheckName, string>>> = {
  database: 'the database cannot be used',
  ari: 'ARI is not reached, or too old',
};

/**
 * Asks everything side by side, each check once those are done that it needs. None can hold up the others, and one that
 * breaks is a finding of its own. In the order of `CHECKS`, whoever was ready first.
 */
export async function runChecks(
  checks: readonly Check[],
  { clock, onProgress }: { readonly clock: Clock; readonly onProgress: OnProgress },
): Promise<readonly CheckFinding[]> {
  const running = new Map<CheckName, Promise<Findings>>();
  let done = 0;
  const begin = (check: Check): Promise<Findings> => {
    const begun = running.get(check.name) ?? answer(check);
    running.set(check.name, begun);
    return begun;
  };
  const answer = async (check: Check): Promise<Findings> => {
    // Whoever is asked for twice is asked once: the map is filled before anything is awaited.
    await Promise.resolve();
    for (const name of check.needs ?? []) {
      const needed = checks.find((each) => each.name === name);
      const found = needed === undefined ? [] : await begin(needed);
      if (isUnmet(found)) return [skipped(UNMET[name] ?? `${name} failed`)];
    }
    const findings = await withinDeadline(check, clock);
    done += 1;
    onProgress('Checking', done / checks.length);
    return findings;
  };
  const results = await Promise.all(
    checks.map(async (check) => ({ name: check.name, findings: await begin(check) })),
  );
  return results
    .toSorted((a, b) => CHECK_NAMES.indexOf(a.name) - CHECK_NAMES.indexOf(b.name))
    .flatMap(({ name, findings }) => findings.map((finding) => ({ name, ...finding })));
}

/** The checks of these names, and what they need. */
export function selectChecks(checks: readonly Check[], names: readonly CheckName[]): readonly Check[] {
  const wanted = new Set<CheckName>();
  const want = (name: CheckName): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const needed of checks.find((check) => check.name === name)?.needs ?? []) want(needed);
  };
  for (const name of names) want(name);
  return checks.filter(({ name }) => wanted.has(name));
}

function isUnmet(findings: Findings): boolean {
  return findings.some(({ state }) => state === 'failed' || state === 'skipped');
}

async function withinDeadline({ name, ask }: Check, clock: Clock): Promise<Findings> {
  const { promise: late, resolve } = Promise.withResolvers<Findings>();
  const cancel = clock.setTimer(clock.now() + CHECK_DEADLINE_MS, () =>
    resolve([
      failure(
        `no answer within ${CHECK_DEADLINE_MS / 1000} s`,
        `Something hangs there; try it alone: textback doctor --check ${name}`,
      ),
    ]),
  );
  try {
    return await Promise.race([Promise.resolve().then(ask), late]);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [
      failure(
        `could not be looked at (${why.slice(0, 200)})`,
        `Run it again as the user that runs textback, or as root: sudo textback doctor --check ${name}`,
      ),
    ];
  } finally {
    cancel();
  }
}
