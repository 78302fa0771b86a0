import type { Millis } from '../core/clock.ts';
import { type SignInAction, UNKNOWN_SUBJECT } from '../core/sign-in-action.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Reader, Writer } from '../store/queries.ts';

/** Whence somebody comes. */
export interface Visitor {
  readonly address: string;
  readonly userAgent: string;
}

const MAX_ADDRESS_LENGTH = 45;
const MAX_USER_AGENT_LENGTH = 200;

/** As it is kept, however long and with whatever in it it came. */
export function visitorKept({ address, userAgent }: Visitor): Visitor {
  return {
    address: address.slice(0, MAX_ADDRESS_LENGTH),
    userAgent: userAgent.replace(/\p{Cc}/gu, '').slice(0, MAX_USER_AGENT_LENGTH),
  };
}

/**
 * Puts an attempt to sign in into the audit.
 * @param name the person's; null where nobody has the name that was typed
 * @param more what else is kept of it, e.g. the passkey's name
 */
export function recordSignIn(
  tx: Writer,
  name: string | null,
  action: SignInAction,
  visitor: Visitor,
  at: Millis,
  more: Readonly<Record<string, string>> = {},
): void {
  const subject = name === null ? UNKNOWN_SUBJECT : `user:${name}`;
  const after = { ...visitorKept(visitor), ...more };
  tx.audit.record({ at, actor: subject, action, subject, before: null, after });
}

/** Keeps that somebody has to wait after too many wrong passwords. */
export function recordLockout(store: Store, name: string, visitor: Visitor, at: Millis): void {
  store.transact('progress', (tx) => {
    recordSignIn(tx, userNamed(tx, name)?.name ?? null, 'too many attempts', visitor, at);
  });
}

/** Whom somebody means who signs in: by name, or by login on this machine. */
export function userNamed(reader: Reader, typed: string): UserRow | undefined {
  const plain = typed.trim().replace(/\s+/g, ' ');
  return reader.users.byName(plain) ?? reader.users.byLogin(plain);
}
