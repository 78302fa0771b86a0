import type { Millis } from '../core/clock.ts';
import type { NoticeAttempt } from '../core/notice-state.ts';
import { readRetryAfter, type WebhookAnswer } from '../core/webhook-delivery.ts';
import { NOTIFIER_DEADLINE_MS } from './notifier.ts';

export interface HttpPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Statuses that ask to try again: RFC 9110 §15.5.9, §15.5.18; RFC 6585 §4; and every 5xx. */
const AGAIN = new Set([408, 423, 425, 429]);

/** Posts and says what it meant. */
export async function post(request: HttpPost): Promise<NoticeAttempt> {
  const answer = await ask(request);
  if (answer.kind === 'no-answer') return { kind: 'retryable', why: answer.why };
  const { status } = answer;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  const why = `HTTP ${status}`;
  return { kind: AGAIN.has(status) || status >= 500 ? 'retryable' : 'rejected', why };
}

/**
 * Posts and says what came of it. Follows no redirect: it would carry what is in it to somewhere else. Of an answer the
 * body is not read, however long it is.
 * @param stopped ends it early
 */
export async function ask(
  { url, headers, body }: HttpPost,
  stopped?: AbortSignal,
  deadlineMs: Millis = NOTIFIER_DEADLINE_MS,
): Promise<WebhookAnswer> {
  const deadline = AbortSignal.timeout(deadlineMs);
  const signal = stopped === undefined ? deadline : AbortSignal.any([deadline, stopped]);
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    await response.body?.cancel();
    const retryAfterMs = readRetryAfter(response.headers.get('retry-after'));
    return { kind: 'answered', status: response.status, retryAfterMs };
  } catch (error) {
    return { kind: 'no-answer', why: networkProblem(error, deadlineMs) };
  }
}

/** `fetch` says only "fetch failed"; its cause says why. */
function networkProblem(error: unknown, deadlineMs: Millis): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${deadlineMs / 1000} s`;
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
