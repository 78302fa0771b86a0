/** `control`: we ring the phones. `observe`: FreePBX does, and we only watch. */
export const LINE_MODES = ['control', 'observe'] as const;

/**
 * What the rung phone shows: the caller; the line's number, with the caller in the name; or the caller, with the
 * line's number as the one that the call was diverted from.
 */
export const CALLER_IDS = ['caller', 'business', 'diversion'] as const;

/** What a caller hears whom nobody answered, or who is blocked. */
export const AFTER_MISSES = ['release', 'announcement', 'voicemail'] as const;
export const BLOCK_TREATMENTS = ['busy', 'announcement', 'voicemail'] as const;
export type BlockTreatment = (typeof BLOCK_TREATMENTS)[number];
