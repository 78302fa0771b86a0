// `npm test`: every check, then every test. Plain JavaScript, so that it runs before anything is built.
// `npm test -- --checks` stops after the checks; other arguments go to vitest.
import { spawnSync } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumPath, NO_CHROMIUM } from './browser/chromium-path.mjs';

const args = process.argv.slice(2);
const checksOnly = args.includes('--checks');
const failures = [];
let passed = 0;

function run(command, commandArgs, options = {}) {
  return spawnSync(command, commandArgs, { stdio: 'inherit', encoding: 'utf8', ...options });
}

function check(name, passes) {
  process.stderr.write(`\n── ${name}\n`);
  const started = Date.now();
  const problem = passes();
  const took = ((Date.now() - started) / 1000).toFixed(1);
  if (problem === null) {
    passed += 1;
    process.stderr.write(`ok (${took} s)\n`);
  } else {
    failures.push(`${name}: ${problem}`);
    process.stderr.write(`FAILED (${took} s): ${problem}\n`);
  }
}

function exitsZero(command, ...commandArgs) {
  const { status, error } = run(command, commandArgs);
  if (error) return `${command} could not be run: ${error.message}`;
  return status === 0 ? null : `${command} exited ${status}`;
}

/** A cruise that read next to nothing would pass too; so it must have read every source file. */
function importRule() {
  const cruise = run('depcruise', ['src', '--config', '.dependency-cruiser.mjs', '--output-type', 'json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (cruise.error) return `depcruise could not be run: ${cruise.error.message}`;
  const { modules, summary } = JSON.parse(cruise.stdout);
  const cruised = new Set(modules.map(({ source }) => source));
  const unread = globSync('src/**/*.{ts,tsx}').filter(
    (file) => !file.endsWith('.d.ts') && !cruised.has(file),
  );
  if (unread.length > 0) return `not read: ${unread.slice(0, 5).join(', ')}`;
  for (const { rule, from, to } of summary.violations) console.error(`  ${rule.name}: ${from} → ${to}`);
  return summary.error === 0 ? null : `${summary.error} imports against the rule`;
}

/** Generating from the schema must add nothing to the migrations that are there. */
function migrationsInStep() {
  // Below the checkout: drizzle-kit takes every path for a relative one.
  mkdirSync('.artifacts', { recursive: true });
  const copy = mkdtempSync('.artifacts/migrations-');
  try {
    cpSync('migrations', copy, { recursive: true });
    const before = readdirSync(copy).length;
    const made = run(
      'drizzle-kit',
      ['generate', '--dialect', 'sqlite', '--schema', './src/store/schema.ts', '--out', copy],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (made.status !== 0) return `drizzle-kit exited ${made.status}: ${made.stdout}`;
    return readdirSync(copy).length === before
      ? null
      : 'the schema has changes that no migration holds: npm run migration';
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

check('types', () => exitsZero('tsc', '--noEmit'));
check('build', () => exitsZero('npm', 'run', '--silent', 'build'));
check('lint and format', () => exitsZero('biome', 'check', '--error-on-warnings', '.'));
check('import rule', importRule);
check('unused code', () => exitsZero('knip'));
check('migrations in step with the schema', migrationsInStep);

let leftOut = null;
let noBrowser = null;
if (!checksOnly) {
  // The real Asterisks first: building them takes minutes once, and the e2e tests say what they lack.
  const provisioned = run('node', ['dist/demo/provision-main.js'], { stdio: ['ignore', 'inherit', 'pipe'] });
  process.stderr.write(provisioned.stderr ?? '');
  if (provisioned.status !== 0) {
    leftOut = (provisioned.stderr ?? '').trim().split('\n').at(-1) ?? 'provisioning failed';
  }
  const report = join(mkdtempSync(join(tmpdir(), 'textback-report-')), 'vitest.json');
  const projects = ['unit', 'integration'];
  if (leftOut === null) projects.push('e2e');
  if (chromiumPath() === null) noBrowser = NO_CHROMIUM;
  else projects.push('browser');
  // Both in one: test/journey.
  if (leftOut === null && noBrowser === null) projects.push('journey');
  const vitest = run('vitest', [
    'run',
    ...(args.length === 0 ? ['--coverage'] : []),
    ...projects.flatMap((name) => ['--project', name]),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...args,
  ]);
  let counts = { numPassedTests: 0, numFailedTests: 0 };
  try {
    counts = JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    failures.push('vitest: left no report');
  }
  passed += counts.numPassedTests;
  for (let n = 0; n < counts.numFailedTests; n += 1) failures.push('a test, see above');
  // Coverage below its threshold, or an error outside any test.
  if (vitest.status !== 0 && counts.numFailedTests === 0) failures.push(`vitest exited ${vitest.status}`);
}

if (leftOut !== null) {
  console.error(
    `\n!!!! LEFT OUT: every end-to-end test on a real Asterisk (test/e2e, test/journey). ${leftOut}\n`,
  );
  if (process.env.TEXTBACK_E2E === 'required') failures.push('end-to-end tests were left out');
}
if (noBrowser !== null) {
  console.error(`\n!!!! LEFT OUT: every test in a real browser (test/browser, test/journey). ${noBrowser}\n`);
  if (process.env.TEXTBACK_BROWSER === 'required') failures.push('tests in a browser were left out');
}
for (const failure of failures.filter((each) => !each.startsWith('a test')))
  console.error(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
