/** A path of ours, never another site's address: `//evil.example` is one, and so is `/\evil.example`. */
export function safeNext(next: string | undefined): string {
  const base = 'http://textback.invalid';
  if (next === undefined || !next.startsWith('/') || !URL.canParse(next, base)) return '/';
  const url = new URL(next, base);
  return url.origin === base ? url.pathname + url.search : '/';
}
