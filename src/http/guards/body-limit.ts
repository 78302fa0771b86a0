import type { MiddlewareHandler } from 'hono';
import { problem } from '../problem.tsx';
import type { WebEnv } from '../web-env.ts';

/**
 * Lets no body in that is longer than `maxBytes`. A body without a length (chunked) would have to be read to be
 * counted, so its sender is asked for the length (RFC 9110 §15.5.12); browsers and all usual clients send it.
 */
export function limitBody(maxBytes: number): MiddlewareHandler<WebEnv> {
  return async (context, next) => {
    const { req } = context;
    if (req.header('Transfer-Encoding') !== undefined) return problem(context, 'length-needed');
    return Number(req.header('Content-Length') ?? 0) > maxBytes ? problem(context, 'too-large') : next();
  };
}
