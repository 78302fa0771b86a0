import { ASTERISK_RELEASES, provisionAsterisk } from './provision-asterisk.ts';

/** `node dist/demo/provision-main.js [sid] [bullseye]`: provisions the named releases, or all; exits 1 if one is not ready. */
const asked = process.argv.slice(2);
const releases = ASTERISK_RELEASES.filter((release) => asked.length === 0 || asked.includes(release));
const unknown = asked.filter((name) => !ASTERISK_RELEASES.some((release) => release === name));
if (unknown.length > 0) {
  console.error(`Unknown release ${unknown.join(', ')}: choose from ${ASTERISK_RELEASES.join(', ')}.`);
  process.exit(2);
}
for (const release of releases) {
  const result = await provisionAsterisk({ release, onProgress: (line) => console.error(line) });
  if (result.kind === 'ready') {
    console.log(`${release}: ${result.version} in ${result.root}`);
  } else {
    console.error(`${release}: not available. ${result.why}`);
    process.exitCode = 1;
  }
}
