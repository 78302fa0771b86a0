import type { MiddlewareHandler } from 'hono';
import { problem } from '../problem.tsx';
import type { WebEnv } from '../web-env.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request of this method changes nothing (RFC 9110 §9.2.1). */
export function isSafeMethod(method: string): boolean {
  return SAFE.has(method);
}

/**
 * Lets no page of another site change anything here. Browsers say where a request comes from, and no page can change
 * what they say: Sec-Fetch-Site, and where that is too new for one, Origin. Programs say neither, and have no cookie.
 */
export const onlySameOrigin: MiddlewareHandler<WebEnv> = async (context, next) => {
  const { req } = context;
  if (
    isSafeMethod(req.method) ||
    isSameOrigin(req.header('Sec-Fetch-Site'), req.header('Origin'), req.header('Host'))
  )
    return next();
  return problem(context, 'other-site');
};

function isSameOrigin(
  site: string | undefined,
  origin: string | undefined,
  host: string | undefined,
): boolean {
  // `none`: a person did it, by the address bar or by loading again.
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
