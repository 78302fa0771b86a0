import { createHash } from 'node:crypto';
import { browserName } from '../core/browser-name.ts';
import type { Clock } from '../core/clock.ts';
import type { PasskeySite } from '../core/passkey-site.ts';
import type { Store } from '../store/open-store.ts';
import type { PasskeyRow } from '../store/queries/passkeys.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Actor } from './act-as.ts';
import { CHALLENGE_LIFE_MS, type PasskeyChallenges } from './passkey-challenges.ts';
import { passkeyNameOf } from './passkeys.ts';
import { verifyPassword } from './password-hash.ts';
import { readPasskeyReply } from './read-passkey-reply.ts';
import { type Visitor, visitorKept } from './record-sign-in.ts';
import type { Rejection } from './rejection.ts';
import { PASSKEY_ALGORITHMS, verifyMadePasskey } from './verify-passkey.ts';

/** Phones, desks and keys of one person. */
const MOST_PASSKEYS = 10;

export interface PasskeyWish {
  readonly user: UserRow;
  readonly sessionId: number;
  /** Their password, so that nobody makes one in a browser that was left open. */
  readonly password: string;
}

/** What a browser is asked for, that is to make one (Web Authentication §5.4), once the password is known to be right. */
export async function beginPasskey(
  store: Store,
  { user, sessionId, password }: PasskeyWish,
  { site, business }: { readonly site: PasskeySite; readonly business: string },
  challenges: PasskeyChallenges,
) {
  const hash = store.read((reader) => reader.signIn.passwordHash(user.id));
  if (!(await verifyPassword(password, hash))) return wrongPassword();
  const known = store.read((reader) => reader.passkeys.of(user.id));
  if (known.length >= MOST_PASSKEYS) return tooMany(user.name);
  const options = {
    rp: { id: site.rpId, name: business },
    user: { id: passkeyHandle(user), name: user.name, displayName: user.name },
    challenge: challenges.give(purposeOf(sessionId)),
    pubKeyCredParams: PASSKEY_ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
    timeout: CHALLENGE_LIFE_MS,
    attestation: 'none',
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      ...{ type: 'public-key', id: credentialId },
      transports: transports.split(' ').filter((each) => each !== ''),
    })),
    authenticatorSelection: {
      ...{ residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
    },
  };
  return { kind: 'options' as const, options };
}

export interface PasskeyToAdd extends Visitor {
  readonly user: UserRow;
  readonly sessionId: number;
  /** What the browser said, as JSON. */
  readonly reply: string;
  /** What the person calls it; empty for the browser's name. */
  readonly name: string;
}

/** From now on the person can sign in with what their browser has made. */
export async function addPasskey(
  store: Store,
  { user, sessionId, reply: text, name, ...visitor }: PasskeyToAdd,
  { site, challenges }: { readonly site: PasskeySite; readonly challenges: PasskeyChallenges },
  actor: Actor,
  clock: Clock,
): Promise<{ readonly kind: 'added'; readonly passkey: PasskeyRow } | Rejection> {
  const reply = readPasskeyReply(text);
  const isAsked = reply !== null && challenges.take(reply.challenge, purposeOf(sessionId));
  const made = isAsked ? await verifyMadePasskey(reply, site) : null;
  if (reply === null || made === null) return notMade();
  return store.transact('promised', (tx) => {
    if (tx.passkeys.byCredential(made.credentialId) !== undefined) return notMade();
    if (tx.passkeys.of(user.id).length >= MOST_PASSKEYS) return tooMany(user.name);
    const at = clock.now();
    const passkey = tx.passkeys.add({
      ...{ userId: user.id, ...made, transports: reply.transports.join(' ') },
      ...{ name: passkeyNameOf(name) || passkeyNameOf(browserName(visitor.userAgent)) || 'Passkey' },
      ...{ createdAt: at, lastUsedAt: null },
    });
    const after = { ...visitorKept(visitor), id: passkey.id, name: passkey.name };
    const action = 'add passkey';
    tx.audit.record({ at, actor: actor.label, action, subject: `user:${user.name}`, before: null, after });
    return { kind: 'added', passkey };
  });
}

/** By what a device knows whose a passkey is: the same for one person each time, and says nothing of them. */
export function passkeyHandle({ id, createdAt }: Pick<UserRow, 'id' | 'createdAt'>): string {
  return createHash('sha256').update(`textback passkey ${id} ${createdAt}`).digest('base64url');
}

function purposeOf(sessionId: number): string {
  return `add ${sessionId}`;
}

function wrongPassword(): Rejection {
  return {
    kind: 'refused',
    problem: 'The password is another one.',
    remedy: 'No passkey was added. Type your password again, or ask an owner for a new one.',
  };
}

function tooMany(name: string): Rejection {
  return {
    kind: 'invalid',
    problem: `${name} has ${MOST_PASSKEYS} passkeys already.`,
    remedy: 'Remove one that is not used any more, then add this one.',
  };
}

function notMade(): Rejection {
  return {
    kind: 'invalid',
    problem: 'The passkey that the browser made was not accepted.',
    remedy: 'Load the page again and add it once more, within five minutes.',
  };
}
