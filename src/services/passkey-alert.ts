import { alertDetails } from '../core/alert-detail.ts';
import type { Millis } from '../core/clock.ts';
import type { PasskeyRow } from '../store/queries/passkeys.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Writer } from '../store/queries.ts';

type Passkey = Pick<PasskeyRow, 'id' | 'userId'>;

/** Has the person and the owners told, once, until the passkey is gone. */
export function raisePasskeyCopied(
  tx: Writer,
  passkey: Passkey,
  user: Pick<UserRow, 'name'>,
  raisedAt: Millis,
): void {
  const detail = alertDetails.passkeyCopied(user.name, passkey.id);
  tx.alerts.raise({ kind: 'passkey-copied', subject: subjectOf(passkey), detail, raisedAt });
}

/** Nobody signs in with it any more, nor with a copy of it, and where somebody did they are signed out. Returns in how many browsers. */
export function dropPasskey(tx: Writer, passkey: Passkey, now: Millis): number {
  const sessionsEnded = tx.signIn.endOpenedWith(passkey.id);
  tx.passkeys.remove(passkey.id);
  tx.alerts.resolve('passkey-copied', subjectOf(passkey), now);
  return sessionsEnded;
}

/** The same with all of a person's. */
export function dropPasskeysOf(tx: Writer, userId: number, now: Millis): void {
  for (const passkey of tx.passkeys.of(userId)) dropPasskey(tx, passkey, now);
}

/** As announce-alerts.ts reads it. */
function subjectOf({ id, userId }: Passkey): string {
  return `user:${userId} passkey:${id}`;
}
