/** As in package.json `engines`. */
const OLDEST = { major: 22, minor: 12 };

/** What is wrong with running on this Node, in words; null for nothing. */
export function nodeVersionProblem(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor)) return null;
  return (
    `textback needs Node ${OLDEST.major}.${OLDEST.minor} or newer; this is ${version}. ` +
    'In a checkout, `npm ci` brings one along: run `npx --no-install textback …`, or install a newer Node.'
  );
}
