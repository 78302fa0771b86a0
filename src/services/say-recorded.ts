import type { Log } from '../core/log.ts';
import type { RecordedOutcome } from './record-outcome.ts';

/** Tells the log what an outcome meant, and the outbox where a text was queued. */
export function sayRecorded(
  recorded: RecordedOutcome,
  call: number,
  { log, onQueued }: { readonly log: Log; readonly onQueued: () => void },
): void {
  if (recorded.messageId !== null) onQueued();
  else if (recorded.suppressed === 'no-credit') {
    log.error({ call }, 'OUT OF CREDITS: a missed caller was not texted. Run `textback credits topup 100`.');
  } else log.info({ call, reason: recorded.suppressed }, 'the caller is not texted');
}
