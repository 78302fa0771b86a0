/** What the owner should hear of at once. */
export const ALERT_KINDS = [
  'low-balance',
  'consent-review',
  'auto-reply-loop',
  'cap-reached',
  'reply-rate',
  'response-late',
  'gateway-down',
  'pbx-down',
  'webhook-failing',
  'passkey-copied',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];
