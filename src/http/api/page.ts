import { z } from 'zod';

const DEFAULT_LIMIT = 20;
const MOST = 200;
const MAX_CURSOR_LENGTH = 300;

/** Of a list: at most how many. */
export const limit = z.coerce.number().int().min(1).max(MOST).default(DEFAULT_LIMIT);

/**
 * Where a list goes on, as the page before said under `next`. What it holds is ours alone: programs send it back as
 * they got it, and it may be another tomorrow.
 */
export function cursorTo<T>(place: z.ZodType<T>) {
  return z
    .string()
    .max(MAX_CURSOR_LENGTH)
    .transform((cursor, context) => {
      const read = place.safeParse(decoded(cursor));
      if (read.success) return read.data;
      context.addIssue({
        code: 'custom',
        message: 'That is no cursor of this list: send `next` of the page before',
      });
      return z.NEVER;
    })
    .optional()
    .describe('`next` of the page before.');
}

/** The place of a row in a list that goes by ids. */
export const idPlace = z.int().positive();

/** @param rows one more than `most`, where there are so many */
export function pageOf<T>(rows: readonly T[], most: number, placeOf: (last: T) => unknown) {
  const page = rows.slice(0, most);
  const last = page.at(-1);
  const next = rows.length > most && last !== undefined ? encoded(placeOf(last)) : null;
  return { page, next };
}

export function encoded(place: unknown): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function decoded(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
