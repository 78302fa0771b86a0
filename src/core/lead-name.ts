/** What networks put in the caller's name when they do not know it. */
const NO_NAMES = new Set([
  'anonymous',
  'cell phone',
  'caller',
  'mobile',
  'name unavailable',
  'not provided',
  'out of area',
  'private',
  'restricted',
  'toll free call',
  'unavailable',
  'unknown',
  'unknown caller',
  'unknown name',
  'wireless caller',
]);

const MAX_NAME_LENGTH = 60;

/** The caller's name from the caller ID where it is plausibly one; `''` where it is a number or a filler. */
export function plausibleName(callerName: string): string {
  const name = callerName.replace(/\s+/g, ' ').trim().slice(0, MAX_NAME_LENGTH);
  const digits = name.replace(/\D/g, '').length;
  // A caller chooses it, and it goes into a text: a link in it would make us somebody's spam relay.
  if (/[/@\\]|\w\.\w{2,}/.test(name)) return '';
  if (digits >= 4 || !/\p{L}/u.test(name) || NO_NAMES.has(name.toLowerCase())) return '';
  return name;
}
