import type { ProductionPackage } from './production-packages.ts';

const RULE = '='.repeat(80);

/** Who made what textback runs with, and under which terms, word for word. */
export function thirdPartyNotices(packages: readonly ProductionPackage[]): string {
  const kinds = new Map<string, string[]>();
  for (const { licence, name } of packages) kinds.set(licence, [...(kinds.get(licence) ?? []), name]);
  const summary = [...kinds].sort().map(([licence, names]) => `${licence}: ${names.join(', ')}`);
  return [
    'What textback runs with, and the terms of each, word for word. The source of each package is on',
    'https://www.npmjs.com under its name; none of them has been changed.',
    '',
    ...summary,
    '',
    'SQLite, which is part of better-sqlite3, is in the public domain: https://www.sqlite.org/copyright.html',
    'What is part of Node.js (V8, OpenSSL, libuv, ICU and others) is told with node-linux-*.',
    ...packages.flatMap((each) => [
      '',
      RULE,
      `${each.name} ${each.version} (${each.licence})`,
      RULE,
      '',
      each.licenceText,
    ]),
    '',
  ].join('\n');
}
