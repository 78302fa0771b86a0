import type { Notice } from './notice.ts';

/** What a phone is sent, before it is encrypted. Read by assets/service-worker.js. */
interface PushPayload {
  readonly title: string;
  readonly body: string;
  /** Where a tap leads. */
  readonly path: string;
  /** The same for the same alert: shown twice, it stands there once. */
  readonly tag: string;
  readonly isUrgent: boolean;
}

export interface PushedNotice extends Pick<Notice, 'title' | 'body' | 'isUrgent'> {
  readonly id: number;
  readonly leadId: number | null;
}

/** Octets. RFC 8030 §7.2: a push service takes 4,096 at least, of which encryption needs 103 (RFC 8291 §4). */
const MAX_PAYLOAD = 3_900;

/** An alert as JSON, in no more octets than every push service takes: a long one loses its end. */
export function pushPayload({ id, title, body, leadId, isUrgent }: PushedNotice): string {
  const path = leadId === null ? '/inbox' : `/inbox/${leadId}`;
  const payload: PushPayload = { title, body, path, tag: `alert-${id}`, isUrgent };
  const whole = JSON.stringify(payload);
  if (Buffer.byteLength(whole) <= MAX_PAYLOAD) return whole;
  return cut(payload);
}

/** Whole characters only, by halves. */
function cut(payload: PushPayload): string {
  const characters = [...payload.body];
  let fits = 0;
  let tooMany = characters.length;
  const withBody = (count: number) =>
    JSON.stringify({ ...payload, body: `${characters.slice(0, count).join('')}…` });
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (Buffer.byteLength(withBody(middle)) <= MAX_PAYLOAD) fits = middle;
    else tooMany = middle;
  }
  return withBody(fits);
}
