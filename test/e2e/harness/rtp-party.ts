import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { SAMPLES_PER_PACKET as SAMPLES } from './pcmu.ts';

const PACKET_MS = 20;
const HEADER_BYTES = 12;
const MOST_RECORDED = 3_000;
/** Whoever is not heard any more has hung up: what is said on may reach the next call that is given their port. */
const GONE_AFTER_MS = 5_000;

/** One end of a conversation: talks PCMU, made of one byte only where not told otherwise, and counts whose byte it hears. */
export interface RtpParty extends Disposable {
  /** UDP, on 127.0.0.1. */
  readonly port: number;
  /** Sends to an address a packet for every 20 ms until disposed or `quiet`. */
  talkTo(port: number): void;
  /** One packet of speech: after an answer, Asterisk waits for the first (up to 500 ms) before it does anything else. */
  greet(port: number): void;
  /** Presses a key for 100 ms, as telephone events of payload type 101 (RFC 4733), in the stream to `port`. */
  press(port: number, digit: string): void;
  /** Says packets of PCMU in the stream to `port`, in place of its own voice. */
  play(port: number, packets: readonly Buffer[]): void;
  quiet(): void;
  sent(): number;
  /**
   * Packets received whose payload was `voice` throughout: the other party's speech, not an echo of ours.
   * @param fromPort of one call only, where Asterisk hears us too
   */
  heard(voice: number, fromPort?: number): number;
  /** Payloads that are no such speech: recordings and tones, in the order in which they came; the first 3,000. */
  recordings(): readonly Buffer[];
}

/** What callers and phones say in these tests: two bytes that differ, so an echo is not taken for speech. */
export const CALLER_VOICE = 0x2a;
export const PHONE_VOICE = 0x55;

/** @param answersBack talk to whoever talks to us while they do, as a phone that learns the address from the stream */
export async function createRtpParty(voice: number, answersBack: boolean): Promise<RtpParty> {
  const socket = createSocket('udp4');
  const streams = new Map<number, Stream>();
  const heard = new Map<number, Map<number, number>>();
  const recordings: Buffer[] = [];
  const ownVoice = Buffer.alloc(SAMPLES, voice);
  let sent = 0;
  const talkTo = (port: number) => {
    const open = streams.get(port);
    if (open !== undefined) return open;
    let sequence = 0;
    let pressedAt = 0;
    const ssrc = Math.floor(Math.random() * 0xffff_ffff);
    const next: (TelephoneEvent | Buffer)[] = [];
    const packet = () => {
      const piece = next.shift() ?? ownVoice;
      if (Buffer.isBuffer(piece)) return speech(piece, sequence, ssrc);
      if (piece.isFirst) pressedAt = sequence;
      return keyPress(piece, pressedAt, sequence, ssrc);
    };
    // By the clock, not by the ticks: a busy machine's come late, and what takes 2 s to say would take 3.
    const begunAt = performance.now();
    const say = () => {
      if (answersBack && next.length === 0 && performance.now() - stream.heardAt > GONE_AFTER_MS) {
        clearInterval(stream.timer);
        streams.delete(port);
        return;
      }
      for (const due = (performance.now() - begunAt) / PACKET_MS; sequence < due; sequence += 1) {
        socket.send(packet(), port, '127.0.0.1');
        sent += 1;
      }
    };
    const stream: Stream = { timer: setInterval(say, PACKET_MS), next, heardAt: begunAt };
    streams.set(port, stream);
    return stream;
  };
  const quiet = () => {
    for (const { timer } of streams.values()) clearInterval(timer);
    streams.clear();
  };
  socket.on('message', (data: Buffer, from: RemoteInfo) => {
    const speech = speechOf(data);
    if (speech === null) {
      if (isPcmu(data) && recordings.length < MOST_RECORDED) recordings.push(data.subarray(HEADER_BYTES));
      return;
    }
    const byPort = heard.get(speech) ?? new Map<number, number>();
    heard.set(speech, byPort.set(from.port, (byPort.get(from.port) ?? 0) + 1));
    if (answersBack) talkTo(from.port).heardAt = performance.now();
  });
  // A call that ended closes its port while we still talk: the refusal is not of interest.
  socket.on('error', () => {});
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    talkTo: (port) => void talkTo(port),
    greet: (port) => socket.send(speech(ownVoice, 0, 1), port, '127.0.0.1'),
    press: (port, digit) => void talkTo(port).next.push(...telephoneEvents(digit)),
    play: (port, packets) => void talkTo(port).next.push(...packets),
    quiet,
    sent: () => sent,
    heard(whose, fromPort) {
      const byPort = heard.get(whose) ?? new Map<number, number>();
      if (fromPort !== undefined) return byPort.get(fromPort) ?? 0;
      return [...byPort.values()].reduce((sum, packets) => sum + packets, 0);
    },
    recordings: () => recordings,
    [Symbol.dispose]() {
      quiet();
      socket.close();
    },
  };
}

