import { createHash } from 'node:crypto';
import { closeSync, createReadStream, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { TextDecoder } from 'node:util';
import type { Checksum } from '../services/export-data.ts';
import type { LineBatch } from '../services/load-export.ts';

/** Much longer than any row: a call that rings a hundred phones takes a thousandth of it. */
const MAX_LINE_BYTES = 16 * 1_048_576;
const CHUNK = 262_144;
const LINE_BREAK = 0x0a;

export function createChecksum(): Checksum {
  const hash = createHash('sha256');
  return { update: (text) => void hash.update(text), digest: () => hash.digest('hex') };
}

/** Lines of a file of UTF-8, which is opened once the first is taken. */
export async function* readLines(path: string): AsyncGenerator<LineBatch> {
  yield* linesOf(createReadStream(path, { highWaterMark: CHUNK }));
}

/** The same of bytes that come from anywhere; a line that is too long, or no UTF-8, is told and ends it. */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<LineBatch> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of bytes) {
    const end = chunk.lastIndexOf(LINE_BREAK);
    if (length + (end < 0 ? chunk.length : chunk.indexOf(LINE_BREAK)) > MAX_LINE_BYTES) {
      yield { kind: 'unreadable', why: `it is longer than ${MAX_LINE_BYTES} bytes` };
      return;
    }
    if (end >= 0) {
      yield decoded(decoder, [...rest, chunk.subarray(0, end)], false);
      [rest, length] = [[], 0];
    }
    const left = chunk.subarray(end + 1);
    if (left.length > 0) rest.push(left);
    length += left.length;
  }
  if (rest.length > 0) yield decoded(decoder, rest, true);
}

function decoded(decoder: TextDecoder, parts: readonly Uint8Array[], isUnfinished: boolean): LineBatch {
  try {
    return { kind: 'lines', lines: decoder.decode(Buffer.concat(parts)).split('\n'), isUnfinished };
  } catch {
    return { kind: 'unreadable', why: 'it, or one of the lines right after it, is no UTF-8' };
  }
}

/** A file that gets its name once it is whole. */
export interface NewFile {
  write(text: string): void;
  /** On disk under its name when this returns. */
  keep(): void;
  /** Leaves nothing behind. */
  discard(): void;
}

/** For its owner only: it holds customers' numbers and texts. @throws Error of Node */
export function createNewFile(path: string): NewFile {
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  const fd = openSync(unfinished, 'wx', 0o600);
  return {
    write(text) {
      const bytes = Buffer.from(text);
      for (let done = 0; done < bytes.length; ) done += writeSync(fd, bytes, done);
    },
    keep() {
      fsyncSync(fd);
      renameSync(unfinished, path);
      closeSync(fd);
      const folder = openSync(dirname(path), 'r');
      fsyncSync(folder);
      closeSync(folder);
    },
    discard() {
      closeSync(fd);
      rmSync(unfinished, { force: true });
    },
  };
}
