import { z } from 'zod';

export const id = z.string().regex(/^\d{1,15}$/);

/** A lead in an address. */
export const leadPath = z.object({
  lead: z
    .string()
    .regex(/^(?:\d{1,15}|\+\d{4,15})$/)
    .describe('Its id, or one of its numbers, E.164.'),
});

/** As services name it: digits alone are an id, however many. */
export function whoOf({ lead }: z.output<typeof leadPath>): string {
  return lead.startsWith('+') ? lead : `#${lead}`;
}
