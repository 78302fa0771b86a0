import type { PbxExaminer } from '../asterisk/pbx-examiner.ts';
import type { LoadedConfig } from '../config.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Snapshot } from '../store/inspect-database.ts';

/** What the checks of an installation ask. */
export interface DoctorEnds {
  readonly loaded: Extract<LoadedConfig, { ok: true }>;
  /** The file itself: SQLite's other files lie beside it, however it is called. */
  readonly database: string;
  /** Opened when first asked for. */
  readonly snapshot: () => Snapshot;
  readonly pbx: PbxExaminer;
  /** Where Asterisk's configuration lies. */
  readonly dir: string;
  readonly now: Millis;
  readonly parts: { readonly clock: Clock; readonly log: Log };
}
