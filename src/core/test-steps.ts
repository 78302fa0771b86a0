import type { Outcome } from './call.ts';
import { type ExplainedLeg, explainLeg } from './explain-leg.ts';

/** What a test call goes through, in order; there is one `phone` for each that was dialled. */
export const TEST_STEPS = [
  'configuration',
  'database',
  'line',
  'ari',
  'ami',
  'daemon',
  'gateway',
  'dialplan',
  'phone',
  'outcome',
  'decision',
  'text',
] as const;

export interface TestStep {
  readonly name: (typeof TEST_STEPS)[number];
  readonly ok: boolean;
  /** What was found, for people. */
  readonly detail: string;
  /** What to do; null where there is nothing to do. */
  readonly remedy: string | null;
}

export function passed(name: TestStep['name'], detail: string): TestStep {
  return { name, ok: true, detail, remedy: null };
}

export function failed(name: TestStep['name'], detail: string, remedy: string): TestStep {
  return { name, ok: false, detail, remedy };
}

/** How one phone took the call. One that nobody answers, or that is busy, works. */
export function phoneStep(leg: ExplainedLeg & { readonly label: string }, line: string): TestStep {
  const detail = `${leg.label}: ${explainLeg(leg)}`;
  switch (leg.end) {
    case 'unreachable':
      return failed(
        'phone',
        detail,
        'See in Asterisk whether it is registered: `pjsip show contacts`; for a phone number, whether the trunk of dial_template is up.',
      );
    case 'wrong-number':
      return failed('phone', detail, `Set another with \`textback line set ${line} forward NUMBER\`.`);
    case 'not-connected':
      return failed(
        'phone',
        detail,
        'See with `journalctl -u textback` what Asterisk said to the connection.',
      );
    default:
      return passed('phone', detail);
  }
}

/** Whether the call ended as a customer's may end. */
export function outcomeStep(outcome: Outcome, rang: boolean, line: string): TestStep {
  if (!rang) return passed('outcome', 'counts as missed: no phone was to ring');
  switch (outcome) {
    case 'unreachable':
      return failed(
        'outcome',
        'unreachable: no phone could be rung',
        `See the phones above, and what the line rings: \`textback line show ${line}\`.`,
      );
    case 'blocked':
      return failed('outcome', 'blocked: the test caller is on the block list', 'See `textback block list`.');
    default:
      return passed('outcome', outcome);
  }
}
