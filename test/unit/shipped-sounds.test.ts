import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SHIPPED_SOUNDS } from '../../src/config/shipped-sounds.ts';

const WAV_HEADER_BYTES = 44;
const SAMPLE_RATE = 8_000;

const files = readdirSync(SHIPPED_SOUNDS).filter((name) => name.endsWith('.wav'));

test('given the shipped sounds, when they are listed, then there is one for each thing that is said', () => {
  expect(files.sort()).toEqual(['blocked.wav', 'not-available.wav', 'press-1.wav']);
});

/** What Asterisk's format_wav takes without a codec, as loud as Asterisk's own sounds. */
describe.each(files)('%s', (name) => {
  const bytes = readFileSync(join(SHIPPED_SOUNDS, name));
  const samples = Array.from(
    { length: (bytes.length - WAV_HEADER_BYTES) / 2 },
    (_, index) => bytes.readInt16LE(WAV_HEADER_BYTES + 2 * index) / 0x8000,
  );
  const decibels = (level: number) => 20 * Math.log10(level);

  test('given its header, when it is read, then it is PCM of 16 bit, mono, 8 kHz', () => {
    expect(bytes.toString('latin1', 0, 4)).toBe('RIFF');
    expect(bytes.toString('latin1', 36, 40)).toBe('data');
    const [format, channels, rate, bits] = [
      bytes.readUInt16LE(20),
      bytes.readUInt16LE(22),
      bytes.readUInt32LE(24),
      bytes.readUInt16LE(34),
    ];
    expect({ format, channels, rate, bits }).toEqual({ format: 1, channels: 1, rate: SAMPLE_RATE, bits: 16 });
  });

  test('given its samples, when they are measured, then it is loud enough, never distorted, and short', () => {
    const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(decibels(rms)).toBeGreaterThan(-21);
    expect(decibels(rms)).toBeLessThan(-17);
    expect(decibels(peak)).toBeLessThan(-3);
    expect(samples.length / SAMPLE_RATE).toBeGreaterThan(2);
    expect(samples.length / SAMPLE_RATE).toBeLessThan(6);
  });
});
