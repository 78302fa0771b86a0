import { createHash } from 'node:crypto';
import {
  chmodSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { mustRun } from './must-run.ts';
import type { Cpu } from './production-packages.ts';
import { settle, stageProduct } from './stage-product.ts';

export interface DebRequest {
  /** The checkout, built. */
  readonly root: string;
  /** Holds `node_modules` for that processor. */
  readonly modules: string;
  readonly cpu: Cpu;
  /** A folder that is not there yet: the package's files, for dpkg-deb. */
  readonly tree: string;
  /** Unix time, in seconds. */
  readonly madeAt: number;
}

/** Debian's names of them. */
const ARCHITECTURES: Readonly<Record<Cpu, string>> = { x64: 'amd64', arm64: 'arm64' };
const HOME = 'usr/lib/textback';
const DOC = 'usr/share/doc/textback';
const CONFFILE = 'etc/textback/textback.toml';
const SCRIPTS = ['postinst', 'prerm', 'postrm'];
const MAINTAINER = 'The textback authors <textback@packages.invalid>';
const MANIFEST = z.object({ version: z.string() });

/** Semantic versioning puts `-` before what comes before a release, Debian `~`. */
function debVersion(root: string): string {
  const { version } = MANIFEST.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return version.replace('-', '~');
}

export function debName(root: string, cpu: Cpu): string {
  return `textback_${debVersion(root)}_${ARCHITECTURES[cpu]}.deb`;
}

/** Lays the package out: what is installed where, and what dpkg is to know and do. */
export function layOutDeb({ root, modules, cpu, tree, madeAt }: DebRequest): void {
  const write = (path: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), content);
  };
  const take = (from: string, to: string) => write(to, readFileSync(join(root, from)));
  stageProduct({ root, modules, cpu, into: join(tree, HOME), madeAt });
  take('systemd/packaging/debian/textback', 'usr/bin/textback');
  take('config/textback.example.toml', CONFFILE);
  take('systemd/textback.service', 'usr/lib/systemd/system/textback.service');
  take('systemd/textback.sysusers', 'usr/lib/sysusers.d/textback.conf');
  take('systemd/textback.tmpfiles', 'usr/lib/tmpfiles.d/textback.conf');
  const ask = (...words: string[]) => ownWords(root, madeAt, words);
  write('usr/share/man/man1/textback.1.gz', gzip(ask('man')));
  write('usr/share/bash-completion/completions/textback', ask('completion', 'bash'));
  write('usr/share/zsh/vendor-completions/_textback', ask('completion', 'zsh'));
  writeDocs(root, tree, madeAt, write);
  take('systemd/packaging/debian/lintian-overrides', 'usr/share/lintian/overrides/textback');
  settle(tree, madeAt, [join(tree, 'usr/bin/textback'), ...programsOf(tree, cpu)]);
  // For root alone, until the user is there who may read it: postinst.
  chmodSync(join(tree, CONFFILE), 0o640);
  chmodSync(join(tree, dirname(CONFFILE)), 0o750);
  mkdirSync(join(tree, 'DEBIAN'));
  write('DEBIAN/control', control(debVersion(root), ARCHITECTURES[cpu], sizeOf(tree)));
  write('DEBIAN/conffiles', `/${CONFFILE}\n`);
  write('DEBIAN/md5sums', sums(tree));
  for (const name of SCRIPTS) take(`systemd/packaging/debian/${name}`, `DEBIAN/${name}`);
  const scripts = SCRIPTS.map((name) => join(tree, 'DEBIAN', name));
  settle(join(tree, 'DEBIAN'), madeAt, scripts);
  lutimesSync(tree, madeAt, madeAt);
}

function programsOf(tree: string, cpu: Cpu): string[] {
  return ['dist/cli/main.js', `node_modules/node-linux-${cpu}/bin/node`].map((path) =>
    join(tree, HOME, path),
  );
}

/** Debian's place for licences is the copyright file; it holds ours, and those of all that comes along. */
function writeDocs(
  root: string,
  tree: string,
  madeAt: number,
  write: (path: string, content: string | Uint8Array) => void,
): void {
  const home = join(tree, HOME);
  const licence = readFileSync(join(root, 'LICENSE'), 'utf8');
  const notices = readFileSync(join(home, 'THIRD-PARTY-NOTICES.txt'), 'utf8');
  write(`${DOC}/copyright`, `textback is under these terms:\n\n${licence}\n${notices}`);
  write(`${DOC}/CHANGELOG.md.gz`, gzip(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')));
  write(`${DOC}/changelog.gz`, gzip(changelog(debVersion(root), madeAt)));
  renameSync(join(home, 'sbom.cdx.json'), join(tree, DOC, 'sbom.cdx.json'));
}

/** As the command itself prints it. */
function ownWords(root: string, madeAt: number, words: readonly string[]): string {
  const env = { SOURCE_DATE_EPOCH: String(madeAt) };
  return mustRun(process.execPath, [join(root, 'dist/cli/main.js'), ...words], env);
}

const gzip = (text: string) => gzipSync(text, { level: 9 });

function changelog(version: string, madeAt: number): string {
  const day = new Date(madeAt * 1_000).toUTCString().replace('GMT', '+0000');
  const what = '  * What is new for users: /usr/share/doc/textback/CHANGELOG.md.gz.';
  return `textback (${version}) stable; urgency=medium\n\n${what}\n\n -- ${MAINTAINER}  ${day}\n`;
}

/**
 * Node 24 and the database's native part need glibc 2.28 and GLIBCXX_3.4.21 (GCC 5), so Debian 10 and newer. systemd
 * makes user and folders also where it does not run.
 */
function control(version: string, architecture: string, kilobytes: number): string {
  return `Package: textback
Version: ${version}
Architecture: ${architecture}
Maintainer: ${MAINTAINER}
Installed-Size: ${kilobytes}
Depends: libc6 (>= 2.28), libgcc-s1, libstdc++6 (>= 5), systemd | systemd-standalone-sysusers, systemd | systemd-standalone-tmpfiles
Suggests: asterisk
Section: comm
Priority: optional
Description: texts the callers whom nobody picked up
 A daemon beside Asterisk or FreePBX for contractors. A customer calls, nobody
 picks up: within a second they have a text from the number that they dialled,
 and the business has a lead with an owner. Calls, leads, texts and prepaid
 credits stay on this machine, in one SQLite file.
 .
 It brings the Node.js that it runs on, for itself alone.
`;
}

function sums(tree: string): string {
  const lines = filesBelow(tree).filter((path) => !path.startsWith('DEBIAN/') && path !== CONFFILE);
  return lines
    .map(
      (path) =>
        `${createHash('md5')
          .update(readFileSync(join(tree, path)))
          .digest('hex')}  ${path}\n`,
    )
    .join('');
}

/** In units of 1,024 bytes, as Debian counts (Policy §5.6.20). */
function sizeOf(tree: string): number {
  return filesBelow(tree).reduce((sum, path) => sum + Math.ceil(lstatSync(join(tree, path)).size / 1_024), 0);
}

/** Files, without symlinks, relative to `tree`, sorted. */
function filesBelow(tree: string): readonly string[] {
  return readdirSync(tree, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(tree, join(entry.parentPath, entry.name)))
    .sort();
}
