import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { formatSetupCode, plainSetupCode, SETUP_CODE_LIFE_MS } from '../core/setup-code.ts';
import type { Store } from '../store/open-store.ts';

/** Where whoever administers the machine reads the code, and nobody else. */
export interface SetupCodeFile {
  readonly path: string;
  /** Whether anything is there. */
  exists(): boolean;
  /** In place of the one before. @throws Error where it cannot be written */
  write(code: string): void;
  /** Never throws. */
  remove(): void;
}

/**
 * Who may become the first owner: whoever can read the code, which lies where only the machine's administrator reads.
 * A stranger who finds the page first has nothing to type.
 */
export interface SetupGate {
  /** Whether nobody is known yet. What is decided by it must ask again in its own transaction. */
  isOpen(): boolean;
  /** Where the code of now is; null where it could not be written, which the log says. */
  place(): string | null;
  isRight(typed: string): boolean;
}

interface GateParts {
  readonly store: Pick<Store, 'read'>;
  readonly file: SetupCodeFile;
  readonly clock: Clock;
  readonly log: Log;
  /** SETUP_CODE_BYTES from a source that nobody can foresee. */
  readonly randomOctets: () => Uint8Array;
}

/** An hour after it was made a code is over, and the next look makes another. Kept in no database, so in no backup. */
export function createSetupGate({ store, file, clock, log, randomOctets }: GateParts): SetupGate {
  let held: { readonly code: string; readonly madeAt: Millis } | null = null;
  /** There may be one of before the start. */
  let isGone = false;

  function isOpen(): boolean {
    const isOpen = store.read((reader) => reader.users.all().length === 0);
    if (!isOpen) forget();
    return isOpen;
  }

  function forget(): void {
    held = null;
    // Asked with every page to sign in, for as long as textback runs.
    if (!isGone) file.remove();
    isGone = true;
  }

  function current(): string | null {
    if (!isOpen()) return null;
    const good = held !== null && clock.now() - held.madeAt < SETUP_CODE_LIFE_MS ? held : null;
    if (good !== null && file.exists()) return good.code;
    // Somebody may have taken the file away, and have read it before.
    const made = good ?? { code: formatSetupCode(randomOctets()), madeAt: clock.now() };
    held = null;
    isGone = false;
    try {
      file.write(made.code);
    } catch (error) {
      log.error(
        { err: error, file: file.path },
        'the code for setting up cannot be written: let textback write there, or add an owner with `textback user add`',
      );
      return null;
    }
    held = made;
    log.info(
      { file: file.path },
      'nobody can sign in yet: open the pages and set textback up there, with the code in this file',
    );
    return made.code;
  }

  return {
    isOpen,
    place: () => (current() === null ? null : file.path),
    isRight(typed) {
      const code = current();
      return code !== null && isSame(plainSetupCode(typed), plainSetupCode(code));
    },
  };
}

/** In a time that tells nothing of where they differ. */
function isSame(a: string, b: string): boolean {
  const [digestA, digestB] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return digestA !== undefined && digestB !== undefined && timingSafeEqual(digestA, digestB);
}
