import type { DialledCall } from './sip/dialled-call.ts';
import type { ReceivedCall } from './sip/received-call.ts';

/** Uniform in [0, 1). */
export type Random = () => number;

/** The same numbers for the same seed and name, whatever else is drawn meanwhile (mulberry32 over FNV-1a). */
export function randomOf(seed: number, name: string): Random {
  let state = 2_166_136_261 ^ seed;
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const upTo = (random: Random, most: number) => Math.floor(random() * most);
const pick = <T>(random: Random, from: readonly [T, ...T[]]): T => from[upTo(random, from.length)] ?? from[0];

/** A hunt group as it is typed: one to three steps of one to three phones, some of which must press 1. */
export function randomHunt(random: Random): string {
  const phone = () => `PJSIP/p${upTo(random, 50)}@${random() < 0.06 ? 'dead' : 'phone'}`;
  const step = () => {
    // No step rings a phone twice.
    const phones = new Set(Array.from({ length: 1 + upTo(random, 3) }, phone));
    const asked = [...phones].map((each) => (random() < 0.35 ? `${each}!` : each));
    return `${asked.join(' & ')} ${5 + upTo(random, 4)}s`;
  };
  return Array.from({ length: 1 + upTo(random, 3) }, step).join('; ');
}

const REFUSALS = [
  '486 Busy Here',
  '486 Busy Here',
  '603 Decline',
  '404 Not Found',
  '480 Temporarily Unavailable',
  '500 Server Internal Error',
  '503 Service Unavailable',
] as const;

/** What one phone does in one call, at instants of its own. `after` runs it then, unless all is over. */
export function liveAsPhone(
  call: ReceivedCall,
  random: Random,
  after: (ms: number, act: () => void) => void,
): void {
  const kind = random();
  // Some say nothing before they refuse or answer.
  if (random() < 0.85) call.ring();
  if (kind < 0.25) return;
  const decidesMs = random() < 0.4 ? upTo(random, 50) : upTo(random, 6_000);
  if (kind < 0.55) {
    const status = pick(random, REFUSALS);
    after(decidesMs, () => call.refuse(status));
    return;
  }
  after(decidesMs, () => call.answer());
  const presses = random();
  const digit = presses < 0.7 ? '1' : presses < 0.85 ? '9' : null;
  if (digit !== null) after(decidesMs + 200 + upTo(random, 3_000), () => call.press(digit));
  // Else the other side hangs up; a carrier's voicemail never does of itself within a call.
  if (random() < 0.5) after(decidesMs + upTo(random, 5_000), () => call.hangUp());
}

/** When a caller gives up, or has said all: half of them at an instant that has nothing to do with the call. */
export function liveAsCaller(
  call: DialledCall,
  random: Random,
  after: (ms: number, act: () => void) => void,
): void {
  if (random() < 0.5) after(upTo(random, 9_000), () => call.hangUp());
  // Who waits to the end, and is answered then, talks for so long at most.
  after(14_000 + upTo(random, 3_000), () => call.hangUp());
}
