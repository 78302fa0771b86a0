import { plausibleName } from '../core/lead-name.ts';
import { checkTemplate, DEFAULT_MESSAGE } from '../core/placeholders.ts';
import { type SmsEncoding, segmentText } from '../core/segments.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import { wording } from './record-outcome.ts';
import type { Rejection } from './rejection.ts';

/** One text is one credit, however many segments it takes. */
const CREDITS_PER_TEXT = 1;
const ONE_SEGMENT = 160;

/** A text-back as a caller would read it, and what it takes to send it. */
export interface MessagePreview {
  readonly template: string;
  readonly text: string;
  readonly encoding: SmsEncoding;
  /** The words of each segment. */
  readonly segments: readonly string[];
  readonly characters: number;
  /** Septets or 16-bit units, as the carrier counts. */
  readonly units: number;
  readonly credits: number;
  /** For the person who words it; empty where there is nothing to mend. */
  readonly warnings: readonly string[];
}

export interface PreviewRequest {
  /** The line, in any usual spelling; null for a line of the business's own name without a message. */
  readonly number: string | null;
  /** Null for the line's message as it stands. */
  readonly template: string | null;
  /** `''` for a caller without a name. */
  readonly callerName: string;
}

export type PreviewedMessage = { readonly kind: 'preview'; readonly preview: MessagePreview } | Rejection;

export function previewMessage(store: Store, request: PreviewRequest, business: Business): PreviewedMessage {
  let line: { readonly name: string; readonly message: string | null } = {
    name: business.name,
    message: null,
  };
  const { number } = request;
  if (number !== null) {
    const found = store.read((reader) => findLine(reader, number, business.country));
    if (found.kind !== 'line') return found;
    line = found.line;
  }
  const template = request.template ?? line.message ?? DEFAULT_MESSAGE;
  const problems = checkTemplate(template);
  if (problems.length > 0) {
    return {
      kind: 'refused',
      problem: problems.map(({ message }) => message).join('\n'),
      remedy: 'It cannot be saved like this.',
    };
  }
  return { kind: 'preview', preview: render(template, line.name, request.callerName) };
}

/** A template filled in for a line of this name and a caller of this name. */
export function render(template: string, lineName: string, callerName: string): MessagePreview {
  const text = wording({ message: template, name: lineName }, plausibleName(callerName));
  const { encoding, segments, characters, units, forcedUcs2By } = segmentText(text);
  const warnings: string[] = [];
  if (characters > ONE_SEGMENT) {
    warnings.push(`It has ${characters} characters: over ${ONE_SEGMENT}, phones and carriers may split it.`);
  }
  if (encoding === 'ucs2') {
    const forced = forcedUcs2By.slice(0, 10).map((character) => JSON.stringify(character));
    warnings.push(
      `It goes out as UCS-2, which holds 70 characters a segment in place of 160, because of ${forced.join(' ')}.`,
    );
  }
  if (segments.length > 1)
    warnings.push(`It takes ${segments.length} segments, which carriers may charge one by one.`);
  return { template, text, encoding, segments, characters, units, credits: CREDITS_PER_TEXT, warnings };
}
