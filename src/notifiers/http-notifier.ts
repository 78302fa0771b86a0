import type { NoticeAttempt } from '../core/notice-state.ts';
import { NOTIFIER_DEADLINE_MS } from './notifier.ts';

export interface HttpPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Statuses that ask to try again: RFC 9110 §15.5.9, §15.5.18; RFC 6585 §4; and every 5xx. */
const AGAIN = new Set([408, 423, 425, 429]);

/** Posts and says what it meant. Follows no redirect: it would carry what is in it to somewhere else. */
export async function post({ url, headers, body }: HttpPost): Promise<NoticeAttempt> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(NOTIFIER_DEADLINE_MS),
    });
    await response.body?.cancel();
    const { status } = response;
    if (status >= 200 && status < 300) return { kind: 'sent' };
    const why = `HTTP ${status}`;
    return { kind: AGAIN.has(status) || status >= 500 ? 'retryable' : 'rejected', why };
  } catch (error) {
    return { kind: 'retryable', why: networkProblem(error) };
  }
}

/** `fetch` says only "fetch failed"; its cause says why. */
function networkProblem(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${NOTIFIER_DEADLINE_MS / 1000} s`;
  return error.cause instanceof Error && error.cause.message !== '' ? error.cause.message : error.message;
}
