import { didYouMean } from './did-you-mean.ts';
import { type Country, parsePhone } from './phone.ts';

export const DESTINATION_KINDS = ['number', 'endpoint', 'line'] as const;

/**
 * What a line rings: a phone number, dialled through the dial template; an endpoint as Asterisk dials it; or the
 * phones of another line of the business.
 */
export interface LineDestination {
  readonly kind: (typeof DESTINATION_KINDS)[number];
  /** E.164 for a number or a line; else e.g. `PJSIP/100`. */
  readonly value: string;
}

export type ParsedDestination =
  | { readonly kind: 'destination'; readonly destination: LineDestination }
  | { readonly kind: 'invalid'; readonly problem: string; readonly remedy: string };

/** Channel technologies that ring a phone, as Asterisk spells them. */
const TECHNOLOGIES = ['PJSIP', 'SIP', 'IAX2', 'Local', 'DAHDI'];

const MAX_ENDPOINT_LENGTH = 128;

/**
 * What may stand after `TECHNOLOGY/`. Nothing that the dialplan's Dial() takes for a separator, an option or
 * a variable: the fail-open dialplan dials the same text.
 */
const RESOURCE = /^[\p{L}\p{N}+*#_.:@/;=~-]+$/u;

const SPELLINGS = 'Write a phone number such as +12125550199, or an endpoint such as PJSIP/100.';

const LINE_PREFIX = /^line\s*:/i;

/** Reads where a line's calls go: a phone number in any usual spelling, an endpoint, or `line:` and a number. */
export function parseDestination(raw: string, country: Country): ParsedDestination {
  const text = raw.trim();
  if (LINE_PREFIX.test(text)) return parseLine(text.replace(LINE_PREFIX, ''), country);
  if (/^[A-Za-z][A-Za-z0-9]*\//.test(text)) return parseEndpoint(text);
  const phone = parsePhone(text, country);
  const shown = JSON.stringify(text.slice(0, MAX_ENDPOINT_LENGTH));
  switch (phone.kind) {
    case 'number':
      return { kind: 'destination', destination: { kind: 'number', value: phone.e164 } };
    case 'short-code':
      return invalid(
        `${shown} is too short for a phone number.`,
        `For an extension write PJSIP/${phone.digits}, or Local/${phone.digits}@from-internal on FreePBX.`,
      );
    case 'emergency':
      return invalid(`${shown} is an emergency number: no line may forward to it.`, SPELLINGS);
    default:
      return invalid(`${shown} is neither a phone number nor an endpoint.`, SPELLINGS);
  }
}

/** As `parseDestination` reads it. */
export function formatDestination({ kind, value }: LineDestination): string {
  return kind === 'line' ? `line:${value}` : value;
}

/**
 * What Asterisk dials for a phone.
 * @param dialTemplate how a phone number is rung, with `{number}` where it goes, e.g. `PJSIP/{number}@trunk`
 */
export function endpointOf({ kind, value }: LineDestination, dialTemplate: string): string {
  return kind === 'endpoint' ? value : dialTemplate.replaceAll('{number}', value);
}

/**
 * The phone number that a destination dials, as far as it can be told: `PJSIP/+12125550199@trunk` dials one,
 * `PJSIP/100` does not.
 */
export function numberDialled({ kind, value }: LineDestination, country: Country): string | null {
  if (kind !== 'endpoint') return value;
  const phone = parsePhone(value.slice(value.lastIndexOf('/') + 1), country);
  return phone.kind === 'number' ? phone.e164 : null;
}

function parseLine(text: string, country: Country): ParsedDestination {
  const phone = parsePhone(text, country);
  if (phone.kind === 'number') {
    return { kind: 'destination', destination: { kind: 'line', value: phone.e164 } };
  }
  return invalid(
    `${JSON.stringify(text.trim().slice(0, MAX_ENDPOINT_LENGTH))} is not the number of a line.`,
    'Write for example line:+12125550101; see `textback line list`.',
  );
}

function parseEndpoint(text: string): ParsedDestination {
  const slash = text.indexOf('/');
  const written = text.slice(0, slash);
  const resource = text.slice(slash + 1);
  const technology = TECHNOLOGIES.find((known) => known.toLowerCase() === written.toLowerCase());
  if (technology === undefined) {
    const meant = didYouMean(written, TECHNOLOGIES);
    const remedy =
      meant === null ? `Use one of ${TECHNOLOGIES.join(', ')}.` : `Did you mean ${meant}/${resource}?`;
    return invalid(`Asterisk has no way to ring ${JSON.stringify(written)}.`, remedy);
  }
  if (text.length > MAX_ENDPOINT_LENGTH || !RESOURCE.test(resource)) {
    return invalid(
      `The endpoint ${JSON.stringify(text.slice(0, MAX_ENDPOINT_LENGTH))} has a character that cannot be dialled, or is too long.`,
      'Name one endpoint, without spaces, commas, "&" or brackets, e.g. PJSIP/100.',
    );
  }
  if (technology === 'Local' && !/^[^@]+@[^@]+$/.test(resource)) {
    return invalid(
      `A Local endpoint needs a dialplan context: ${text} has none.`,
      `Write Local/EXTENSION@CONTEXT, e.g. Local/600@from-internal.`,
    );
  }
  return { kind: 'destination', destination: { kind: 'endpoint', value: `${technology}/${resource}` } };
}

function invalid(problem: string, remedy: string): ParsedDestination {
  return { kind: 'invalid', problem, remedy };
}
