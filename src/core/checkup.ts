/** What `textback doctor` looks at, in the order in which it is reported. */
export const CHECKS = {
  configuration: 'textback.toml and what stands beside it',
  secrets: 'who may read the passwords',
  database: 'opens, undamaged, of this version',
  disk: 'room for the database',
  backup: 'how old the last one is',
  clock: 'set right, and as Asterisk has it',
  daemon: 'runs on this database, and has Asterisk’s calls',
  web: 'the daemon lives, and its pages can be had',
  ari: 'Asterisk answers, lets textback in, is new enough',
  modules: 'Asterisk has loaded what is used',
  ami: 'Asterisk lets textback in and do what is needed',
  dialplan: 'hands calls to textback, and leads where lines send callers',
  fallbacks: 'what Asterisk does without textback is as set',
  'asterisk-files': 'are as `textback asterisk install` writes them',
  sounds: 'what callers and phones are told, and whether Asterisk may read it',
  lines: 'whom they ring, what they text',
  phones: 'Asterisk knows and reaches what lines ring',
  trunks: 'registered with their providers',
  gateways: 'each is up; without the daemon each is tried',
  texts: 'what carriers said of the latest',
  credits: 'enough for a while',
  waiting: 'texts that need your decision: caps, consent',
  alerts: 'somebody hears of misses and of trouble',
} as const;

export type CheckName = keyof typeof CHECKS;

export const CHECK_NAMES = Object.keys(CHECKS).filter(isCheck);

export function isCheck(name: string): name is CheckName {
  return Object.hasOwn(CHECKS, name);
}

/** `warning`: it works, and somebody should look. `skipped`: not asked, and why. */
export type FindingState = 'ok' | 'warning' | 'failed' | 'skipped';

/** One thing that a check found; a check that finds nothing wrong says so in one. */
export interface Finding {
  readonly state: FindingState;
  /** For people; no secrets, no customers' numbers. */
  readonly detail: string;
  /** What to type or do; null where there is nothing to do. */
  readonly remedy: string | null;
}

export type Findings = readonly Finding[];

export interface CheckFinding extends Finding {
  readonly name: CheckName;
}

export function fine(detail: string): Finding {
  return { state: 'ok', detail, remedy: null };
}

export function warning(detail: string, remedy: string): Finding {
  return { state: 'warning', detail, remedy };
}

export function failure(detail: string, remedy: string): Finding {
  return { state: 'failed', detail, remedy };
}

export function skipped(why: string): Finding {
  return { state: 'skipped', detail: `not asked, because ${why}`, remedy: null };
}

/** What is wrong, or that nothing is. */
export function orFine(problems: Findings, detail: string): Findings {
  return problems.length === 0 ? [fine(detail)] : problems;
}

export interface CheckupSummary {
  readonly ok: boolean;
  readonly failed: number;
  readonly warnings: number;
  readonly skipped: number;
}

/** Well is what nothing speaks against; a warning does not. */
export function summarize(findings: Findings): CheckupSummary {
  const count = (state: FindingState) => findings.filter((finding) => finding.state === state).length;
  const failed = count('failed');
  return { ok: failed === 0, failed, warnings: count('warning'), skipped: count('skipped') };
}
