import type { HttpBindings } from '@hono/node-server';
import type { PasskeySite } from '../core/passkey-site.ts';
import type { Actor } from '../services/act-as.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Client } from './guards/client.ts';
import type { PageFormat } from './page-format.ts';
import type { Words } from './words/words.ts';

/** Who is signed in, and what they work with: a page acts as they do, through the same services as the CLI. */
export interface Person {
  /** Refuses what their role may not change: `NotAllowed` becomes a page that says so. */
  readonly store: Store;
  /** For the audit and the timeline. */
  readonly actor: Actor;
  readonly user: UserRow;
  readonly sessionId: number;
  /** They signed in with a temporary password: all they may do is to choose their own. */
  readonly mustChoosePassword: boolean;
  /** Looked up anew: for answers that go on and on. */
  readonly isStillSignedIn: () => boolean;
  /** Every form sends it along; see `FormToken`. */
  readonly formToken: string;
  readonly words: Words;
  readonly format: PageFormat;
}

interface Common {
  client: Client;
  /** Under what browsers keep passkeys, as this page was asked for; null where they make none. */
  passkeySite: PasskeySite | null;
}

/** What every handler finds in its context. */
export interface WebEnv {
  Bindings: HttpBindings;
  Variables: Common;
}

/** What handlers find that only somebody signed in reaches. */
export interface PersonEnv {
  Bindings: HttpBindings;
  Variables: Common & { person: Person };
}
