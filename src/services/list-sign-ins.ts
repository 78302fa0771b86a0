import type { Millis } from '../core/clock.ts';
import { mayAudit } from '../core/roles.ts';
import { isSessionOver, SESSION_IDLE_MS } from '../core/session-life.ts';
import { isSignInAction, type SignInAction } from '../core/sign-in-action.ts';
import type { Store } from '../store/open-store.ts';
import type { AuditEntry } from '../store/queries/audit.ts';
import type { SessionOfUser } from '../store/queries/sign-in.ts';
import type { UserRow } from '../store/queries/users.ts';
import { presentNamesIn } from './present-names.ts';
import type { Rejection } from './rejection.ts';

/** Something that happened with signing in. */
export interface SignInEntry {
  readonly id: number;
  readonly at: Millis;
  readonly action: SignInAction;
  /** Whose sign-in it was about; null where nobody has the name that was typed. */
  readonly who: string | null;
  /** Who did it, where it was somebody else: another person, or a login on this machine. */
  readonly by: string | null;
  /** Whence; empty where it is not known. */
  readonly places: readonly { readonly address: string; readonly userAgent: string }[];
  /** What a token or passkey is called; null for everything else. */
  readonly name: string | null;
}

export interface SignInQuestion {
  readonly limit: number;
  /** The id of the last entry of the page before. */
  readonly before?: number | undefined;
}

/** What happened with a person's own signing in, newest first. */
export function listOwnSignIns(
  store: Store,
  { name, createdAt }: UserRow,
  { limit, before }: SignInQuestion,
): readonly SignInEntry[] {
  return store.read((reader) => {
    const last = before === undefined ? undefined : reader.audit.byId(before);
    // A person who had the name before is somebody else.
    const entries = reader.audit.signInsOf(`user:${name}`, createdAt, limit, last);
    return entries.map(presentNamesIn(reader)).flatMap(entryOf);
  });
}

/** The same of everybody, for owners. */
export function listSignIns(
  store: Store,
  asker: UserRow,
  { limit, before }: SignInQuestion,
): { readonly kind: 'entries'; readonly entries: readonly SignInEntry[] } | Rejection {
  if (!mayAudit(asker.role)) return ownersOnly(asker);
  return store.read((reader) => {
    const last = before === undefined ? undefined : reader.audit.byId(before);
    const entries = reader.audit.signIns(limit, last).map(presentNamesIn(reader));
    return { kind: 'entries', entries: entries.flatMap(entryOf) };
  });
}

/** Where everybody is signed in, the browser used last first, for owners. */
export function listAllSessions(
  store: Store,
  asker: UserRow,
  now: Millis,
): { readonly kind: 'sessions'; readonly sessions: readonly SessionOfUser[] } | Rejection {
  if (!mayAudit(asker.role)) return ownersOnly(asker);
  const sessions = store.read((reader) => reader.signIn.allSessions(now - SESSION_IDLE_MS));
  return { kind: 'sessions', sessions: sessions.filter((each) => !isSessionOver(each, now)) };
}

export function ownersOnly({ name, role }: Pick<UserRow, 'name' | 'role'>): Rejection {
  return {
    kind: 'refused',
    problem: `${name} may not see this: the role is ${role}.`,
    remedy: 'Ask an owner. Your own sign-ins are on the page of your account.',
  };
}

function entryOf({ id, at, action, actor, subject, before, after }: AuditEntry): readonly SignInEntry[] {
  if (!isSignInAction(action)) return [];
  const who = subject.startsWith('user:') ? subject.slice('user:'.length) : null;
  const by = actor === subject ? null : actor.replace(/^\w+:/, '');
  const places = [after, before].flat().flatMap(placeOf);
  const [name = null] = [after, before].map((value) => textIn(value, 'name')).filter((each) => each !== '');
  return [{ id, at, action, who, by, places, name }];
}

function placeOf(value: unknown) {
  const address = textIn(value, 'address');
  return address === '' ? [] : [{ address, userAgent: textIn(value, 'userAgent') }];
}

/** What the audit has of an object; empty where it has none. */
function textIn(value: unknown, key: string): string {
  if (typeof value !== 'object' || value === null) return '';
  const found: unknown = Reflect.get(value, key);
  return typeof found === 'string' ? found : '';
}
