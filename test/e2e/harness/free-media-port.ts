import { isUdpFree } from '../../../src/demo/free-ports.ts';

const LOWEST = 33_000;
const HIGHEST = 60_000;

/** What this process was given and may not have bound yet: never given twice. */
const given = new Set<number>();

/**
 * A UDP port of 127.0.0.1 that is free, with the one two above. Left to itself SIPp looks through the 100 ports from
 * 6000 on, and then does not start: too few for a crowd of callers in two test files at once.
 */
export async function freeMediaPort(): Promise<number> {
  for (;;) {
    const port = LOWEST + 4 * Math.floor((Math.random() * (HIGHEST - LOWEST)) / 4);
    if (given.has(port)) continue;
    given.add(port);
    if ((await isUdpFree(port)) && (await isUdpFree(port + 2))) return port;
  }
}
