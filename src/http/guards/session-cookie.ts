import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { SESSION_LIFE_MS } from '../../core/session-life.ts';
import type { Client } from './client.ts';

/** Browsers take `__Host-` only with Secure, from this very host, for all of it (RFC 6265bis §4.1.3.2). */
const NAME = { secure: '__Host-textback', plain: 'textback' } as const;

export function sessionToken(context: Context): string | undefined {
  return getCookie(context, nameFor(context));
}

/** SameSite=Strict: no other site's link or form comes with it. */
export function giveSession(context: Context, token: string): void {
  setCookie(context, nameFor(context), token, {
    ...attributesFor(context),
    maxAge: SESSION_LIFE_MS / 1000,
  });
}

export function takeSession(context: Context): void {
  deleteCookie(context, nameFor(context), attributesFor(context));
}

function nameFor(context: Context): string {
  return isSecure(context) ? NAME.secure : NAME.plain;
}

function attributesFor(context: Context) {
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure: isSecure(context) } as const;
}

function isSecure(context: Context): boolean {
  const client: Client = context.get('client');
  return client.isSecure;
}
