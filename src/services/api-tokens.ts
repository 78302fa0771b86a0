import { isTokenOver, parseTokenLife, parseTokenName, type TokenScope } from '../core/api-token.ts';
import type { Millis } from '../core/clock.ts';
import type { Store } from '../store/open-store.ts';
import type { ApiTokenRow } from '../store/queries/api-tokens.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Rejection } from './rejection.ts';
import { hashOfToken } from './session-token.ts';
import { findUser } from './show-user.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** A write for each request would be more than anybody wants to know. */
const USED_EVERY_MS: Millis = 5 * 60_000;
/** As many as the list shows. */
const MOST_TOKENS = 100;

/** A token without what it is known by. */
export interface TokenView extends Omit<ApiTokenRow, 'tokenHash' | 'userId'> {
  /** Whose it is, and as whom it acts. */
  readonly user: string;
}

export interface TokenToAdd {
  readonly name: string;
  /** The person's name. */
  readonly user: string;
  readonly scope: TokenScope;
  /** As in `90d`; null for good. */
  readonly expires: string | null;
  /** Random, 256 bits at least. */
  readonly token: string;
  readonly dryRun: boolean;
}

export type AddedToken = { readonly kind: 'added'; readonly token: TokenView } | Rejection;

/** Lets a program use the API as a person. Only a hash of the token is kept: nobody can show it again. */
export function addApiToken(store: Store, request: TokenToAdd, actor: string, now: Millis): AddedToken {
  const name = parseTokenName(request.name);
  if (name === null) return badName(request.name);
  const life = request.expires === null ? null : parseTokenLife(request.expires);
  if (life === null && request.expires !== null) return badLife(request.expires);
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = findUser(tx, request.user);
    if (found.kind !== 'user') return found;
    const { user } = found;
    if (tx.apiTokens.byName(name) !== undefined) return known(name);
    if (tx.apiTokens.all().length >= MOST_TOKENS) return FULL;
    const { scope } = request;
    const expiresAt = life === null ? null : now + life;
    const tokenHash = hashOfToken(request.token);
    const added = tx.apiTokens.add({ userId: user.id, name, tokenHash, scope, createdAt: now, expiresAt });
    const after = { id: added.id, name, scope, expiresAt };
    const subject = `user:${user.name}`;
    tx.audit.record({ at: now, actor, action: 'add token', subject, before: null, after });
    return { kind: 'added', token: viewOf({ ...added, user: user.name }) };
  });
}

/** All of them, the oldest first; those that are over for 30 days more. */
export function listApiTokens(store: Store): readonly TokenView[] {
  return store.read((reader) => reader.apiTokens.all().map(viewOf));
}

/** Takes a token away, at once. */
export function revokeApiToken(
  store: Store,
  request: { readonly name: string; readonly dryRun: boolean },
  actor: string,
  now: Millis,
): { readonly kind: 'revoked'; readonly token: TokenView } | Rejection {
  return transactOrRehearse(store, request.dryRun, (tx) => {
    const found = tx.apiTokens.byName(request.name.trim().replace(/\s+/g, ' '));
    if (found === undefined) {
      return {
        kind: 'not-found',
        problem: `There is no token called ${JSON.stringify(request.name.slice(0, 64))}.`,
        remedy: 'See `textback token list`.',
      };
    }
    const token = viewOf(found);
    tx.apiTokens.revoke(token.id);
    const { id, name, scope, expiresAt } = token;
    const before = { id, name, scope, expiresAt };
    const subject = `user:${token.user}`;
    tx.audit.record({ at: now, actor, action: 'revoke token', subject, before, after: null });
    return { kind: 'revoked', token };
  });
}

/** Whose program holds this token; null where nobody's does any more. */
export function resumeApiToken(
  store: Store,
  token: string,
  now: Millis,
): { readonly user: UserRow; readonly token: ApiTokenRow } | null {
  const found = store.read((reader) => reader.apiTokens.byHash(hashOfToken(token)));
  if (found === undefined || isTokenOver(found.token, now)) return null;
  if (now - (found.token.lastUsedAt ?? 0) >= USED_EVERY_MS)
    store.transact('progress', (tx) => tx.apiTokens.used(found.token.id, now));
  return found;
}

function viewOf(row: ApiTokenRow & { readonly user: string }): TokenView {
  const { tokenHash: _hash, userId: _userId, ...shown } = row;
  return shown;
}

function badName(name: string): Rejection {
  return {
    kind: 'invalid',
    problem: `A token cannot be called ${JSON.stringify(name.slice(0, 64))}.`,
    remedy: 'Say in up to 60 characters what it is for, e.g. "CRM sync".',
  };
}

function badLife(text: string): Rejection {
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(text.slice(0, 64))} is no time that a token could be good for.`,
    remedy: 'Give days, from 1d to 3650d; or leave it out, for one that is good until it is revoked.',
  };
}

function known(name: string): Rejection {
  return {
    kind: 'refused',
    problem: `There is a token called ${JSON.stringify(name)} already.`,
    remedy: `Give another name, or take that one away first: textback token revoke ${JSON.stringify(name)}`,
  };
}

const FULL: Rejection = {
  kind: 'refused',
  problem: `There are ${MOST_TOKENS} tokens, which is as many as it takes.`,
  remedy: 'Take away some that are not used any more: see `textback token list`.',
};
