import type { MiddlewareHandler } from 'hono';
import { problem } from '../problem.tsx';
import type { WebEnv } from '../web-env.ts';

/**
 * Lets no body in that is longer than `maxBytes`, or, for the paths of `files`, than they allow. A body without a length (chunked) would have to be read to be
 * counted, so its sender is asked for the length (RFC 9110 §15.5.12); browsers and all usual clients send it.
 */
export function limitBody(
  maxBytes: number,
  files: ReadonlyMap<string, number> = new Map(),
): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const { req } = context;
    if (req.header('Transfer-Encoding') !== undefined) return problem(context, 'length-needed');
    const most = files.get(req.path) ?? maxBytes;
    return Number(req.header('Content-Length') ?? 0) > most ? problem(context, 'too-large') : next();
  };
}
