import type { LineValues } from '../core/line-settings.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

/**
 * What only the rest of the line, or the database, can tell of values that read well.
 * @param line what is set on it so far, with its number
 */
export function refuseLineValues(
  reader: Reader,
  line: Pick<LineRow, 'number'> & { readonly id?: number } & Partial<LineValues>,
  change: Partial<LineValues>,
): Rejection | null {
  return (
    refuseUnknownGateway(reader, change.gateways ?? []) ??
    refuseNoVoicemail(line.number, { ...line, ...change }, change) ??
    refuseNobodyToRing(reader, line, change)
  );
}

/** The daemon tells which gateways it has; before its first start nobody can know. */
function refuseUnknownGateway(reader: Reader, names: readonly string[]): Rejection | null {
  const known = reader.gateways.all().map(({ name }) => name);
  const unknown = names.find((name) => known.length > 0 && !known.includes(name));
  if (unknown === undefined) return null;
  return {
    kind: 'refused',
    problem: `The daemon has no gateway ${unknown}.`,
    remedy: `It has ${known.join(', ')}. A new one is known once the daemon has started with it.`,
  };
}

/** Voicemail after the miss needs a place where it is. */
function refuseNoVoicemail(
  number: string,
  { afterMiss, voicemail = null }: Partial<LineValues>,
  change: Partial<LineValues>,
): Rejection | null {
  if (afterMiss !== 'voicemail' || voicemail !== null) return null;
  if (change.afterMiss === undefined) {
    return {
      kind: 'refused',
      problem: 'Callers of this line get voicemail after a miss, so it must be somewhere.',
      remedy: `Change that first: textback line set ${number} after-miss hang-up`,
    };
  }
  return {
    kind: 'refused',
    problem: 'It is not set where voicemail is in the dialplan.',
    remedy: `Say where, e.g. ext-local,vmu100,1 for mailbox 100 of FreePBX: first textback line set ${number} voicemail ext-local,vmu100,1, or --voicemail of line add.`,
  };
}

/** A line that was only observed may have nobody to ring. */
function refuseNobodyToRing(
  reader: Reader,
  { id, number }: Pick<LineRow, 'number'> & { readonly id?: number },
  { mode }: Partial<LineValues>,
): Rejection | null {
  if (mode !== 'control' || id === undefined || reader.lines.destinationsOf(id).length > 0) return null;
  return {
    kind: 'refused',
    problem: 'The line has nobody to ring.',
    remedy: `Say whom first: textback line set ${number} forward +12125550199`,
  };
}
