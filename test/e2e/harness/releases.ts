import { type AsteriskRelease, provisionAsterisk } from '../../../src/demo/provision-asterisk.ts';

/** Every Asterisk the e2e tests run on; the only list of them. */
const RELEASES: readonly { readonly name: string; readonly release: AsteriskRelease }[] = [
  { name: '22 sid', release: 'sid' },
  { name: '16 bullseye', release: 'bullseye' },
];

export interface RealAsterisk {
  readonly name: string;
  readonly root: string;
}

/**
 * The Asterisks to run a test file on: `describe.each(await realAsterisks())`. Provisions what is missing.
 * Where that is not possible it says so in one loud line and gives none; with TEXTBACK_E2E=required it throws.
 */
export async function realAsterisks(): Promise<readonly RealAsterisk[]> {
  const ready: RealAsterisk[] = [];
  for (const { name, release } of RELEASES) {
    const result = await provisionAsterisk({ release, onProgress: (line) => console.error(line) });
    if (result.kind === 'ready') {
      ready.push({ name, root: result.root });
      continue;
    }
    const line = `E2E TESTS ON ASTERISK ${name} ARE LEFT OUT: ${result.why}`;
    if (process.env['TEXTBACK_E2E'] === 'required') throw new Error(line);
    console.error(line);
  }
  return ready;
}
