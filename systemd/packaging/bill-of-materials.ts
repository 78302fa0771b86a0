import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Cpu, ownNeeds, type ProductionPackage, productionPackages } from './production-packages.ts';

export interface BomRequest {
  /** Holds package.json, package-lock.json and `node_modules`. */
  readonly root: string;
  readonly cpu: Cpu;
  /** Unix time, in seconds. */
  readonly madeAt: number;
}

const MANIFEST = z.object({
  name: z.string(),
  version: z.string(),
  description: z.string(),
  license: z.string(),
});

/**
 * What is in textback, as CycloneDX 1.6 (ECMA-424): its packages with their hashes and licences, and what scanners for
 * known holes look for besides, Node and SQLite. The same input gives the same bytes.
 */
export function billOfMaterials({ root, cpu, madeAt }: BomRequest) {
  const packages = productionPackages(root, cpu);
  const { name, version, description, license } = MANIFEST.parse(
    JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')),
  );
  const own = `pkg:npm/${name}@${version}`;
  const refs = new Map(packages.map((each) => [each.path, purlOf(each)]));
  const refsOf = (paths: readonly string[]) =>
    [...new Set(paths.map((path) => refs.get(path) ?? path))].sort();
  const inside = packages.flatMap((each) => insideOf(each, root));
  const content = {
    metadata: {
      timestamp: new Date(madeAt * 1_000).toISOString(),
      component: {
        type: 'application',
        'bom-ref': own,
        name,
        version,
        description,
        licenses: [{ license: { id: license } }],
        purl: own,
      },
    },
    components: [...packages.map(componentOf), ...inside.map(({ component }) => component)],
    dependencies: [
      { ref: own, dependsOn: refsOf(ownNeeds(root, packages)) },
      ...packages.map((each) => ({
        ref: purlOf(each),
        dependsOn: [
          ...refsOf(each.needs),
          ...inside.filter(({ of }) => of === each.path).map(({ component }) => component['bom-ref']),
        ],
      })),
    ],
  };
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: serialOf(content),
    version: 1,
    ...content,
  };
}

/** https://github.com/package-url/purl-spec: the `@` of a scope is written as %40. */
function purlOf({ name, version }: ProductionPackage): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function componentOf(each: ProductionPackage) {
  const [scope, bare] = each.name.startsWith('@') ? each.name.split('/') : [undefined, each.name];
  const [algorithm = '', digest = ''] = each.integrity.split('-', 2);
  return {
    type: 'library',
    'bom-ref': purlOf(each),
    ...(scope === undefined ? {} : { group: scope }),
    name: bare,
    version: each.version,
    hashes: [
      { alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') },
    ],
    licenses: [each.licence.includes(' ') ? { expression: each.licence } : { license: { id: each.licence } }],
    purl: purlOf(each),
  };
}

/** A program that lies inside the package at `of`, and has holes and versions of its own. */
interface Inside {
  readonly of: string;
  readonly component: Readonly<Record<string, unknown>> & { readonly 'bom-ref': string };
}

function insideOf({ name, path, version }: ProductionPackage, root: string): readonly Inside[] {
  if (name.startsWith('node-linux-')) return [{ of: path, component: nodeOf(version) }];
  return name === 'better-sqlite3' ? [{ of: path, component: sqliteOf(join(root, path)) }] : [];
}

function nodeOf(version: string) {
  return {
    type: 'platform',
    'bom-ref': `pkg:generic/node@${version}`,
    name: 'node',
    version,
    licenses: [{ license: { name: 'MIT, and those of what it holds: see the third-party notices' } }],
    cpe: `cpe:2.3:a:nodejs:node.js:${version}:*:*:*:*:*:*:*`,
    purl: `pkg:generic/node@${version}`,
  };
}

function sqliteOf(folder: string) {
  const header = readFileSync(join(folder, 'deps/sqlite3/sqlite3.h'), 'utf8');
  const version = /^#define SQLITE_VERSION\s+"([^"]+)"/m.exec(header)?.[1];
  if (version === undefined) throw new Error(`${folder} does not say any more which SQLite it holds.`);
  return {
    type: 'library',
    'bom-ref': `pkg:generic/sqlite@${version}`,
    name: 'sqlite',
    version,
    licenses: [{ license: { id: 'blessing' } }],
    cpe: `cpe:2.3:a:sqlite:sqlite:${version}:*:*:*:*:*:*:*`,
    purl: `pkg:generic/sqlite@${version}`,
  };
}

/** Made of what it is about, so that the same content has the same number (RFC 9562 §5.8). */
function serialOf(content: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  const variant = '89ab'[Number.parseInt(hex[16] ?? '0', 16) % 4];
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
  ];
  return `urn:uuid:${[...parts, hex.slice(20, 32)].join('-')}`;
}
