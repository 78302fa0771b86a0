const MIN_LENGTH = 10;
/** Longer ones only cost time to hash. */
const MAX_LENGTH = 200;
/** Different characters in it: `aaaaaaaaaa` is no password. */
const MIN_DIFFERENT = 5;

/** What everybody tries first, as the whole or repeated; without case, digits and signs at the end. */
const COMMON = [
  'password',
  'passwort',
  'contrasena',
  'qwertyuiop',
  'letmein',
  'welcome',
  'textback',
  'iloveyou',
];
const SEQUENCES = '01234567890123456789 abcdefghijklmnopqrstuvwxyz qwertyuiopasdfghjkl';

export type PasswordVerdict =
  | { readonly kind: 'good' }
  | { readonly kind: 'bad'; readonly problem: string; readonly remedy: string };

/**
 * Whether a new password will do (NIST SP 800-63B §5.1.1.2: length, and nothing that is tried first; no rules about
 * kinds of characters). @param names what somebody who guesses would try: the person, the business
 */
export function judgePassword(password: string, names: readonly string[]): PasswordVerdict {
  const remedy = 'Four unrelated words make a good one.';
  const length = [...password].length;
  if (length < MIN_LENGTH)
    return { kind: 'bad', problem: `The password is shorter than ${MIN_LENGTH} characters.`, remedy };
  if (length > MAX_LENGTH)
    return { kind: 'bad', problem: `The password is longer than ${MAX_LENGTH} characters.`, remedy };
  return isEasy(password.toLowerCase(), names)
    ? { kind: 'bad', problem: 'The password is one of those that are tried first.', remedy }
    : { kind: 'good' };
}

function isEasy(password: string, names: readonly string[]): boolean {
  if (new Set(password).size < MIN_DIFFERENT || SEQUENCES.includes(password)) return true;
  const words = [...COMMON, ...names.map(plain)].filter((word) => word.length >= 3);
  const left = words.reduce((rest, word) => rest.replaceAll(word, ''), plain(password));
  return left.length < 4 && words.some((word) => plain(password).includes(word));
}

/** Letters only. */
function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}]/gu, '');
}
