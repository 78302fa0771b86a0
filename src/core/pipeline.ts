/** What a stage means, whatever it is called: an open lead, a qualified one, a job won, a job lost. */
export const STAGE_KINDS = ['open', 'qualified', 'booked', 'lost'] as const;

/** How a lead came to be. */
export const LEAD_SOURCES = ['missed-call', 'text', 'import'] as const;
