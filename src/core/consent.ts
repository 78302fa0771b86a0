export const CONSENT_STATES = ['opted-out', 'opted-in'] as const;
export type ConsentState = (typeof CONSENT_STATES)[number];

/** How somebody can tell staff; all count like a STOP (compliance.md 5). */
export const STAFF_SOURCES = ['staff', 'phone', 'voicemail', 'email', 'in-person'] as const;
export type StaffSource = (typeof STAFF_SOURCES)[number];

/** How a change of consent reached the business: by text, or through staff. */
export const CONSENT_SOURCES = ['text', ...STAFF_SOURCES] as const;
export type ConsentSource = (typeof CONSENT_SOURCES)[number];

/** What became of "please stop": staff took it for an opt-out or not, or the customer cleared it up. */
export const REVIEW_VERDICTS = ['opted-out', 'dismissed', 'customer-decided'] as const;
export type ReviewVerdict = (typeof REVIEW_VERDICTS)[number];
