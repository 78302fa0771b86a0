import type { Millis } from '../core/clock.ts';
import { type Charge, creditCost } from '../core/credit-cost.ts';
import { nextClosed } from '../core/hours.ts';
import { plausibleName } from '../core/lead-name.ts';
import type { Variant } from '../core/message-variants.ts';
import {
  checkTemplate,
  DEFAULT_MESSAGE,
  type PlaceholderValues,
  renderTemplate,
} from '../core/placeholders.ts';
import { type SmsEncoding, segmentText } from '../core/segments.ts';
import { plainText, type Replacement } from '../core/smart-replacements.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import { lineSchedule } from './line-schedule.ts';
import type { Rejection } from './rejection.ts';
import { lineValues, templateOf } from './word-message.ts';

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
  /** What plainer characters would make of it; null where they would save nothing. */
  readonly plain: PlainOffer | null;
}

export interface PlainOffer {
  readonly template: string;
  readonly replacements: readonly Replacement[];
  readonly segments: number;
  readonly credits: number;
}

export interface PreviewRequest {
  /** The line, in any usual spelling; null for a line of the business's own name without a message. */
  readonly number: string | null;
  /** Null for the line's words as they stand. */
  readonly template: string | null;
  /** Which of the line's words, and the time that they are for. */
  readonly variant: Variant | 'default';
  /** `''` for a caller without a name. */
  readonly callerName: string;
}

export type PreviewedMessage = { readonly kind: 'preview'; readonly preview: MessagePreview } | Rejection;

export function previewMessage(
  store: Store,
  request: PreviewRequest,
  business: Business,
  now: Millis,
): PreviewedMessage {
  const { number, variant } = request;
  const callerName = plausibleName(request.callerName);
  return store.read((reader) => {
    const { charge } = reader.settings.business();
    if (number === null) {
      const values = { business_name: business.name, caller_name: callerName };
      return checked(request.template ?? DEFAULT_MESSAGE, values, charge);
    }
    const found = findLine(reader, number, business.country);
    if (found.kind !== 'line') return found;
    const { line } = found;
    const template = request.template ?? templateOf(reader.templates.of(line.id), line, variant);
    return checked(template, sampleValues(reader, line, variant, callerName, business, now), charge);
  });
}

/** How templates of a line would read, many at once: what the placeholders say is read a single time. */
export function previewsOf(
  store: Store,
  { number, variant }: Pick<PreviewRequest, 'variant'> & { readonly number: string },
  business: Business,
  now: Millis,
): { readonly kind: 'previews'; readonly of: (template: string) => MessagePreview } | Rejection {
  return store.read((reader) => {
    const found = findLine(reader, number, business.country);
    if (found.kind !== 'line') return found;
    const { charge } = reader.settings.business();
    const values = sampleValues(reader, found.line, variant, '', business, now);
    return { kind: 'previews', of: (template) => preview(template, values, charge) };
  });
}

/** What the placeholders would say; for closed times, as of when the line closes next. */
export function sampleValues(
  reader: Reader,
  line: LineRow,
  variant: Variant | 'default',
  callerName: string,
  business: Business,
  now: Millis,
): PlaceholderValues {
  const schedule = lineSchedule(reader, line, business);
  const isForClosed = variant === 'after-hours' || variant === 'holiday';
  const at = isForClosed ? (nextClosed(schedule, now) ?? now) : now;
  return lineValues(line, schedule, callerName, business, at);
}

function checked(template: string, values: PlaceholderValues, charge: Charge): PreviewedMessage {
  const problems = checkTemplate(template);
  if (problems.length === 0) return { kind: 'preview', preview: preview(template, values, charge) };
  return {
    kind: 'refused',
    problem: problems.map(({ message }) => message).join('\n'),
    remedy: 'It cannot be saved like this.',
  };
}

/** A template filled in. */
export function preview(template: string, values: PlaceholderValues, charge: Charge): MessagePreview {
  const text = renderTemplate(template, values);
  const { encoding, segments, characters, units, forcedUcs2By } = segmentText(text);
  const warnings: string[] = [];
  const name = values.business_name ?? '';
  if (name === '' || !text.includes(name)) {
    warnings.push('It does not say who texts: callers, and carriers, expect {{business_name}} in it.');
  }
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
  const plain = offerPlain(template, values, charge, segments.length);
  return {
    ...{ template, text, encoding, segments, characters, units },
    ...{ credits: creditCost(text, charge), warnings, plain },
  };
}

/** Offered only where it brings the text into GSM 7 bit, or saves a segment. */
function offerPlain(
  template: string,
  values: PlaceholderValues,
  charge: Charge,
  segmentsNow: number,
): PlainOffer | null {
  const { text, replacements } = plainText(template);
  if (replacements.length === 0) return null;
  const plainer = renderTemplate(text, values);
  const { encoding, segments } = segmentText(plainer);
  if (encoding !== 'gsm7' && segments.length >= segmentsNow) return null;
  return { template: text, replacements, segments: segments.length, credits: creditCost(plainer, charge) };
}
