/** What a stage means, whatever it is called: an open lead, a qualified one, a job won, a job lost. */
export const STAGE_KINDS = ['open', 'qualified', 'booked', 'lost'] as const;
export type StageKind = (typeof STAGE_KINDS)[number];

/** How a lead came to be. */
export const LEAD_SOURCES = ['missed-call', 'text', 'import'] as const;
export type LeadSource = (typeof LEAD_SOURCES)[number];

const MAX_STAGE_NAME_LENGTH = 40;

/** A stage's name as it is stored; null where it cannot be one. */
export function parseStageName(text: string): string | null {
  const name = text.trim().replace(/\s+/g, ' ');
  return name.length <= MAX_STAGE_NAME_LENGTH && /\p{L}/u.test(name) && !/\p{C}/u.test(name) ? name : null;
}
