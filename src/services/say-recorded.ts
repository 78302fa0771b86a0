import type { Tell } from '../core/happening.ts';
import type { Log } from '../core/log.ts';
import type { RecordedOutcome } from './record-outcome.ts';

/** Tells the log and the figures what an outcome meant, and the outbox where a text was queued. */
export function sayRecorded(
  recorded: RecordedOutcome,
  call: number,
  { log, onQueued, tell }: { readonly log: Log; readonly onQueued: () => void; readonly tell: Tell },
): void {
  for (const happening of recorded.happenings) tell(happening);
  if (recorded.messageId !== null) onQueued();
  else if (recorded.suppressed === 'no-credit') {
    log.error({ call }, 'OUT OF CREDITS: a missed caller was not texted. Run `textback credits topup 100`.');
  } else log.info({ call, reason: recorded.suppressed }, 'the caller is not texted');
}
