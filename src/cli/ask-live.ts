import { isRecord, parseJson } from '../asterisk/json.ts';
import type { Config } from '../config.ts';
import type { LiveAnswer } from '../services/check-web.ts';

const ANSWER_WITHIN_MS = 4_000;

/** Where the daemon listens, as a program on this machine reaches it. */
export function ownUrl({ listen }: Config['http']): string {
  const isAny = listen.host === '0.0.0.0' || listen.host === '::';
  const host = isAny ? '127.0.0.1' : listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  return `http://${host}:${listen.port}`;
}

/** Asks the daemon whether it lives. */
export async function askLive(url: string): Promise<LiveAnswer> {
  try {
    const answer = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    const body = parseJson(await answer.text());
    if (!isRecord(body) || typeof body['live'] !== 'boolean') return { kind: 'foreign' };
    const reasons = Array.isArray(body['reasons']) ? body['reasons'].map(String) : [];
    return body['live'] ? { kind: 'alive' } : { kind: 'ill', reasons };
  } catch (error) {
    return { kind: error instanceof Error && error.name === 'TimeoutError' ? 'silent' : 'refused' };
  }
}
