import { z } from 'zod';

/*
 * What the API answers, key by key: the document at /api/openapi.json is made of it, the compiler holds every handler
 * to it, and the tests every answer. Keys are added, never renamed or removed.
 */

/** ISO 8601, UTC. */
export const time = z.iso.datetime();
export const maybeTime = z.nullable(time);
export const text = z.string();
export const maybeText = z.nullable(text);
export const flag = z.boolean();
export const whole = z.int();
export const maybeWhole = z.nullable(whole);
export const phone = text.describe('E.164; where it is no phone number, as it came.');
export const changed = flag.describe('False where it was so already.');
export const next = maybeText.describe('The cursor of the next page; null where there is none.');
