/**
 * The first thing that a person did about a missed call: called back and got through, texted, picked up when the
 * customer called again, or moved the lead on, as somebody does who called back from a phone of their own.
 */
export const RESPONSES = ['call', 'text', 'answered', 'stage'] as const;
export type Response = (typeof RESPONSES)[number];
