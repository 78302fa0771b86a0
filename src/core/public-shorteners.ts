/** Domains whose links hide where they lead. Carriers filter texts with them (compliance.md 6). */
const SHORTENERS = [
  'bit.ly',
  'bitly.com',
  'bl.ink',
  'buff.ly',
  'cutt.ly',
  'goo.gl',
  'is.gd',
  'j.mp',
  'lnkd.in',
  'ow.ly',
  'rb.gy',
  'rebrand.ly',
  's.id',
  'shorturl.at',
  'short.io',
  't.co',
  't.ly',
  'tiny.cc',
  'tinyurl.com',
  'v.gd',
];

/** The public URL shortener that `text` has a link of, or null. */
export function publicShortenerIn(text: string): string | null {
  const plain = text.toLowerCase();
  return SHORTENERS.find((domain) => linksTo(plain, domain)) ?? null;
}

/** "t.co" is not in "first.com" nor in "t.company": the name must begin and end there. */
function linksTo(text: string, domain: string): boolean {
  return new RegExp(`(?<![\\w-])(?:www\\.)?${domain.replace('.', '\\.')}(?![\\w-]|\\.\\w)`).test(text);
}
