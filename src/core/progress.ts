/**
 * Told now and then how far something is that may take a while.
 * @param what for people, e.g. `Copying`
 * @param share done of the whole, 0 to 1; null where that cannot be told
 */
export type OnProgress = (what: string, share: number | null) => void;
