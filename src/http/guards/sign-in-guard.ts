import type { Clock, Millis } from '../../core/clock.ts';
import { signInDelaySeconds } from '../../core/sign-in-delay.ts';

export interface SignInTurn {
  /** Until an attempt may be made; 0 counts as one made now, wrong until `succeeded` is told. */
  readonly seconds: number;
  /** Whether they are told so for the first time since the last attempt that counted. */
  readonly isNew: boolean;
}

/** Slows down whoever guesses passwords. */
export interface SignInGuard {
  attempt(account: string, address: string): SignInTurn;
  succeeded(account: string, address: string): void;
}

/** Accounts and addresses kept in mind; what was quiet the longest is forgotten first. */
const KEPT = 10_000;
interface Wrong {
  readonly failures: number;
  readonly at: Millis;
  /** Whether somebody was told to wait since. */
  readonly isTold: boolean;
}

/** After an hour without an attempt all is forgiven. */
const FORGIVEN_MS: Millis = 3_600_000;

const NEVER: Wrong = { failures: 0, at: 0, isTold: false };

export function createSignInGuard(clock: Clock): SignInGuard {
  const wrong = new Map<string, Wrong>();
  const key = (of: 'account' | 'address', name: string) => `${of} ${name.trim().toLowerCase()}`;

  function waitSeconds(of: 'account' | 'address', name: string): number {
    const { failures, at } = wrong.get(key(of, name)) ?? NEVER;
    if (clock.now() - at >= FORGIVEN_MS) wrong.delete(key(of, name));
    const waited = (clock.now() - at) / 1000;
    return Math.max(0, Math.ceil(signInDelaySeconds(of, failures) - waited));
  }

  function count(of: 'account' | 'address', name: string): void {
    const failures = (wrong.get(key(of, name))?.failures ?? 0) + 1;
    // Set anew, it is the last in the map's order.
    wrong.delete(key(of, name));
    wrong.set(key(of, name), { failures, at: clock.now(), isTold: false });
    const [quietest] = wrong.keys();
    if (wrong.size > KEPT && quietest !== undefined) wrong.delete(quietest);
  }

  /** Says that they wait, once for each attempt that counted. */
  function tell(of: 'account' | 'address', name: string): boolean {
    const before = wrong.get(key(of, name)) ?? NEVER;
    if (waitSeconds(of, name) === 0 || before.isTold) return false;
    wrong.set(key(of, name), { ...before, isTold: true });
    return true;
  }

  return {
    attempt(account, address) {
      const seconds = Math.max(waitSeconds('account', account), waitSeconds('address', address));
      if (seconds > 0) {
        const [ofAccount, ofAddress] = [tell('account', account), tell('address', address)];
        return { seconds, isNew: ofAccount || ofAddress };
      }
      // Before it is known to be wrong: many at once count as many.
      count('account', account);
      count('address', address);
      return { seconds: 0, isNew: false };
    },
    succeeded(account, address) {
      wrong.delete(key('account', account));
      wrong.delete(key('address', address));
    },
  };
}
