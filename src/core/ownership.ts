/** Who of a line's people owns a missed call: the first, each in turn, or whoever's hours it falls into. */
export const OWNER_RULES = ['fixed', 'round-robin', 'hours'] as const;

/** What gave a lead its owner, or took it away. */
export const ASSIGNMENT_REASONS = ['rule', 'by-hand', 'escalation', 'merge', 'user-removed'] as const;
export type AssignmentReason = (typeof ASSIGNMENT_REASONS)[number];
