/** What became of a call that the business made (features.md C9). */
export const OUTBOUND_RESULTS = ['dialed', 'connected', 'no-answer'] as const;
