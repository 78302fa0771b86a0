import type { Clock } from '../core/clock.ts';
import type { PasskeySite } from '../core/passkey-site.ts';
import { isTemporaryPasswordOver } from '../core/temporary-password.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import { passkeyHandle } from './add-passkey.ts';
import { raisePasskeyCopied } from './passkey-alert.ts';
import { CHALLENGE_LIFE_MS, type PasskeyChallenges } from './passkey-challenges.ts';
import type { PasskeyReply } from './read-passkey-reply.ts';
import { recordSignIn } from './record-sign-in.ts';
import type { Rejection } from './rejection.ts';
import { type NewSession, openSession } from './sign-in.ts';
import { verifyUsedPasskey } from './verify-passkey.ts';

const PURPOSE = 'sign in';

/** What a browser is asked for by somebody of whom nothing is known yet (Web Authentication §5.5). */
export function beginPasskeySignIn({ rpId }: PasskeySite, challenges: PasskeyChallenges) {
  const challenge = challenges.give(PURPOSE);
  return { rpId, challenge, timeout: CHALLENGE_LIFE_MS, userVerification: 'required' };
}

/** Whose passkey a browser says it has used; null where it is nobody's. */
export function ownerOfPasskey(store: Store, { id }: PasskeyReply): string | null {
  return store.read((reader) => reader.passkeys.byCredential(id)?.user.name ?? null);
}

/** Signs in whoever has the passkey, and showed their device that it is them. */
export async function signInWithPasskey(
  store: Store,
  { reply, ...session }: NewSession & { readonly reply: PasskeyReply },
  { site, challenges }: { readonly site: PasskeySite; readonly challenges: PasskeyChallenges },
  clock: Clock,
): Promise<{ readonly kind: 'signed-in'; readonly user: UserRow } | Rejection> {
  const isAsked = challenges.take(reply.challenge, PURPOSE);
  const known = store.read((reader) => reader.passkeys.byCredential(reply.id));
  const isTheirs = isAsked && known !== undefined && reply.userHandle === passkeyHandle(known.user);
  const count = isTheirs ? await verifyUsedPasskey(reply, known.passkey, site) : null;
  return store.transact('promised', (tx) => {
    const at = clock.now();
    // It may have been removed, or used elsewhere, while the signature was looked at.
    const still = tx.passkeys.byCredential(reply.id);
    if (still === undefined) {
      recordSignIn(tx, known?.user.name ?? null, 'wrong passkey', session, at);
      return notAccepted();
    }
    const { passkey, user } = still;
    const password = tx.signIn.passwordOf(user.id);
    const mayEnter = password !== undefined && !isTemporaryPasswordOver(password.temporaryUntil, at);
    // Web Authentication §7.2, step 22: one that counts counts up.
    const isBack = count !== null && Math.max(count, passkey.signCount) > 0 && count <= passkey.signCount;
    if (count === null || !mayEnter || isBack) {
      const why = isBack ? { why: 'its count went back' } : {};
      recordSignIn(tx, user.name, 'wrong passkey', session, at, { name: passkey.name, ...why });
      if (!isBack) return notAccepted();
      raisePasskeyCopied(tx, passkey, user, at);
      return countedBack();
    }
    tx.passkeys.used(passkey.id, count, at);
    openSession(tx, user, session, at, passkey);
    return { kind: 'signed-in', user };
  });
}

export function notAccepted(): Rejection {
  return {
    kind: 'refused',
    problem: 'This passkey was not accepted.',
    remedy:
      'Try it once more, or sign in with name and password and see under Account which passkeys you have.',
  };
}

function countedBack(): Rejection {
  return {
    kind: 'refused',
    problem:
      'This passkey was not accepted: there may be a copy of it, because it says it was used less often than before.',
    remedy: 'Sign in with name and password, remove it under Account, and add a new one.',
  };
}
