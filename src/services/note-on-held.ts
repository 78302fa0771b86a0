import type { Writer } from '../store/queries.ts';

/** Adds to a call's decision what became of the text that a cap held. */
export function noteOnHeld(tx: Writer, callId: number, note: string): void {
  const asked = tx.calls.decisionOf(callId)?.asked;
  if (asked == null) return;
  const noted = asked.map((one) =>
    one.rule === 'cap-reached' ? { ...one, detail: `${one.detail}; ${note}` } : one,
  );
  tx.calls.changeDecision(callId, { asked: noted });
}
