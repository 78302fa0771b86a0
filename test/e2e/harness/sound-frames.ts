import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHIPPED_SOUNDS } from '../../../src/config/shipped-sounds.ts';
import { muLaw, SAMPLES_PER_PACKET as SAMPLES } from './pcmu.ts';

const WAV_HEADER_BYTES = 44;
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
  return packetsOfSound(sound).filter((frame) => new Set(frame).size > SAMPLES / 8);
}

/** A sound as it is spoken, in packets of PCMU. */
export function packetsOfSound(sound: string): readonly Buffer[] {
  const wav = readFileSync(join(SHIPPED_SOUNDS, `${sound}.wav`));
  const frames: Buffer[] = [];
  for (let at = WAV_HEADER_BYTES; at + 2 * SAMPLES <= wav.length; at += 2 * SAMPLES) {
    const start = at;
    const frame = Buffer.from(
      Array.from({ length: SAMPLES }, (_, index) => muLaw(wav.readInt16LE(start + 2 * index))),
    );
    frames.push(frame);
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
