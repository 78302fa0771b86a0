import { Socket } from 'node:net';
import { expect, test, vi } from 'vitest';
import { nextSequence, openSmppLink } from '../../../src/gateways/smpp-link.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { ENQUIRE_LINK, rawPdu } from '../../fakes/raw-carrier.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

/** A socket whose other side takes nothing until `letGo`, with no kernel buffer to hide it. */
class StalledSocket extends Socket {
  written = 0;
  #release: (() => void) | null = null;
  #stalled = true;

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.written += chunk.length;
    if (this.#stalled) this.#release = done;
    else done();
  }

  override _writev(chunks: { chunk: Buffer }[], done: () => void): void {
    for (const { chunk } of chunks) this.written += chunk.length;
    done();
  }

  override _read(): void {}

  letGo(): void {
    this.#stalled = false;
    this.#release?.();
  }
}

test('given a peer that does not read, when it asks 100,000 times, then reading stops at a bound, and goes on once it reads', async () => {
  const socket = new StalledSocket();
  const onDrain = vi.fn();
  const link = openSmppLink(socket, createFakeClock(), createRecordingLog(), {
    onRequest: () => {},
    onClose: () => {},
    onDrain,
  });
  const asked = 100_000;
  socket.push(Buffer.concat(Array.from({ length: asked }, (_, n) => rawPdu(ENQUIRE_LINK, n + 1))));

  await vi.waitFor(() => expect(link.writable).toBe(false), { timeout: 10_000 });
  expect(socket.isPaused()).toBe(true);
  expect(socket.writableLength).toBeLessThan(256 * 1024 + 1_024);

  socket.letGo();
  await vi.waitFor(() => expect(socket.written).toBe(asked * 16), { timeout: 10_000 });
  expect(onDrain).toHaveBeenCalled();
  expect(socket.isPaused()).toBe(false);
  link.destroy('the test is over');
});

test('given the last sequence number there is, when the next is taken, then it is 1 again', () => {
  expect([nextSequence(0), nextSequence(0x7fff_fffe), nextSequence(0x7fff_ffff)]).toEqual([
    1, 0x7fff_ffff, 1,
  ]);
});
