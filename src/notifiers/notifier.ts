import type { Millis } from '../core/clock.ts';
import type { NoticeKind } from '../core/notice.ts';
import type { NoticeAttempt } from '../core/notice-state.ts';

/** What a person is told, on its way to one address. */
export interface OutgoingNotice {
  /** The same at each attempt, so that a receiver can know it again. */
  readonly id: number;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly body: string;
  readonly isUrgent: boolean;
  readonly leadId: number | null;
  readonly createdAt: Millis;
  /** From then on it is of no use. */
  readonly expiresAt: Millis;
  /** An e-mail address, a URL, an ntfy topic, the id of a phone or browser. */
  readonly address: string;
}

/** One way to reach people. */
export interface Notifier {
  /** Never rejects; answers within 15 s. */
  send(notice: OutgoingNotice): Promise<NoticeAttempt>;
  close(): void;
}

export const NOTIFIER_DEADLINE_MS: Millis = 15_000;
