import { z } from 'zod';

/*
 * What commands write with --json: the keys and what they may hold. The help, `textback json`, the manual and the
 * tests all read it here. Keys are added, never renamed or removed: programs rely on them.
 */

/** A point in time: ISO 8601, UTC. */
export const time = z.iso.datetime();
export const flag = z.boolean();
export const text = z.string();
export const number = z.int();
export const maybeText = z.nullable(text);
export const maybeTime = z.nullable(time);
export const maybeNumber = z.nullable(number);
export const phone = text.describe('a phone number, E.164');
export const dryRun = flag.describe('with --dry-run: nothing was done');
export const changed = flag.describe('false where it was so already');
/** Counts by the name of what was counted. */
export const counts = z.record(text, number);
