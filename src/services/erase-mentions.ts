import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { StaffText } from '../store/queries/privacy.ts';
import { type Pace, untilDone } from './privacy-pace.ts';

/** Only looked at: most of them name somebody else. */
const LOOKED_AT_ONCE = 2_000;

/**
 * Takes a person out of what the business's own people wrote and were told by text, and out of alerts: both are bound
 * to no lead, so all of them are looked through. Returns whether it came to its end.
 */
export async function eraseMentions(
  store: Store,
  mentions: (text: string) => boolean,
  now: Millis,
  pace: Pace,
): Promise<boolean> {
  let place: Pick<StaffText, 'id' | 'createdAt'> = { id: 0, createdAt: 0 };
  const isDone = await untilDone(pace, () => {
    pace.onProgress('Looking through texts to staff', null);
    const page = store.read((reader) => reader.privacy.staffTexts(place, LOOKED_AT_ONCE));
    const found = page.filter(({ body }) => mentions(body)).map(({ id }) => id);
    if (found.length > 0) store.transact('progress', (tx) => tx.privacy.eraseTexts(found, now));
    place = page.at(-1) ?? place;
    return page.length === LOOKED_AT_ONCE;
  });
  return isDone && eraseAlerts(store, mentions, pace);
}

async function eraseAlerts(store: Store, mentions: (text: string) => boolean, pace: Pace): Promise<boolean> {
  let last = 0;
  return untilDone(pace, () => {
    const page = store.read((reader) => reader.privacy.alertsAfter(last, LOOKED_AT_ONCE));
    // `lead:12` and `lead 12` are how alerts name a lead; texts say `#12`.
    const named = (words: string) => mentions(words.replace(/\blead[: ](?=\d)/g, '#'));
    const found = page.filter(({ subject, detail }) => named(subject) || named(detail)).map(({ id }) => id);
    if (found.length > 0) store.transact('progress', (tx) => tx.privacy.dropAlerts(found));
    last = page.at(-1)?.id ?? last;
    return page.length === LOOKED_AT_ONCE;
  });
}
