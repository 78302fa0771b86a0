/**
 * What a reply asks for, in terms of consent.
 * `yes` opts in only a number that had opted out; the caller decides. `stop-like` plainly asks to stop
 * in other words: a person must look, and automatic texts are held until then.
 */
export type ReplyKind = 'stop' | 'start' | 'yes' | 'help' | 'stop-like' | 'none';

/** 47 CFR 64.1200(a)(10), what carriers add to it, and the Spanish. */
const KEYWORDS: ReadonlyMap<string, ReplyKind> = new Map([
  ['stop', 'stop'],
  ['stopall', 'stop'],
  ['quit', 'stop'],
  ['end', 'stop'],
  ['revoke', 'stop'],
  ['optout', 'stop'],
  ['cancel', 'stop'],
  ['unsubscribe', 'stop'],
  ['alto', 'stop'],
  ['parar', 'stop'],
  ['start', 'start'],
  ['unstop', 'start'],
  ['yes', 'yes'],
  ['help', 'help'],
  ['info', 'help'],
]);

/** On words in small letters, without accents, apostrophes or punctuation, one space between. */
const STOP_LIKE: readonly RegExp[] = [
  /^(?:please |pls |ok |just |now )*stop(?: (?:please|pls|it|this|that|now|already|thanks|thank you|stop))+$/,
  /^(?:please|pls|just|i said|no) stop$/,
  /\b(?:stop|quit|cease) (?:\w+ ){0,2}(?:texting|messaging|contacting|bothering|spamming|texts|messages)\b/,
  /\b(?:stop|quit) (?:sending|calling) (?:me|us|these|this|my)\b/,
  /\b(?:dont|do not|never|please no) (?:(?:ever|please|you|dare) ){0,2}(?:text|texts|message|contact|sms) (?:me|us|this|my|again|anymore)\b/,
  /\bno more (?:\w+ )?(?:texts?|messages?|texting|messaging|sms)\b/,
  /\b(?:take|remove|delete) (?:me|us|my number|my phone|this number)\b/,
  /\b(?:unsubscribe|opt me out|opt us out|opt out)\b/,
  /\bleave (?:me|us) alone\b/,
  /\b(?:deje|dejen|deja|dejar) de (?:\w+ )?(?:enviar|enviarme|mandar|mandarme|escribir|escribirme|molestar|molestarme)\b/,
  /\bno (?:me|nos) (?:envie|envien|envies|mande|manden|mandes|escriba|escriban|escribas|moleste|molesten)\b/,
  /\bno mas (?:mensajes|textos|sms)\b/,
];

/**
 * Classifies a reply (compliance.md 1–3). A keyword counts only as the whole message, whatever its case,
 * punctuation and spaces: "stop by tomorrow" is `none`.
 */
export function classifyReply(text: string): ReplyKind {
  const plain = text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}'’`]/gu, '');
  const keyword = KEYWORDS.get(plain.replace(/[^\p{L}\p{N}]/gu, ''));
  if (keyword !== undefined) return keyword;
  const words = plain.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return STOP_LIKE.some((pattern) => pattern.test(words)) ? 'stop-like' : 'none';
}
