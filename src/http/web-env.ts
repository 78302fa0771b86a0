import type { HttpBindings } from '@hono/node-server';
import type { Client } from './guards/client.ts';

/** What every handler finds in its context. */
export interface WebEnv {
  Bindings: HttpBindings;
  Variables: { readonly client: Client };
}
