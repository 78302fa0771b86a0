import type { LinkState } from './pbx.ts';

/** One AMI message: header names in lower case; a repeated header has its values joined by a line feed. */
export type AmiFields = Readonly<Record<string, string>>;

/**
 * Asterisk's answer to one action. `ok`: `Response: Success`. `events`: the list that followed, where there was one.
 * `kind` `refused`: Asterisk said no, see `why`. `lost`: no answer came; it may or may not have happened.
 */
export type AmiResponse =
  | { readonly kind: 'ok'; readonly fields: AmiFields; readonly events: readonly AmiFields[] }
  | { readonly kind: 'refused' | 'lost'; readonly why: string };

/** The headers of an action, without `ActionID`. */
export type AmiAction = Readonly<Record<string, string>> & { readonly Action: string };

/** What AstDB holds: key below the family (`dest` for `/textback/dest`) and value. */
export interface DatabaseEntry {
  readonly key: string;
  readonly value: string;
}

/** Observing and AstDB (AMI). */
export interface Ami {
  readonly state: LinkState;
  /** Starts connecting, forever. Returns at once; `onLink` tells when it is up: logged in and Asterisk fully booted. */
  start(): void;
  /** Never rejects for what Asterisk does; throws a `RangeError` when a value cannot be sent (CR, LF, NUL, over-long). */
  action(action: AmiAction): Promise<AmiResponse>;
  dbPut(family: string, key: string, value: string): Promise<AmiResponse>;
  /** A key that is not there is `ok`: it is gone, as asked. */
  dbDel(family: string, key: string): Promise<AmiResponse>;
  /** Every entry below the family; rejects when Asterisk cannot be asked. */
  dbGetTree(family: string): Promise<readonly DatabaseEntry[]>;
  stop(): Promise<void>;
}

export interface AmiListeners {
  /** Events named in `AmiOptions.events` only. */
  readonly onEvent: (event: AmiFields) => void;
  readonly onLink: (state: LinkState, why: string) => void;
}
