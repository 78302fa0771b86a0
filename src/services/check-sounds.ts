import { type Findings, failure, fine, skipped } from '../core/checkup.ts';

/** The sounds as they lie on this machine. */
export interface SoundsFound {
  readonly folder: string;
  readonly isThere: boolean;
  /** Shipped ones that are not there in any format. */
  readonly missing: readonly string[];
  /** What keeps Asterisk from them, and what to do; null where nothing does. */
  readonly trouble: { readonly problem: string; readonly remedy: string } | null;
}

/**
 * Whether Asterisk finds what is spoken to callers and phones. Asterisk cannot be asked: it plays a missing file as
 * silence.
 * @param found null where Asterisk's files are not on this machine
 */
export function checkSounds(found: SoundsFound | null): Findings {
  if (found === null) {
    return [
      skipped(
        'Asterisk’s configuration is not on this machine, or may not be read: hear them in a test call',
      ),
    ];
  }
  const { folder, isThere, missing, trouble } = found;
  const install = 'Copy them there: sudo textback asterisk install';
  if (!isThere) return [failure(`there is no folder ${folder}, so nobody hears "press 1"`, install)];
  if (missing.length > 0) return [failure(`${folder} lacks ${missing.join(', ')}`, install)];
  return [trouble === null ? fine(`in ${folder}`) : failure(trouble.problem, trouble.remedy)];
}
