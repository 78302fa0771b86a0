import type { AlertKind } from './alert-kind.ts';
import type { Outcome } from './call.ts';
import type { Millis } from './clock.ts';
import type { Suppression } from './text-back-question.ts';

/** Every word of a notice in one language. */
export interface NoticeWords {
  /** `who`: name and number. */
  readonly missed: (who: string) => string;
  readonly missedHow: (
    lineName: string,
    /** Null where it is not known. */
    outcome: Outcome | null,
    waitedMs: Millis,
    /** Why no text went out; null where one did. */
    suppressed: Suppression | null,
  ) => string;
  readonly wrote: (who: string, lineName: string) => string;
  readonly test: { readonly title: string; readonly body: string };
  readonly titles: Readonly<Record<AlertKind, string>>;
  /** `english`: as alert-detail.ts words it. */
  readonly detail: (kind: AlertKind, english: string) => string;
}
