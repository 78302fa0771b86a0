import { segmentText } from './segments.ts';

/** What one credit pays for: a whole text, or one segment of it. */
export const CHARGES = ['message', 'segment'] as const;
export type Charge = (typeof CHARGES)[number];

/** The credits that a text takes, at least 1. Counted as GSM 03.38 cuts it, whatever a gateway makes of it. */
export function creditCost(text: string, charge: Charge): number {
  return charge === 'message' ? 1 : segmentText(text).segments.length;
}
