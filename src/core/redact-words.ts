import { redactPhone } from './phone.ts';

/** A plus sign as it is, in a URL (encoded once or again), in JSON, in HTML. */
const PLUS = String.raw`(?:\+|%(?:25)*2[Bb]|\\+[ux](?:00)?2[Bb]|&(?:#43|plus);)`;

/** The end of a channel's name, e.g. `PJSIP/trunk-0000001a`: eight hexadecimal digits, of which the first stays 0. */
const CHANNEL_SUFFIX = String.raw`-0[\da-f]{7}(?![\p{L}\p{N}])`;

/** What people and programs write between the digits of one number. */
const GAP = String.raw`(?:(?!${CHANNEL_SUFFIX})(?:[\p{Zs}\p{Pd}\p{Cf}().\/−]|%(?:25)*(?:20|2[89DEFdef])|\\+u00[aA]0|&nbsp;)){0,4}`;

const INTERNATIONAL = new RegExp(String.raw`${PLUS}${GAP}\p{Nd}(?:${GAP}\p{Nd}){5,}`, 'gu');

/** Seven digits are a number without its area code; what is shorter is an extension or a short code. */
const NATIONAL = new RegExp(String.raw`\(?\p{Nd}(?:${GAP}\p{Nd}){6,}`, 'gu');

/** Digits that are surely no phone number. */
const KEPT = [
  // A UUID; other ids in hexadecimal that have a letter.
  String.raw`[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}`,
  String.raw`(?=\d*[a-f])(?=[a-f]*\d)[\da-f]{8,}`,
  String.raw`0x[\da-f]+`,
  // Dates and times, as ISO 8601 has them.
  String.raw`(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?)?(?=Z|[^\p{L}\p{N}]|$)Z?`,
  String.raw`\d\d:\d\d:\d\d\.\d+`,
  // IPv4 addresses.
  String.raw`(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?!\.\d)`,
  // Asterisk's unique ids, and milliseconds since 1970: until 2033, no number begins like these.
  String.raw`1[5-9]\d{8}\.\d+`,
  String.raw`1[5-9]\d{11}`,
  String.raw`0\.\d+`,
  String.raw`\d{7,9} ?(?:ms|bytes|octets)`,
];
const KEPT_WHOLE = String.raw`(?<![\p{L}\p{N}\\]|\p{Nd}[.-])(?:${KEPT.join('|')})(?![\p{L}\p{N}])`;
const NOT_PHONES = new RegExp(`(${KEPT_WHOLE}|${CHANNEL_SUFFIX})`, 'giu');

/**
 * For logs: hides every phone number in `text` but for its country code, where that is told, and its last two
 * digits. Any spelling counts: `+1 (212) 555-0123`, `%2B12125550123`, `PJSIP/2125550123@trunk`, `020 7946 0958`.
 * Where digits may be a number or something else, they are taken for a number; ids, times, addresses and
 * durations stay as they are.
 */
export function redactPhones(text: string): string {
  return (
    text
      .replace(INTERNATIONAL, (phone) => redactPhone(`+${digitsOf(phone)}`))
      .split(NOT_PHONES)
      // What is kept was captured, so it stands at every second place.
      .map((piece, index) => (index % 2 === 1 ? piece : piece.replace(NATIONAL, hideNational)))
      .join('')
  );
}

function hideNational(phone: string): string {
  return redactPhone(digitsOf(phone));
}

/** The escape of a gap or a plus sign has digits of its own. */
function digitsOf(phone: string): string {
  return phone
    .replace(/%(?:25)*2[\dBD-Fb-f]|\\+[ux](?:00)?(?:2[Bb]|[aA]0)|&#43;/g, '')
    .replace(/\P{Nd}/gu, '');
}

const SECRETS: readonly RegExp[] = [
  // The user and password of a URL.
  /(:\/\/)[^/@\s"']*:[^/@\s"']+(?=@)/g,
  /(\b(?:Basic|Bearer) )(?=\S*[A-Z\d=])[^\s"']{6,}/g,
  // In a query, in JSON, in a header, in an AMI action.
  /((?:passw(?:or)?d|secret|api_?key|token|authorization)(?:\\?["'])?\s*[=:]\s*(?:\\?["'])?)(?!(?:Basic|Bearer) )[^\s"'\\,;&}]+/gi,
];

/** For logs: takes out what stands where a password, a key or a token does. */
export function redactSecrets(text: string): string {
  return SECRETS.reduce((words, secret) => words.replace(secret, '$1[secret]'), text);
}
