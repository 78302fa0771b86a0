import { isUdpFree } from '../../../src/demo/free-ports.ts';

/**
 * Below Asterisk's media (10,000 and up), our own ports (20,000 and up) and Linux's ephemeral range (from 32,768), of
 * which any socket may take one between our look and SIPp's.
 */
const LOWEST = 2_000;
const HIGHEST = 10_000;
/** By then SIPp has bound it, or is over. */
const KEPT_IN_MIND = 1_000;

/** What this process was given and may not have bound yet: not given twice. */
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
    const [oldest = port] = given;
    if (given.size > KEPT_IN_MIND) given.delete(oldest);
    if ((await isUdpFree(port)) && (await isUdpFree(port + 2))) return port;
  }
}
