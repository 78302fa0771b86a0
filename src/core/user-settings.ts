import { didYouMean } from './did-you-mean.ts';
import type { Read } from './line-setting-values.ts';
import { type Country, parsePhone } from './phone.ts';
import { ROLES, type Role } from './roles.ts';

/** What is set on a person. */
export interface UserValues {
  readonly name: string;
  readonly role: Role;
  /** E.164. */
  readonly phone: string | null;
  readonly email: string | null;
  /** BCP 47. */
  readonly language: string | null;
  /** Who they are to the operating system. */
  readonly login: string | null;
  /** Their phone at the PBX, e.g. `PJSIP/100`. */
  readonly extension: string | null;
}

export const USER_SETTINGS = ['name', 'role', 'phone', 'email', 'language', 'login', 'extension'] as const;
export type UserSetting = (typeof USER_SETTINGS)[number];

const MAX_NAME_LENGTH = 60;
const MAX_EMAIL_LENGTH = 254;
/** The word that takes a setting away. */
const NONE = 'none';

/** The setting of this name, or what it was probably meant to be. */
export function findUserSetting(name: string): UserSetting | { readonly meant: string | null } {
  const plain = name.trim().toLowerCase();
  return USER_SETTINGS.find((setting) => setting === plain) ?? { meant: didYouMean(name, USER_SETTINGS) };
}

/** Reads one setting as a person types it; `none` takes it away, except name and role. */
export function readUserSetting(
  setting: UserSetting,
  raw: string,
  country: Country,
): Read<Partial<UserValues>> {
  const text = raw.trim();
  if (setting === 'name') return readName(text);
  if (setting === 'role') return readRole(text);
  if (text.toLowerCase() === NONE) return value({ [setting]: null });
  const read = READERS[setting](text, country);
  return 'value' in read ? value({ [setting]: read.value }) : invalid(setting, text, read.remedy);
}

type Answer = { readonly value: string } | { readonly remedy: string };

const READERS: Readonly<
  Record<Exclude<UserSetting, 'name' | 'role'>, (text: string, country: Country) => Answer>
> = {
  phone(text, country) {
    const phone = parsePhone(text, country);
    return phone.kind === 'number'
      ? { value: phone.e164 }
      : { remedy: 'Give a phone number such as +12125550123, or none.' };
  },
  // No more than whether it can be an address: the mail server judges the rest (RFC 5321 §4.5.3.1).
  email: (text) =>
    text.length <= MAX_EMAIL_LENGTH && /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text)
      ? { value: text }
      : { remedy: 'Give an address such as maria@acme.example, or none.' },
  language: (text) => {
    const language = canonicalLanguage(text);
    return language === null
      ? { remedy: 'Give a language as in en or es-MX, or none.' }
      : { value: language };
  },
  login: (text) =>
    /^[A-Za-z0-9_][\w.-]{0,63}$/.test(text)
      ? { value: text }
      : { remedy: 'Give the user name of the operating system, as `whoami` says it, or none.' },
  extension: (text) =>
    /^[A-Za-z0-9]{1,16}\/[\w.+-]{1,60}$/.test(text)
      ? { value: text }
      : { remedy: 'Give the phone as Asterisk names it, e.g. PJSIP/100, or none.' },
};

function readName(text: string): Read<Partial<UserValues>> {
  const name = text.replace(/\s+/g, ' ');
  const words = /\p{L}/u.test(name) && !/\p{C}/u.test(name) && name.length <= MAX_NAME_LENGTH;
  if (words && ![NONE, 'nobody'].includes(name.toLowerCase())) return value({ name });
  return invalid('name', name, `Give the person's name, with a letter in it, of at most ${MAX_NAME_LENGTH}.`);
}

function readRole(text: string): Read<Partial<UserValues>> {
  const plain = text.toLowerCase().replace(/[\s_]+/g, '-');
  const role = ROLES.find((each) => each === plain);
  return role === undefined ? invalid('role', text, `Give one of ${ROLES.join(', ')}.`) : value({ role });
}

function canonicalLanguage(text: string): string | null {
  try {
    return new Intl.Locale(text).toString();
  } catch {
    return null;
  }
}

function value(values: Partial<UserValues>): Read<Partial<UserValues>> {
  return { kind: 'value', value: values };
}

function invalid(setting: UserSetting, text: string, remedy: string): Read<Partial<UserValues>> {
  return {
    kind: 'invalid',
    problem: `The ${setting} cannot be ${JSON.stringify(text.slice(0, 64))}.`,
    remedy,
  };
}
