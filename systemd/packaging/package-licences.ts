import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

interface Licence {
  /** As an SPDX expression. */
  readonly licence: string;
  /** Word for word. */
  readonly licenceText: string;
}

/** What textback may be given away with. MPL-2.0 is about the package's own files, which are not changed. */
export const ALLOWED_LICENCES: readonly string[] = [
  '(AFL-2.1 OR BSD-3-Clause)',
  '0BSD',
  'Apache-2.0',
  'BSD-3-Clause',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'Unlicense',
];

/** Where a package does not say its licence as others do: which it is, and where its words are. */
interface Exception {
  readonly licence: string;
  /** Of a package that has no file with its licence. */
  readonly words?: (root: string, path: string) => string;
}

/** Looked up by hand, in the package itself. */
const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  'assert-plus': { licence: 'MIT', words: fromFile('README.md', /^The MIT License[\s\S]*$/m) },
  'asterisk-manager': { licence: 'MIT' },
  ax: { licence: 'MIT', words: mit('Dan Yoder, Jason Campbell, Aaveg Mittal, Nikhil Ratan, Matthew King') },
  btoa: { licence: 'Apache-2.0', words: apache },
  'drizzle-orm': { licence: 'Apache-2.0', words: apache },
  shred: { licence: 'MIT', words: mit('Dan Yoder, Jason Campbell, Matthew King, Nicolas LaCasse') },
  sprintf: { licence: 'BSD-3-Clause', words: fromFile('lib/sprintf.js', /^Copyright[\s\S]*?SUCH DAMAGE\./m) },
  'swagger-client': { licence: 'Apache-2.0' },
};

const MANIFEST = z.object({ license: z.string().optional() });
const LICENCE_FILE = /^(licen[cs]e|copying|notice|unlicense)/i;

/** @throws Error where the package says nothing that could be passed on */
export function licenceOf(root: string, path: string, name: string): Licence {
  const folder = join(root, path);
  const manifest = MANIFEST.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  const exception = EXCEPTIONS[name];
  const licence = exception?.licence ?? manifest.license;
  if (licence === undefined) throw new Error(unsaid(name, 'which licence it has'));
  const files = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .sort();
  const licenceText = files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
  const words = licenceText === '' ? exception?.words?.(root, path) : licenceText;
  if (words === undefined) throw new Error(unsaid(name, 'its licence in words'));
  return { licence, licenceText: words.replaceAll('\r\n', '\n') };
}

function unsaid(name: string, what: string): string {
  return `The package ${name} does not say ${what}. Look it up, and add it to systemd/packaging/package-licences.ts.`;
}

function fromFile(file: string, words: RegExp) {
  return (root: string, path: string): string => {
    const found = words.exec(readFileSync(join(root, path, file), 'utf8'))?.[0];
    if (found === undefined) throw new Error(unsaid(path, `its licence in ${file} any more`));
    return found.trim();
  };
}

/** The words are the same for all; ours begin with two lines of their own. */
function mit(holders: string) {
  return (root: string): string => {
    const ours = readFileSync(join(root, 'LICENSE'), 'utf8').trim();
    return ours.replace(/^Copyright .*$/m, `Copyright (c) ${holders}`);
  };
}

/** The words are the same for all. */
function apache(root: string): string {
  return readFileSync(join(root, 'node_modules/@opentelemetry/api/LICENSE'), 'utf8').trim();
}
