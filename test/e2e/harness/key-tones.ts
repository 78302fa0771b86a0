import { packetsOf } from './pcmu.ts';
import { randomOf } from './random-crowd.ts';

const SAMPLES_PER_SECOND = 8_000;
/** ITU-T Q.23: a key is the sum of its row's and its column's tone, in Hz. */
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1_209, 1_336, 1_477, 1_633];
const KEYS = '123A456B789C*0#D';
/** Of each tone, of full scale: about -9 dBm0, as phones send them. */
const LOUDNESS = 0.25;

const tone = (hz: number, sample: number) => Math.sin((2 * Math.PI * hz * sample) / SAMPLES_PER_SECOND);

/**
 * A key as it sounds, in packets of PCMU.
 * @param ms how long it is held; ITU-T Q.24 has networks take 40 ms for a key
 */
export function keyTone(digit: string, ms: number, loudness = LOUDNESS): readonly Buffer[] {
  const key = KEYS.indexOf(digit);
  if (key < 0 || digit.length !== 1) throw new Error(`No key is called ${digit}.`);
  const [row = 0, column = 0] = [ROWS[Math.floor(key / 4)], COLUMNS[key % 4]];
  return packetsOf(ms, (sample) => loudness * (tone(row, sample) + tone(column, sample)));
}

/** What a voicemail's greeting ends with. */
export function beep(ms: number): readonly Buffer[] {
  return packetsOf(ms, (sample) => LOUDNESS * tone(1_000, sample));
}

/** A room: noise that swells and fades four times a second as speech does. The same for the same seed. */
export function roomNoise(ms: number, seed: number): readonly Buffer[] {
  const random = randomOf(seed, 'room');
  let low = 0;
  return packetsOf(ms, (sample) => {
    // A low pass: speech is loudest below 1 kHz, where the rows' tones are.
    low += 0.4 * (random() * 2 - 1 - low);
    return low * (0.5 + 0.4 * tone(4, sample));
  });
}
