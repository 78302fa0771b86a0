import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHIPPED_SOUNDS } from '../../../src/config/shipped-sounds.ts';

const WAV_HEADER_BYTES = 44;
const SAMPLES = 160;
/** Codes that may differ, since encoders round differently: of 160 samples, and by how much. */
const MOST_WRONG = 16;
const TOLERANCE = 1;

/**
 * How many of the packets (PCMU payloads of 20 ms) are a piece of a shipped sound: what Asterisk plays comes in the
 * recording's own frames, so that which one was played can be told, and not only that something was.
 */
export function framesHeard(payloads: readonly Buffer[], sound: string): number {
  const frames = framesOf(sound);
  return payloads.filter((payload) => frames.some((frame) => isAlike(frame, payload))).length;
}

/** The frames of a sound that are not silence. */
export function framesOf(sound: string): readonly Buffer[] {
  const wav = readFileSync(join(SHIPPED_SOUNDS, `${sound}.wav`));
  const frames: Buffer[] = [];
  for (let at = WAV_HEADER_BYTES; at + 2 * SAMPLES <= wav.length; at += 2 * SAMPLES) {
    const start = at;
    const frame = Buffer.from(
      Array.from({ length: SAMPLES }, (_, index) => muLaw(wav.readInt16LE(start + 2 * index))),
    );
    if (new Set(frame).size > SAMPLES / 8) frames.push(frame);
  }
  return frames;
}

function isAlike(frame: Buffer, payload: Buffer): boolean {
  if (payload.length !== frame.length) return false;
  let wrong = 0;
  for (const [index, code] of frame.entries()) {
    if (Math.abs(code - (payload[index] ?? 0)) > TOLERANCE) wrong += 1;
    if (wrong > MOST_WRONG) return false;
  }
  return true;
}

/** ITU-T G.711, μ-law. */
function muLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32_635) + 132;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}
