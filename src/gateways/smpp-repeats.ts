import { createHash } from 'node:crypto';
import type { Clock, Millis } from '../core/clock.ts';

/** What one session has taken. */
export interface SessionRepeats {
  /** Whether this request has been taken before, here or in a session that broke off; it counts as taken then. */
  isRepeat(octets: Buffer): boolean;
  /** It was taken, and will be answered after `requests` of our own requests in this session. */
  add(octets: Buffer, requests: number): void;
  /** The other side has answered our request number `request`, so it has every answer that we wrote before it. */
  confirm(request: number): void;
  /**
   * The session is over, last heard at `lastHeardAt`; `parted` where the other side said unbind, and so has
   * read all that we answered.
   */
  end(parted: boolean, lastHeardAt: Millis): void;
}

/** What a gateway has taken, over all its sessions. */
export interface Repeats {
  openSession(): SessionRepeats;
}

interface Taken {
  readonly key: string;
  readonly at: Millis;
  readonly requests: number;
}

const REMEMBERED = 1_000;
const REMEMBER_MS: Millis = 60_000;
/** How long after a session broke off the carrier may come back with what it had no answer to. */
const RESEND_MS: Millis = 5 * 60_000;

/**
 * Tells a text that a carrier sends again from a customer who writes "ok" twice.
 *
 * Within a session: the very same octets, sequence number included, within a minute; there are carriers that
 * number every PDU alike, hence the minute. After a session that broke off: the same octets but for the
 * sequence number, once for each text of its last minute whose answer the carrier may not have read. It has
 * read it where it answered a request that we wrote later (TCP keeps the order), or parted with unbind.
 */
export function createRepeats(clock: Clock): Repeats {
  let lost: { readonly key: string; readonly until: Millis }[] = [];

  function takeLost(key: string): boolean {
    lost = lost.filter(({ until }) => until > clock.now());
    const at = lost.findIndex((each) => each.key === key);
    if (at !== -1) lost.splice(at, 1);
    return at !== -1;
  }

  function openSession(): SessionRepeats {
    const takenAt = new Map<string, Millis>();
    let unread: Taken[] = [];

    function add(octets: Buffer, requests: number): void {
      const now = clock.now();
      const whole = digest(octets);
      takenAt.delete(whole);
      takenAt.set(whole, now);
      const oldest = takenAt.size > REMEMBERED ? takenAt.keys().next().value : undefined;
      if (oldest !== undefined) takenAt.delete(oldest);
      unread.push({ key: keyOf(octets), at: now, requests });
      if (unread.length > 2 * REMEMBERED) unread = unread.slice(-REMEMBERED);
    }

    return {
      isRepeat(octets) {
        const at = takenAt.get(digest(octets));
        return (at !== undefined && clock.now() - at < REMEMBER_MS) || takeLost(keyOf(octets));
      },
      add,
      confirm(request) {
        unread = unread.filter(({ requests }) => requests >= request);
      },
      end(parted, lastHeardAt) {
        // A link may have been dead for long before silence told.
        const recent = parted ? [] : unread.filter(({ at }) => lastHeardAt - at < REMEMBER_MS);
        const until = clock.now() + RESEND_MS;
        lost = [...lost, ...recent.map(({ key }) => ({ key, until }))].slice(-REMEMBERED);
        unread = [];
      },
    };
  }

  return { openSession };
}

/** Everything but the header, whose sequence number is new in each session. */
function keyOf(octets: Buffer): string {
  return digest(octets.subarray(16));
}

function digest(octets: Buffer): string {
  return createHash('sha1').update(octets).digest('base64');
}
