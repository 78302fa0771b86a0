import {
  type Asked,
  expiryOf,
  notBeforeOf,
  type PlannedText,
  SUPPRESSIONS,
  type Suppression,
  type TextBackQuestion,
} from './text-back-question.ts';
import { ask } from './text-back-rules.ts';

export type TextBackDecision =
  | ({ readonly verdict: 'send'; readonly asked: readonly Asked[] } & PlannedText)
  | {
      readonly verdict: 'suppress';
      readonly reason: Suppression;
      readonly asked: readonly Asked[];
      /** What somebody may still send: a text that only a cap stands against. */
      readonly held: PlannedText | null;
    };

/**
 * Whether a call that has its outcome is answered with a text: the first reason against it wins, and
 * those after it are not asked.
 */
export function decideTextBack(question: TextBackQuestion): TextBackDecision {
  const asked: Asked[] = [];
  const planned = planText(question);
  for (const rule of SUPPRESSIONS) {
    const answer = ask(rule, question);
    asked.push({ rule, ...answer });
    if (!answer.applies) continue;
    const held = rule === 'cap-reached' ? planned : null;
    return { verdict: 'suppress', reason: rule, asked, held };
  }
  return { verdict: 'send', asked, ...planned };
}

/** Where there is nobody to text, `withheld-number` or `not-textable` has applied before this is used. */
function planText(question: TextBackQuestion): PlannedText {
  const { caller, line } = question;
  return {
    text: line.text,
    from: line.sender,
    to: caller.kind === 'number' ? caller.e164 : '',
    notBefore: notBeforeOf(question),
    expiresAt: expiryOf(question),
  };
}
