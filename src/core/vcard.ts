import ICAL from 'ical.js';
import type { ImportedContact } from './lead-columns.ts';

export type VCardVersion = '3.0' | '4.0';

/** A contact to write. */
export interface VCardContact {
  readonly name: string;
  /** E.164, the first preferred. */
  readonly numbers: readonly string[];
  readonly tags: readonly string[];
}

type Property = readonly [
  name: string,
  parameters: Readonly<Record<string, unknown>>,
  type: string,
  ...values: readonly unknown[],
];

/** Pictures and the like: long, and nothing of them is kept. */
const SKIPPED = /^(?:[\w-]+\.)?(?:photo|logo|sound|key)\b/i;

/**
 * Reads one vCard of version 3 or 4 (RFC 2426, RFC 6350), from `BEGIN:VCARD` to `END:VCARD`.
 * @returns the contact, or why there is none
 */
export function parseVCard(text: string): ImportedContact | { readonly why: string } {
  const properties = readProperties(text);
  if (properties === null) return { why: 'It is no vCard that can be read.' };
  const version = firstText(properties, 'version');
  if (version !== '3.0' && version !== '4.0') {
    return { why: `It is a vCard of version ${version || '?'}: export the contacts as version 3.0 or 4.0.` };
  }
  const [family = '', given = ''] = structured(properties, 'n');
  return {
    numbers: numbersOf(properties),
    name:
      firstText(properties, 'fn') || `${given} ${family}`.trim() || (structured(properties, 'org')[0] ?? ''),
    tags: all(properties, 'categories').flatMap(([, , , ...values]) => values.map(String)),
    stage: '',
    owner: '',
    note: firstText(properties, 'note'),
    created: '',
  };
}

/** Cuts a line of a vCard file out of what is kept: pictures, with their continuation lines. */
export function createPictureFilter(): (line: string) => boolean {
  let skipping = false;
  return (line) => {
    if (!/^[ \t]/.test(line)) skipping = SKIPPED.test(line);
    return !skipping;
  };
}

/** One vCard, with a line break at its end. */
export function formatVCard({ name, numbers, tags }: VCardContact, version: VCardVersion): string {
  const shown = name === '' ? (numbers[0] ?? '') : name;
  const properties: Property[] = [
    ['version', {}, 'text', version],
    ['fn', {}, 'text', shown],
    ['n', {}, 'text', ['', shown, '', '', '']],
    ...numbers.map((number, index): Property => tel(number, index === 0, version)),
    ...(tags.length === 0 ? [] : [['categories', {}, 'text', ...tags] as const]),
  ];
  return ICAL.stringify(['vcard', properties, []]);
}

/** RFC 6350 §6.4.1: a URI, and a number for what is preferred; RFC 2426 §3.3.1: text, and a word. */
function tel(number: string, isPreferred: boolean, version: VCardVersion): Property {
  if (version === '3.0')
    return ['tel', { type: isPreferred ? ['cell', 'pref'] : 'cell' }, 'phone-number', number];
  // Said outright: without it, a value is text.
  const parameters = { value: 'uri', type: 'cell' };
  return ['tel', isPreferred ? { ...parameters, pref: '1' } : parameters, 'uri', `tel:${number}`];
}

function readProperties(text: string): readonly Property[] | null {
  try {
    const [, properties] = ICAL.parse(text);
    return Array.isArray(properties) ? properties : null;
  } catch {
    return null;
  }
}

/** Preferred ones first, then cells; faxes and pagers are no numbers of a customer. */
function numbersOf(properties: readonly Property[]): string[] {
  const phones = all(properties, 'tel').map(([, parameters, , value]) => ({
    number: String(value).trim(),
    types: [parameters['type']].flat().map((type) => String(type).toLowerCase()),
    isPreferred: parameters['pref'] !== undefined,
  }));
  const rank = ({ types, isPreferred }: (typeof phones)[number]) => {
    if (isPreferred || types.includes('pref')) return 0;
    return types.some((type) => ['cell', 'mobile', 'iphone'].includes(type)) ? 1 : 2;
  };
  const isSpoken = (types: readonly string[]) =>
    !types.some((type) => ['fax', 'pager', 'modem', 'bbs'].includes(type));
  return phones
    .filter(({ number, types }) => number !== '' && isSpoken(types))
    .sort((a, b) => rank(a) - rank(b))
    .map(({ number }) => number);
}

function all(properties: readonly Property[], name: string): readonly Property[] {
  return properties.filter((property) => property[0] === name);
}

function firstText(properties: readonly Property[], name: string): string {
  const [property] = all(properties, name);
  return typeof property?.[3] === 'string' ? property[3].trim() : '';
}

/** The parts of a structured value, e.g. family and given name. */
function structured(properties: readonly Property[], name: string): string[] {
  const [property] = all(properties, name);
  return [property?.[3] ?? []].flat().map((part) => String(part).trim());
}
