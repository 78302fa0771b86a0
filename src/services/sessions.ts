import type { Millis } from '../core/clock.ts';
import { isSessionOver } from '../core/session-life.ts';
import type { Store } from '../store/open-store.ts';
import type { OpenedSession, SessionRow } from '../store/queries/sign-in.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Rejection } from './rejection.ts';
import { hashOfToken } from './session-token.ts';
import { findUser } from './show-user.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** A write for each request would be more than anybody wants to know. */
const SEEN_EVERY_MS: Millis = 60_000;

export interface ResumedSession {
  readonly user: UserRow;
  readonly session: SessionRow;
  /** They signed in with what an owner gave them, and choose their own before anything else. */
  readonly mustChoosePassword: boolean;
}

/** Whose browser holds this token; null where nobody's does, or it was not used for too long. */
export function resumeSession(
  store: Store,
  token: string,
  address: string,
  now: Millis,
): ResumedSession | null {
  const found = store.read((reader) => reader.signIn.byToken(hashOfToken(token)));
  if (found === undefined || isSessionOver(found.session, now)) return null;
  if (now - found.session.lastSeenAt >= SEEN_EVERY_MS)
    store.transact('progress', (tx) => tx.signIn.seen(found.session.id, now, address));
  const { user, session, temporaryUntil } = found;
  return { user, session, mustChoosePassword: temporaryUntil !== null };
}

/** Where a person is signed in, the browser used last first. */
export function listSessions(
  store: Store,
  name: string,
  now: Millis,
):
  | { readonly kind: 'sessions'; readonly user: UserRow; readonly sessions: readonly OpenedSession[] }
  | Rejection {
  return store.read((reader) => {
    const found = findUser(reader, name);
    if (found.kind !== 'user') return found;
    const { user } = found;
    const sessions = reader.signIn.sessionsOf(user.id).filter((each) => !isSessionOver(each, now));
    return { kind: 'sessions', user, sessions };
  });
}

export interface SessionsToEnd {
  /** The person's name. */
  readonly name: string;
  /** Null for all of theirs. */
  readonly id: number | null;
  readonly dryRun: boolean;
}

/** Signs a person out, in one browser or in all. */
export function endSessions(
  store: Store,
  { name, id, dryRun }: SessionsToEnd,
  actor: string,
  now: Millis,
): { readonly kind: 'ended'; readonly user: UserRow; readonly count: number } | Rejection {
  return transactOrRehearse(store, dryRun, (tx) => {
    const found = findUser(tx, name);
    if (found.kind !== 'user') return found;
    const { user } = found;
    const ending = tx.signIn.sessionsOf(user.id).filter((each) => id === null || each.id === id);
    if (id !== null && ending.length === 0) {
      return {
        kind: 'not-found',
        problem: `${user.name} has no session ${id}.`,
        remedy: `See \`textback user sessions "${user.name}"\`.`,
      };
    }
    if (id === null) tx.signIn.endAllOf(user.id);
    else tx.signIn.end(id);
    const before = ending.map(({ id, address, userAgent }) => ({ id, address, userAgent }));
    const subject = `user:${user.name}`;
    if (before.length > 0)
      tx.audit.record({ at: now, actor, action: 'sign out', subject, before, after: null });
    return { kind: 'ended', user, count: before.length };
  });
}
