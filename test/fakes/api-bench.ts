import { expect } from 'vitest';
import type { TokenScope } from '../../src/core/api-token.ts';
import type { Operation } from '../../src/http/api/operation.ts';
import { OPERATIONS } from '../../src/http/api/operations.ts';
import { Problem } from '../../src/http/api/shapes/business.ts';
import { addApiToken } from '../../src/services/api-tokens.ts';
import type { UserRow } from '../../src/store/queries/users.ts';
import { ask } from './ask.ts';
import type { WebBench } from './web-bench.ts';

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: the schemas have checked it.
  readonly json: any;
  readonly text: string;
}

type Headers = Readonly<Record<string, string>>;

/** A program that uses the API. Every answer is held to the schema that the document is made of. */
export interface Program {
  get(path: string, headers?: Headers): Promise<ApiAnswer>;
  send(method: string, path: string, body?: unknown, headers?: Headers): Promise<ApiAnswer>;
}

let tokens = 0;

/** A program with a token of this person's. */
export function programOf(
  { store, clock, url }: WebBench,
  user: UserRow,
  scope: TokenScope = 'write',
): Program {
  tokens += 1;
  const token = `textback_${'x'.repeat(40)}${tokens}`;
  const request = { name: `token ${tokens}`, user: user.name, scope, expires: null, token, dryRun: false };
  const added = addApiToken(store, request, 'test', clock.now());
  if (added.kind !== 'added') throw new Error(added.problem);
  return programWith(url, { Authorization: `Bearer ${token}` });
}

/** A program that sends these headers with each request. */
export function programWith(url: string, headers: Headers): Program {
  const send: Program['send'] = async (method, path, body, more = {}) => {
    const type: Headers = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const sent = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const answer = await ask(url + path, { method, headers: { ...headers, ...type, ...more }, ...sent });
    return checked(method, path, answer);
  };
  return { send, get: (path, more) => send('GET', path, undefined, more) };
}

function checked(
  method: string,
  path: string,
  { status, headers, text }: Omit<ApiAnswer, 'json'>,
): ApiAnswer {
  const json = JSON.parse(text);
  if (status >= 400) {
    expect(headers['content-type']).toBe('application/problem+json');
    expect(Problem.parse(json)).toEqual({ ...json, status });
    return { status, headers, json, text };
  }
  expect(headers['content-type']).toMatch(/^application\/json/);
  const operation = operationAt(method, path);
  if (operation !== undefined) {
    expect(status).toBe(operation.status ?? 200);
    // Keys that the schema does not know would be gone.
    expect(operation.answer.parse(json)).toEqual(json);
  }
  return { status, headers, json, text };
}

function operationAt(method: string, path: string): Operation | undefined {
  const [place = ''] = path.split('?');
  return OPERATIONS.find(
    (each) => each.method === method && new RegExp(`^${each.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(place),
  );
}
