import type { Store } from '../store/open-store.ts';

/** Calls looked back over for a test: nobody who sets textback up has had more. */
const LOOKED_BACK = 100;

/** What of a new installation stands, as far as the database tells. */
export interface SetupProgress {
  readonly gateway: boolean;
  readonly line: boolean;
  /** A line has words of its own. */
  readonly message: boolean;
  readonly credits: boolean;
  /** A test call came to its end. */
  readonly test: boolean;
}

/** Nothing of it is written down anywhere: it is what is there, whoever put it there. */
export function setupProgress(store: Pick<Store, 'read'>): SetupProgress {
  return store.read((reader) => {
    const lines = reader.lines.all();
    return {
      gateway: reader.gateways.all().some(({ state }) => state === 'up'),
      line: lines.length > 0,
      message: lines.some(({ message }) => message !== null),
      credits: reader.credits.balance() > 0,
      test: reader.calls.newest(LOOKED_BACK).some(({ isTest, outcome }) => isTest && outcome !== null),
    };
  });
}
