/** 20 ms of sound at 8,000 samples a second (RFC 3551 §4.5.14). */
export const SAMPLES_PER_PACKET = 160;

/** ITU-T G.711, μ-law: the code of a linear sample of 16 bits. */
export function muLaw(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), 32_635) + 132;
  const exponent = Math.floor(Math.log2(magnitude)) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

/** Whole packets of what `sampleAt` gives, -1 to 1 of full scale, for so many ms; a last piece of a packet is left out. */
export function packetsOf(ms: number, sampleAt: (sample: number) => number): readonly Buffer[] {
  return Array.from({ length: Math.floor(ms / 20) }, (_, packet) =>
    Buffer.from(
      Array.from({ length: SAMPLES_PER_PACKET }, (__, sample) =>
        muLaw(Math.round(sampleAt(packet * SAMPLES_PER_PACKET + sample) * 32_767)),
      ),
    ),
  );
}
