import { watch } from 'node:fs';
import Database from 'better-sqlite3';

/** Tells of what others write to the database. */
export interface DatabaseWatch {
  /** Changes whenever another connection has committed (`PRAGMA data_version`): cheap enough to poll. */
  dataVersion(): number;
  /**
   * Calls `onWrite` when somebody, this process among them, writes to the database: the commit itself may show only
   * milliseconds later. It may miss a write, so it only saves the wait for the next look. Returns a function that
   * ends it.
   */
  watch(onWrite: () => void): () => void;
  close(): void;
}

/**
 * A connection that only watches, and therefore sees what every other one of this process commits, too. It prepares
 * no query: that is most of what an open store takes in memory.
 * @throws Error where there is no database at `path`
 */
export function openDatabaseWatch(path: string): DatabaseWatch {
  const client = new Database(path, { readonly: true });
  return {
    dataVersion: () => dataVersionOf(client),
    watch: (onWrite) => watchLog(path, onWrite),
    close: () => void client.close(),
  };
}

export function dataVersionOf(client: Database.Database): number {
  return Number(client.pragma('data_version', { simple: true }));
}

/** Every commit is appended to the write-ahead log, which stays while we have the database open. */
export function watchLog(path: string, onWrite: () => void): () => void {
  try {
    const watcher = watch(`${path}-wal`, { persistent: false }, onWrite);
    // Then the look at regular intervals has to do.
    watcher.on('error', () => watcher.close());
    return () => watcher.close();
  } catch {
    return () => {};
  }
}
