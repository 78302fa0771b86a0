import type { Log } from '../../src/core/log.ts';

export interface RecordingLog extends Log {
  readonly lines: readonly { readonly level: string; readonly message: string; readonly fields: object }[];
}

/** Keeps what is logged, for tests to read. */
export function createRecordingLog(): RecordingLog {
  const lines: { level: string; message: string; fields: object }[] = [];
  const at = (level: string) => (fields: object, message: string) =>
    void lines.push({ level, message, fields });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}