interface Stream {
  readonly timer: NodeJS.Timeout;
  /** What is said in place of its own voice. */
  readonly next: (TelephoneEvent | Buffer)[];
  /** When the other end was last heard to speak, or this began. */
  heardAt: number;
}

interface TelephoneEvent {
  /** RFC 4733 §3.2: 0 to 9 are the digits, 10 is `*`, 11 is `#`. */
  readonly code: number;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** In samples, since the key went down. */
  readonly duration: number;
}

/** Five packets while the key is down, and the last one three times (RFC 4733 §2.5.1.4). */
function telephoneEvents(digit: string): readonly TelephoneEvent[] {
  const code = '0123456789*#'.indexOf(digit);
  if (code < 0 || digit.length !== 1) throw new Error(`No key is called ${digit}.`);
  return [1, 2, 3, 4, 5, 5, 5].map((packets, index) => ({
    code,
    isFirst: index === 0,
    isLast: index >= 4,
    duration: packets * SAMPLES,
  }));
}

/** RFC 3550 §5.1; payload type 0 is PCMU (RFC 3551). */
function speech(sound: Buffer, sequence: number, ssrc: number): Buffer {
  return Buffer.concat([headerOf(0, sequence, sequence, ssrc), sound]);
}

/** RFC 4733 §2.3; every packet of a key has the time at which it went down. */
function keyPress(event: TelephoneEvent, pressedAt: number, sequence: number, ssrc: number): Buffer {
  const header = headerOf(101 | (event.isFirst ? 0x80 : 0), sequence, pressedAt, ssrc);
  const payload = Buffer.alloc(4);
  payload.writeUInt8(event.code, 0);
  payload.writeUInt8((event.isLast ? 0x80 : 0) | 10, 1);
  payload.writeUInt16BE(event.duration, 2);
  return Buffer.concat([header, payload]);
}

function headerOf(typeAndMarker: number, sequence: number, packetsBefore: number, ssrc: number): Buffer {
  const data = Buffer.alloc(HEADER_BYTES);
  data.writeUInt8(0x80, 0);
  data.writeUInt8(typeAndMarker, 1);
  data.writeUInt16BE(sequence & 0xffff, 2);
  data.writeUInt32BE((packetsBefore * SAMPLES) >>> 0, 4);
  data.writeUInt32BE(ssrc, 8);
  return data;
}

/** The byte a PCMU packet is made of, or `null` for anything else (RTCP, comfort noise, mixed sound). */
function speechOf(data: Buffer): number | null {
  const payload = data.subarray(HEADER_BYTES);
  const first = payload[0];
  if (first === undefined || !isPcmu(data)) return null;
  return payload.every((byte) => byte === first) ? first : null;
}

function isPcmu(data: Buffer): boolean {
  return data.length > HEADER_BYTES && ((data[1] ?? 0) & 0x7f) === 0;
}
