/** What every gateway is given to do, told to its process as JSON. */
export interface SmsRound {
  /** Port of the SMPP server on 127.0.0.1, which takes any system_id and password. */
  readonly smppPort: number;
  /** submit_sm under way at once. */
  readonly window: number;
  /** Each to a number of its own. */
  readonly texts: number;
}

/** Who hand texts in at once, each the next one when the last is taken: enough to keep Kannel's two boxes busy. */
export const CALLERS = 20;
export const SENDER = '+12125550100';
/** One segment in GSM 03.38. */
export const BODY = 'Sorry we missed you, this is Acme HVAC. How can we help? Reply STOP to opt out.';

/** The recipient of text `n` from 0: numbers that can be texted. */
export function recipient(n: number): string {
  return `+1212${3_000_000 + n}`;
}
