import type { CallLoad } from './measure-calls.ts';
import type { DataLoad } from './measure-data.ts';
import type { RateLoad } from './measure-rate.ts';
import type { SmsLoad } from './sms/measure-sms.ts';

/** How much is measured. */
export interface Plan {
  readonly starts: number;
  readonly load: CallLoad;
  readonly rate: RateLoad;
  /** Missed calls after which memory is looked at. */
  readonly calls: number;
  readonly sms: SmsLoad;
  readonly data: DataLoad;
}

/** About 20 minutes. */
export const FULL: Plan = {
  starts: 9,
  load: {
    rounds: 5,
    missedCallsARound: 300,
    answeredCallsARound: 200,
    ringTimeouts: 100,
    missesAt1PerSecond: 120,
    missesAt100PerSecond: 500,
    warmUpCalls: 100,
  },
  rate: { first: 20, seconds: 10, growth: 1.4, precision: 1.06, tries: 2 },
  calls: 10_000,
  sms: { rounds: 3, texts: 5_000 },
  data: { asks: 200, maySmall: false },
};

/** Under 3 minutes. */
export const QUICK: Plan = {
  starts: 2,
  load: {
    rounds: 1,
    missedCallsARound: 80,
    answeredCallsARound: 40,
    ringTimeouts: 20,
    missesAt1PerSecond: 4,
    missesAt100PerSecond: 200,
    warmUpCalls: 30,
  },
  rate: { first: 40, seconds: 2.5, growth: 2, precision: 2, tries: 1 },
  calls: 1_000,
  sms: { rounds: 1, texts: 1_000 },
  data: { asks: 10, maySmall: true },
};
