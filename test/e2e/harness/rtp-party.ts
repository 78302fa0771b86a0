import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';

const PACKET_MS = 20;
const SAMPLES = 160;
const HEADER_BYTES = 12;

/** One end of a conversation: talks PCMU made of one byte only, and counts whose byte it hears. */
export interface RtpParty extends Disposable {
  /** UDP, on 127.0.0.1. */
  readonly port: number;
  /** Sends to an address every 20 ms until disposed or `quiet`. */
  talkTo(port: number): void;
  quiet(): void;
  sent(): number;
  /** Packets received whose payload was `voice` throughout: the other party's speech, not an echo of ours. */
  heard(voice: number): number;
}

/** What callers and phones say in these tests: two bytes that differ, so an echo is not taken for speech. */
export const CALLER_VOICE = 0x2a;
export const PHONE_VOICE = 0x55;

/** @param answersBack talk to whoever talks to us, as a phone that learns the address from the stream */
export async function createRtpParty(voice: number, answersBack: boolean): Promise<RtpParty> {
  const socket = createSocket('udp4');
  const streams = new Map<number, NodeJS.Timeout>();
  const heard = new Map<number, number>();
  let sent = 0;
  const talkTo = (port: number) => {
    if (streams.has(port)) return;
    let sequence = 0;
    const ssrc = Math.floor(Math.random() * 0xffff_ffff);
    const say = () => {
      socket.send(packet(voice, sequence, ssrc), port, '127.0.0.1');
      sequence += 1;
      sent += 1;
    };
    streams.set(port, setInterval(say, PACKET_MS));
  };
  const quiet = () => {
    for (const timer of streams.values()) clearInterval(timer);
    streams.clear();
  };
  socket.on('message', (data: Buffer, from: RemoteInfo) => {
    const speech = speechOf(data);
    if (speech === null) return;
    heard.set(speech, (heard.get(speech) ?? 0) + 1);
    if (answersBack) talkTo(from.port);
  });
  // A call that ended closes its port while we still talk: the refusal is not of interest.
  socket.on('error', () => {});
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  return {
    port: socket.address().port,
    talkTo,
    quiet,
    sent: () => sent,
    heard: (whose) => heard.get(whose) ?? 0,
    [Symbol.dispose]() {
      quiet();
      socket.close();
    },
  };
}

/** RFC 3550 §5.1 header, payload type 0 (PCMU, RFC 3551). */
function packet(voice: number, sequence: number, ssrc: number): Buffer {
  const data = Buffer.alloc(HEADER_BYTES + SAMPLES, voice);
  data.writeUInt16BE(0x8000, 0);
  data.writeUInt16BE(sequence & 0xffff, 2);
  data.writeUInt32BE((sequence * SAMPLES) >>> 0, 4);
  data.writeUInt32BE(ssrc, 8);
  return data;
}

/** The byte a PCMU packet is made of, or `null` for anything else (RTCP, comfort noise, mixed sound). */
function speechOf(data: Buffer): number | null {
  const payload = data.subarray(HEADER_BYTES);
  const first = payload[0];
  if (first === undefined || ((data[1] ?? 0) & 0x7f) !== 0) return null;
  return payload.every((byte) => byte === first) ? first : null;
}
