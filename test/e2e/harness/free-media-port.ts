import { isUdpFree, reservePort } from '../../../src/demo/free-ports.ts';

/**
 * Below Asterisk's media (10,000 and up), our own ports (20,000 and up) and Linux's ephemeral range (from 32,768), of
 * which any socket may take one between our look and SIPp's.
 */
const LOWEST = 2_000;
const HIGHEST = 10_000;

/**
 * A UDP port of 127.0.0.1 that is free, with the two above, and that no other test file is given before SIPp has
 * bound it. Left to itself SIPp looks through the 100 ports from 6000 on, and then does not start: too few for a crowd
 * of callers in two test files at once.
 */
export async function freeMediaPort(): Promise<number> {
  for (;;) {
    const port = LOWEST + 4 * Math.floor((Math.random() * (HIGHEST - LOWEST)) / 4);
    if ((await reservePort(port)) && (await areFree([port, port + 1, port + 2]))) return port;
  }
}

async function areFree(ports: readonly number[]): Promise<boolean> {
  return (await Promise.all(ports.map(isUdpFree))).every((isFree) => isFree);
}
