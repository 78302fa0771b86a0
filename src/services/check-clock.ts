import { type Finding, type Findings, failure, orFine, warning } from '../core/checkup.ts';
import type { Millis } from '../core/clock.ts';
import { formatDuration } from '../core/duration.ts';

export interface Clocks {
  readonly now: Millis;
  /** When this textback was made, at the earliest. */
  readonly madeAt: Millis;
  /** Asterisk's clock at `now`; null where it cannot be asked. */
  readonly asterisk: Millis | null;
  /** Of the newest call in the database; null for none. */
  readonly newestCall: Millis | null;
  /** Whether the system says that its clock is synchronized; null where it cannot tell. */
  readonly isSynchronized: boolean | null;
  /** What clocks in the business show. */
  readonly local: string;
}

/** Calls that Asterisk writes down without us are told by its clock: a text is too late by what it is wrong. */
const APART_MS: Millis = 5_000;
const FAR_APART_MS: Millis = 60_000;

const SYNCHRONIZE = 'Have it set by the network: timedatectl set-ntp true; then see: timedatectl';

/** Whether the clock can be right: texts expire, hours open and reports count by it. */
export function checkClock({ now, madeAt, asterisk, newestCall, isSynchronized, local }: Clocks): Findings {
  const problems: Finding[] = [];
  if (now < madeAt) {
    problems.push(failure(`it is set to ${local}, when this textback was not made yet`, SYNCHRONIZE));
  } else if (newestCall !== null && newestCall - now > FAR_APART_MS) {
    const ahead = formatDuration(newestCall - now);
    problems.push(
      failure(
        `it is set to ${local}, and the newest call is from ${ahead} later: it was set back`,
        SYNCHRONIZE,
      ),
    );
  }
  const apart = asterisk === null ? 0 : Math.abs(asterisk - now);
  if (apart > APART_MS) {
    const detail = `Asterisk’s clock is ${formatDuration(apart)} ${(asterisk ?? 0) > now ? 'ahead' : 'behind'}`;
    problems.push(apart > FAR_APART_MS ? failure(detail, SYNCHRONIZE) : warning(detail, SYNCHRONIZE));
  }
  if (isSynchronized === false && problems.length === 0)
    problems.push(warning('the system does not synchronize it with the network', SYNCHRONIZE));
  return orFine(problems, `${local}${asterisk === null ? '' : ', as Asterisk has it'}`);
}
