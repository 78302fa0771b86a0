import { z } from 'zod';
import type { TokenScope } from '../../core/api-token.ts';
import type { Millis } from '../../core/clock.ts';
import type { Actor } from '../../services/act-as.ts';
import type { Business } from '../../services/business.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { Store } from '../../store/open-store.ts';
import type { UserRow } from '../../store/queries/users.ts';

/** Who asks, and what they work with. */
export interface Asking {
  /** Refuses what their role may not change. */
  readonly store: Store;
  /** For what is theirs alone, whatever their role: what they have read. */
  readonly ownStore: Store;
  readonly actor: Actor;
  readonly user: UserRow;
  readonly scope: TokenScope;
  readonly business: Business;
  readonly now: Millis;
}

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [key in keyof T]: DeepReadonly<T[key]> }
    : T;

/** A request before it is read: everything in it came from outside. */
export interface RawRequest {
  readonly path: unknown;
  readonly query: unknown;
  readonly body: unknown;
}

type ReadRequest =
  | { readonly kind: 'ready'; perform(asking: Asking): Rejection | object }
  /** The address names nothing that there could be. */
  | { readonly kind: 'nowhere' }
  | Rejection;

interface About {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** As in OpenAPI, e.g. `/api/v1/leads/{lead}`. */
  readonly path: string;
  readonly id: string;
  readonly summary: string;
  /** 200 where it is not said. */
  readonly status?: 200 | 201;
  /** It puts a text in the outbox. */
  readonly queuesText?: boolean;
}

/** One thing that the API does, whatever it takes and answers. */
export interface Operation extends About {
  readonly params: z.ZodObject;
  readonly query: z.ZodObject;
  /** Null where it takes none. */
  readonly body: z.ZodType | null;
  readonly answer: z.ZodObject;
  read(request: RawRequest): ReadRequest;
}

interface OperationParts<
  P extends z.ZodObject,
  Q extends z.ZodObject,
  B extends z.ZodType,
  A extends z.ZodObject,
> extends About {
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  /** Calls one service, or a few: what it refuses is taken back as a whole. */
  perform(
    request: Asking & {
      readonly params: z.output<P>;
      readonly query: z.output<Q>;
      readonly body: z.output<B>;
    },
  ): DeepReadonly<z.input<A>> | Rejection;
}

const NOTHING = z.strictObject({});

/** What it takes and answers is said once, in zod: requests are read by it, and the document is made of it. */
export function operation<
  A extends z.ZodObject,
  P extends z.ZodObject = typeof NOTHING,
  Q extends z.ZodObject = typeof NOTHING,
  B extends z.ZodType = z.ZodUndefined,
>({ params, query, body, answer, perform, ...about }: OperationParts<P, Q, B, A>): Operation {
  return {
    ...about,
    params: params ?? NOTHING,
    query: query ?? NOTHING,
    body: body ?? null,
    answer,
    read(request) {
      const readParams = z.safeParse(params ?? NOTHING, request.path);
      if (!readParams.success) return { kind: 'nowhere' };
      const readQuery = z.safeParse(query ?? NOTHING, request.query);
      if (!readQuery.success) return invalid(readQuery.error);
      const readBody = z.safeParse(body ?? z.undefined(), body === undefined ? undefined : request.body);
      if (!readBody.success) return invalid(readBody.error);
      return {
        kind: 'ready',
        perform: (asking) =>
          perform({
            ...asking,
            params: readParams.data as z.output<P>,
            query: readQuery.data as z.output<Q>,
            body: readBody.data as z.output<B>,
          }),
      };
    },
  };
}

const MOST_ISSUES = 5;
const MAX_ISSUE_LENGTH = 200;

function invalid({ issues }: z.ZodError): Rejection {
  const words = issues.slice(0, MOST_ISSUES).map(({ path, message }) => {
    const where = path.length === 0 ? '' : `${path.join('.')}: `;
    return `${where}${message}`.slice(0, MAX_ISSUE_LENGTH);
  });
  return {
    kind: 'invalid',
    problem: `${words.join('; ')}.`,
    remedy: 'Nothing was changed. What the request takes stands in /api/openapi.json.',
  };
}
