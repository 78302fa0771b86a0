import { z } from 'zod';
import { webhooksObject } from './open-api-webhooks.ts';
import type { Operation } from './operation.ts';
import { NAMED_SHAPES } from './shapes/named.ts';

/** JSON Schema, and what OpenAPI writes around it. */
type Json = Readonly<Record<string, unknown>>;

const ABOUT = {
  title: 'textback',
  version: '1',
  description:
    'Calls, leads, conversations, credits and reports of one business. Programs send a token (`textback token add`) ' +
    'as `Authorization: Bearer …`, and act as its person, as far as their role and the token allow. Lists go on at ' +
    '`cursor`, which is `next` of the page before. A write with an `Idempotency-Key` that comes again within 24 hours ' +
    'is not done again, and gets the same answer; a refused one is not kept. Keys are added to answers, never renamed ' +
    'or removed.',
};

/** What may go wrong with every operation, beside its own answer. */
const PROBLEMS: Readonly<Record<string, string>> = {
  '401': 'No token, or one that is not good any more',
  '403': 'The role, the token or a rule forbids it; nothing was changed',
  '404': 'There is no such thing',
  '422': 'It cannot be read, or is out of range; nothing was changed',
  '429': 'Too many requests; Retry-After says for how long to wait',
};
const WRITE_PROBLEMS: Readonly<Record<string, string>> = {
  '409': 'It was done before, and what was answered told of a customer who was erased since',
  '413': 'The body is too large',
  '415': 'The body is not JSON',
};

/** The OpenAPI 3.1 document of the operations, made of what requests are read by. */
export function openApiDocument(operations: readonly Operation[]): Json {
  const schemas = componentsOf(operations);
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const { path, method } = operation;
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationObject(operation) };
  }
  return {
    openapi: '3.1.0',
    info: ABOUT,
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [] }],
    paths,
    webhooks: webhooksObject(refTo),
    components: {
      schemas,
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: {
          ...{ type: 'apiKey', in: 'cookie', name: 'textback' },
          description: 'A page of textback; `__Host-textback` behind TLS. Writes need `X-Form-Token` too.',
        },
      },
    },
  };
}

function operationObject({ id, method, summary, status = 200, body, ...operation }: Operation): Json {
  const isWrite = method !== 'GET';
  return {
    operationId: id,
    summary,
    parameters: [
      ...parametersOf('path', operation.params),
      ...parametersOf('query', operation.query),
      ...(isWrite ? [IDEMPOTENCY_KEY] : []),
    ],
    ...(body === null ? {} : { requestBody: { required: true, content: jsonOf(bodyName(id)) } }),
    responses: {
      [status]: { description: 'Done', content: jsonOf(answerName(id)) },
      ...problemResponses(PROBLEMS),
      ...(isWrite ? problemResponses(WRITE_PROBLEMS) : {}),
    },
  };
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'Any that the program has not used for something else, such as a UUID.',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
};

function parametersOf(place: 'path' | 'query', params: z.ZodObject): readonly Json[] {
  return Object.entries(params.shape).map(([name, each]) => {
    const { $schema: _dialect, description, ...schema } = z.toJSONSchema(each, { io: 'input' });
    const required = place === 'path' || !z.safeParse(each, undefined).success;
    return { name, in: place, required, schema, ...(description === undefined ? {} : { description }) };
  });
}

function problemResponses(problems: Readonly<Record<string, string>>): Json {
  const content = { 'application/problem+json': { schema: { $ref: refTo('Problem') } } };
  return Object.fromEntries(
    Object.entries(problems).map(([status, description]) => [status, { description, content }]),
  );
}

/** Each shape once, by its name; the others refer to it. */
function componentsOf(operations: readonly Operation[]): Json {
  const names = z.registry<{ id: string }>();
  for (const [id, shape] of Object.entries(NAMED_SHAPES)) names.add(shape, { id });
  for (const { id, answer, body } of operations) {
    names.add(answer, { id: answerName(id) });
    if (body !== null) names.add(body, { id: bodyName(id) });
  }
  const { schemas } = z.toJSONSchema(names, { io: 'input', uri: refTo });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _id, ...schema }]) => [name, schema]),
  );
}

function jsonOf(name: string): Json {
  return { 'application/json': { schema: { $ref: refTo(name) } } };
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`;
}

function answerName(id: string): string {
  return `${capitalized(id)}Answer`;
}

function bodyName(id: string): string {
  return `${capitalized(id)}Body`;
}

function capitalized(id: string): string {
  return id.charAt(0).toUpperCase() + id.slice(1);
}
