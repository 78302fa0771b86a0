import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { licenceOf } from './package-licences.ts';

/** The processors that textback is packed for, as Node names them. */
export const CPUS = ['x64', 'arm64'] as const;
export type Cpu = (typeof CPUS)[number];

/** A package that textback runs with. */
export interface ProductionPackage {
  readonly name: string;
  readonly version: string;
  /** Relative to the folder that holds `node_modules`. */
  readonly path: string;
  /** As an SPDX expression. */
  readonly licence: string;
  /** Word for word. */
  readonly licenceText: string;
  /** Of what was downloaded, as Subresource Integrity (`sha512-…`). */
  readonly integrity: string;
  /** The paths of what it needs. */
  readonly needs: readonly string[];
}

const names = z.record(z.string(), z.string()).optional();
const ENTRY = z.object({
  name: z.string().optional(),
  version: z.string().default(''),
  integrity: z.string().default(''),
  dev: z.boolean().default(false),
  devOptional: z.boolean().default(false),
  cpu: z.union([z.string(), z.array(z.string())]).optional(),
  dependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
});
type Entry = z.infer<typeof ENTRY>;
const LOCK = z.object({ packages: z.record(z.string(), ENTRY) });
const MANIFEST = z.object({ version: z.string() });

/**
 * What package-lock.json says that textback runs with on such a processor, in the order of their paths. Left out is what
 * only tools and optional peers want (types).
 * @param root holds package-lock.json and `node_modules`
 * @throws Error where one is not installed, has another version, or says nothing of its licence
 */
export function productionPackages(root: string, cpu: Cpu): readonly ProductionPackage[] {
  const lock = LOCK.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))).packages;
  const taken = new Map(Object.entries(lock).filter(([path, entry]) => path !== '' && isTaken(entry, cpu)));
  return [...taken]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([path, entry]) => {
      const name = entry.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
      refuseOther(root, path, entry.version);
      const needs = needsOf(entry).flatMap((needed) => resolvePath(path, needed, taken) ?? []);
      const { version, integrity } = entry;
      return { name, version, path, integrity, needs, ...licenceOf(root, path, name) };
    });
}

/** The paths of what textback itself needs. */
export function ownNeeds(root: string, packages: readonly ProductionPackage[]): readonly string[] {
  const manifest = ENTRY.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  const taken = new Map(packages.map((each) => [each.path, each]));
  return needsOf(manifest).flatMap((needed) => resolvePath('', needed, taken) ?? []);
}

function isTaken({ dev, devOptional, cpu }: Entry, wanted: Cpu): boolean {
  return !dev && !devOptional && (cpu === undefined || cpu.includes(wanted));
}

function needsOf({ dependencies, optionalDependencies, peerDependencies }: Entry): readonly string[] {
  return Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }).sort();
}

/** As Node looks for it: from its own folder upwards. Null where it is not taken. */
function resolvePath(from: string, name: string, taken: ReadonlyMap<string, unknown>): string | null {
  const path = from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (taken.has(path)) return path;
  if (from === '') return null;
  const up = from.lastIndexOf('/node_modules/');
  return resolvePath(up === -1 ? '' : from.slice(0, up), name, taken);
}

function refuseOther(root: string, path: string, version: string): void {
  const manifest = join(root, path, 'package.json');
  const found = existsSync(manifest)
    ? MANIFEST.parse(JSON.parse(readFileSync(manifest, 'utf8'))).version
    : 'not there';
  if (found === version) return;
  throw new Error(
    `${path} should be ${version}, and is ${found}. Install what package-lock.json says: npm ci`,
  );
}
