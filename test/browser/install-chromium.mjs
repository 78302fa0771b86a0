// `npm run provision:browser`: Chromium for test/browser, from Debian. Plain JavaScript, as chromium-path.mjs is.
import { spawnSync } from 'node:child_process';
import { chromiumPath } from './chromium-path.mjs';

const APT = ['-o', 'DPkg::Lock::Timeout=120'];

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return (
    spawnSync('apt-get', [...APT, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  );
}

if (chromiumPath() === null) {
  console.error('Installing chromium with apt-get');
  // Another source of this machine may be out of reach; only the install tells whether that matters.
  aptGet('update');
  aptGet('install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core');
}
const found = chromiumPath();
console.error(found ?? 'Chromium could not be installed: tests in a browser will be left out.');
process.exitCode = found === null ? 1 : 0;
