import {
  chmodSync,
  copyFileSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { billOfMaterials } from './bill-of-materials.ts';
import { type Cpu, productionPackages } from './production-packages.ts';
import { thirdPartyNotices } from './third-party-notices.ts';

export interface StageRequest {
  /** The checkout, built. */
  readonly root: string;
  /** Holds `node_modules` for that processor, with package.json, package-lock.json and LICENSE; often the checkout. */
  readonly modules: string;
  readonly cpu: Cpu;
  /** A folder that is not there yet. */
  readonly into: string;
  /** Unix time, in seconds: the age of every file. */
  readonly madeAt: number;
}

const MANIFEST = z.object({ files: z.array(z.string()) });

/**
 * Lays textback out as it runs: what `files` of package.json names, and the packages that it runs with, without what
 * only compilers and editors read. Then come the terms of those packages and the bill of materials. Modes and times are
 * the same whoever stages it, wherever.
 */
export function stageProduct({ root, modules, cpu, into, madeAt }: StageRequest): void {
  const { files } = MANIFEST.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  for (const file of ['package.json', 'LICENSE', ...files])
    copy(join(root, file), join(into, file), isOurTool);
  const packages = productionPackages(modules, cpu);
  for (const { path, name } of packages)
    copy(join(modules, path), join(into, path), (inside) => isForOthers(name, inside, cpu));
  mkdirSync(join(into, 'node_modules/.bin'));
  symlinkSync(`../node-linux-${cpu}/bin/node`, join(into, 'node_modules/.bin/node'));
  writeFileSync(join(into, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(packages));
  const bom = billOfMaterials({ root: modules, cpu, madeAt });
  writeFileSync(join(into, 'sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);
  settle(
    into,
    madeAt,
    ['dist/cli/main.js', `node_modules/node-linux-${cpu}/bin/node`].map((at) => join(into, at)),
  );
}

/** Gives everything below a folder, and the folder, plain modes and one age. Symlinks stay what they are. */
export function settle(path: string, madeAt: number, programs: readonly string[]): void {
  const kind = lstatSync(path);
  if (kind.isDirectory()) for (const name of readdirSync(path)) settle(join(path, name), madeAt, programs);
  if (!kind.isSymbolicLink()) chmodSync(path, kind.isDirectory() || programs.includes(path) ? 0o755 : 0o644);
  lutimesSync(path, madeAt, madeAt);
}

/** `inside` is the path below the folder that is copied, `''` for itself. */
type LeaveOut = (inside: string) => boolean;

function copy(from: string, to: string, leaveOut: LeaveOut, inside = ''): void {
  if (leaveOut(inside)) return;
  if (!lstatSync(from).isDirectory()) {
    mkdirSync(dirname(to), { recursive: true });
    copyFileSync(from, to);
    return;
  }
  mkdirSync(to, { recursive: true });
  for (const name of readdirSync(from))
    copy(join(from, name), join(to, name), leaveOut, inside === '' ? name : `${inside}/${name}`);
}

/** Node runs no TypeScript of packages, so none of it is missed. */
const FOR_TOOLS = /\.([cm]?ts|map)$/;

/** What packs textback is no part of it, nor what drizzle-kit makes the next migration from. */
function isOurTool(inside: string): boolean {
  return inside === 'packaging' || inside.endsWith('_snapshot.json') || FOR_TOOLS.test(inside);
}

/**
 * The database's native part comes for eight platforms, with its sources; Node with its manual and headers. Packages
 * inside packages are taken by themselves.
 */
function isForOthers(name: string, inside: string, cpu: Cpu): boolean {
  if (FOR_TOOLS.test(inside) || inside.startsWith('.') || inside === 'node_modules') return true;
  if (name.startsWith('node-linux-'))
    return ['share', 'include', 'CHANGELOG.md', 'README.md'].includes(inside);
  if (name !== 'better-sqlite3') return false;
  return (
    ['deps', 'src', 'binding.gyp'].includes(inside) ||
    (inside.endsWith('.node') && inside !== `prebuilds/linux-${cpu}.node`)
  );
}
