import type { Clock } from '../core/clock.ts';
import { judgePassword } from '../core/password-rule.ts';
import { readUserSetting } from '../core/user-settings.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Writer } from '../store/queries.ts';
import { addUser } from './add-user.ts';
import type { Business } from './business.ts';
import { hashPassword } from './password-hash.ts';
import type { Rejection } from './rejection.ts';
import type { SetupGate } from './setup-gate.ts';
import { type NewSession, openSession } from './sign-in.ts';
import { storeWithin } from './store-within.ts';

export type ClaimField = 'code' | 'name' | 'phone' | 'password';

/** What the first owner typed; without a phone, `''`. */
export type TypedClaim = { readonly [field in ClaimField]: string };
export type ClaimRefusals = { readonly [field in ClaimField]?: Rejection };

export type Claimed =
  | { readonly kind: 'claimed'; readonly user: UserRow }
  | { readonly kind: 'refused'; readonly refusals: ClaimRefusals }
  /** Somebody is known already: of two at once, the second gets this. */
  | { readonly kind: 'too-late' };

const ACTOR = 'setup';

/**
 * Makes whoever has the code the owner, signed in. Whether anybody is known yet is asked once more in the transaction
 * that makes them, which no other can come between.
 */
export async function claimInstallation(
  {
    store,
    gate,
    business,
    clock,
  }: {
    readonly store: Store;
    readonly gate: SetupGate;
    readonly business: Business;
    readonly clock: Clock;
  },
  typed: TypedClaim,
  session: NewSession,
  salt: Buffer,
): Promise<Claimed> {
  if (!gate.isOpen()) return { kind: 'too-late' };
  if (!gate.isRight(typed.code)) return { kind: 'refused', refusals: { code: wrongCode(gate) } };
  const refusals = refuseOwner(typed, business);
  if (Object.keys(refusals).length > 0) return { kind: 'refused', refusals };
  const hash = await hashPassword(typed.password, salt);
  return store.transact('promised', (tx) => {
    if (tx.users.all().length > 0) return { kind: 'too-late' };
    return {
      kind: 'claimed',
      user: makeOwner(storeWithin(store, tx), tx, typed, { hash, session, business, clock }),
    };
  });
}

function makeOwner(
  store: Store,
  tx: Writer,
  { name, phone }: TypedClaim,
  {
    hash,
    session,
    business,
    clock,
  }: {
    readonly hash: string;
    readonly session: NewSession;
    readonly business: Business;
    readonly clock: Clock;
  },
): UserRow {
  const at = clock.now();
  const settings = { name, role: 'owner', ...(phone.trim() === '' ? {} : { phone }) };
  const added = addUser(store, { settings, dryRun: false }, business.country, ACTOR, at);
  if (added.kind !== 'added') throw new Error(`the first owner cannot be added: ${added.problem}`);
  const { user } = added;
  tx.signIn.setPassword({ userId: user.id, hash, changedAt: at, temporaryUntil: null });
  const subject = `user:${user.name}`;
  tx.audit.record({ at, actor: ACTOR, action: 'set password', subject, before: null, after: null });
  openSession(tx, user, session, at);
  return user;
}

function refuseOwner({ name, phone, password }: TypedClaim, business: Business): ClaimRefusals {
  const refusals: { -readonly [field in ClaimField]?: Rejection } = {};
  const readName = readUserSetting('name', name, business.country);
  if (readName.kind !== 'value') refusals.name = readName;
  const readPhone = phone.trim() === '' ? null : readUserSetting('phone', phone, business.country);
  if (readPhone !== null && readPhone.kind !== 'value') refusals.phone = readPhone;
  const verdict = judgePassword(password, [name, business.name]);
  if (verdict.kind === 'bad') refusals.password = { ...verdict, kind: 'invalid' };
  return refusals;
}

function wrongCode(gate: SetupGate): Rejection {
  const place = gate.place();
  return {
    kind: 'refused',
    problem: 'This is not the code, or no longer.',
    remedy: place === null ? 'See the log: journalctl -u textback' : `Read it anew: \`sudo cat ${place}\``,
  };
}
