import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { Rejection } from './rejection.ts';
import { storeWithin } from './store-within.ts';

/** How long a request that comes again is known as the same. */
export const KEPT_ANSWER_MS: Millis = 24 * 3_600_000;

/** A request that may come again, because its answer was lost. */
export interface RepeatableRequest {
  /** Who asks: `token:3`, `user:1`. */
  readonly asker: string;
  /** What the asker calls it; null where it never comes again. */
  readonly key: string | null;
  /** SHA-256 of what is asked, in hex. */
  readonly hash: string;
}

export type AnsweredOnce =
  | {
      readonly kind: 'answered';
      /** JSON. */
      readonly answer: string;
      /** It was done before, and not again. */
      readonly isRepeat: boolean;
    }
  /** The key was used for something else. */
  | { readonly kind: 'other-request' }
  /** It was done before, and not again; what was answered told of a customer who was erased. */
  | { readonly kind: 'answer-erased' }
  | Rejection;

/** Takes everything back that was done before the refusal. */
class Refused extends Error {
  readonly rejection: Rejection;
  constructor(rejection: Rejection) {
    super(rejection.problem);
    this.rejection = rejection;
  }
}

/**
 * Does what is asked in one transaction with keeping the answer, so that a crash leaves both or neither: the same
 * request, come again, gets the same answer, and is not done twice. Of two at once the second waits for the first.
 * What was refused changed nothing, is not kept, and may be asked again.
 */
export function answerOnce(
  store: Store,
  { asker, key, hash }: RepeatableRequest,
  now: Millis,
  act: (store: Store) => Rejection | object,
): AnsweredOnce {
  try {
    return store.transact('promised', (tx) => {
      const kept = key === null ? undefined : tx.keptAnswers.of(asker, key);
      if (kept !== undefined && now - kept.at < KEPT_ANSWER_MS) {
        if (kept.requestHash !== hash) return { kind: 'other-request' };
        if (kept.answer === null) return { kind: 'answer-erased' };
        return { kind: 'answered', answer: kept.answer, isRepeat: true };
      }
      const done = act(storeWithin(store, tx));
      if ('problem' in done) throw new Refused(done);
      const answer = JSON.stringify(done);
      if (kept !== undefined) tx.keptAnswers.drop(kept.id);
      if (key !== null) tx.keptAnswers.keep({ asker, key, requestHash: hash, answer, at: now });
      return { kind: 'answered', answer, isRepeat: false };
    });
  } catch (error) {
    if (error instanceof Refused) return error.rejection;
    throw error;
  }
}
