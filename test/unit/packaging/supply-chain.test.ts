import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as CycloneDX from '@cyclonedx/cyclonedx-library';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { billOfMaterials } from '../../../systemd/packaging/bill-of-materials.ts';
import { ALLOWED_LICENCES } from '../../../systemd/packaging/package-licences.ts';
import { CPUS, productionPackages } from '../../../systemd/packaging/production-packages.ts';
import { thirdPartyNotices } from '../../../systemd/packaging/third-party-notices.ts';

const cpu = CPUS.find((each) => each === process.arch) ?? 'x64';
const packages = productionPackages('.', cpu);
const LOCK = z.object({
  packages: z.record(
    z.string(),
    z.object({
      integrity: z.string().default(''),
      dev: z.boolean().default(false),
      devOptional: z.boolean().default(false),
      hasInstallScript: z.boolean().default(false),
    }),
  ),
});
const MANIFEST = z.object({ dependencies: z.record(z.string(), z.string()) });
const bill = () => billOfMaterials({ root: '.', cpu, madeAt: 1_800_000_000 });

/** What npm says that textback runs with, on any machine, and types that only optional peers want. */
function packagesByNpm(): readonly string[] {
  const how = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
  const { stdout } = spawnSync('npm', how, { encoding: 'utf8', maxBuffer: 1e8 });
  const { components } = z
    .object({ components: z.array(z.object({ purl: z.string() })) })
    .parse(JSON.parse(stdout));
  return components.map(({ purl }) => purl);
}

// npm takes its time on a busy machine.
describe('what textback comes with', { timeout: 60_000 }, () => {
  test('given every package that it runs with, then its licence is one that it may be given away under', () => {
    const refused = packages.filter(({ licence }) => !ALLOWED_LICENCES.includes(licence));
    expect(refused.map(({ name, licence }) => `${name}: ${licence}`)).toEqual([]);
    // Nor is any allowed that nothing has.
    expect([...new Set(packages.map(({ licence }) => licence))].sort()).toEqual([...ALLOWED_LICENCES].sort());
  });

  test('given the notices, then every package stands there with its version and the words of its licence', () => {
    const notices = thirdPartyNotices(packages);
    for (const { name, version, licence, licenceText } of packages) {
      expect(notices).toContain(`\n${name} ${version} (${licence})\n`);
      expect(licenceText.length, name).toBeGreaterThan(400);
      expect(licenceText, name).toMatch(/permi|licen[cs]e|redistribut/i);
      expect(notices).toContain(licenceText);
    }
  });

  test('given the bill of materials, when checked against CycloneDX 1.6, then it is sound', async () => {
    const validator = new CycloneDX.Validation.JsonStrictValidator(CycloneDX.Spec.Version.v1dot6);
    expect(await validator.validate(JSON.stringify(bill()))).toBeNull();
  });

  test('given the bill of materials, then it has what npm finds, with hash and licence, and Node and SQLite for scanners', () => {
    const { components, dependencies, metadata } = bill();
    const purls = components.map(({ purl }) => purl);
    const own = purls.map(String).filter((purl) => purl.startsWith('pkg:npm/'));
    const leftOut = /^pkg:npm\/(%40types\/|undici-types@|node-linux-)/;
    // npm itself leaves out what tools need too (zod, of npm 11), so ours has more.
    const missing = packagesByNpm().filter((purl) => !own.includes(purl) && !leftOut.test(purl));
    expect(missing).toEqual([]);
    const direct = Object.keys(MANIFEST.parse(JSON.parse(readFileSync('package.json', 'utf8'))).dependencies);
    const withoutVersion = own.map((purl) => purl.replace(/^pkg:npm\/(.*)@.*$/, '$1').replace('%40', '@'));
    expect(direct.filter((name) => !withoutVersion.includes(name))).toEqual([]);
    expect(purls).toContainEqual(expect.stringMatching(/^pkg:npm\/node-linux-\w+@24\./));
    expect(purls).toContainEqual(expect.stringMatching(/^pkg:generic\/node@24\./));
    expect(purls).toContainEqual(expect.stringMatching(/^pkg:generic\/sqlite@3\./));
    // Every component is needed by somebody, or by textback itself.
    const needed = new Set(dependencies.flatMap(({ dependsOn }) => dependsOn));
    expect(components.map((each) => each['bom-ref']).filter((ref) => !needed.has(ref))).toEqual([]);
    expect(dependencies.map(({ ref }) => ref)).toContain(metadata.component['bom-ref']);
  });

  test('given the lock file, then it holds each package that runs to its hash, and no package that runs has anything to run at its installation', () => {
    const entries = Object.entries(
      LOCK.parse(JSON.parse(readFileSync('package-lock.json', 'utf8'))).packages,
    );
    const runs = entries.filter(([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional);
    expect(runs.length).toBeGreaterThan(100);
    expect(runs.filter(([, { integrity }]) => !integrity.startsWith('sha512-'))).toEqual([]);
    expect(runs.filter(([, { hasInstallScript }]) => hasInstallScript)).toEqual([]);
    expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
  });

  test('given the same sources, when made twice, then it is the same; a later date makes another', () => {
    expect(bill()).toEqual(bill());
    const later = billOfMaterials({ root: '.', cpu, madeAt: 1_800_000_001 });
    expect(later.serialNumber).not.toBe(bill().serialNumber);
  });
});
