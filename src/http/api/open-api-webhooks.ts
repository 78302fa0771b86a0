import { CHOOSABLE_KINDS, TEST_KIND } from '../../core/webhook-event.ts';
import { EVENT_SHAPES } from './shapes/events.ts';

type Json = Readonly<Record<string, unknown>>;

const header = (name: string, description: string) => ({
  ...{ name, in: 'header', required: true, description },
  schema: { type: 'string' },
});

/** As https://www.standardwebhooks.com has them. */
const HEADERS = [
  header('webhook-id', 'Of the event, the same at each attempt: what was taken once is to be ignored.'),
  header(
    'webhook-timestamp',
    'When it was sent, in seconds since 1970; refuse what is older than five minutes.',
  ),
  header(
    'webhook-signature',
    '`v1,` and the base64 of HMAC-SHA256 over `ID.TIMESTAMP.BODY`, under the octets behind `whsec_` of the secret; ' +
      'several with spaces between, while a secret is renewed.',
  ),
];

const RESPONSES = {
  '2XX': { description: 'Taken. The answer has to come within 15 seconds; what it says is not read.' },
  '410': { description: 'Gone: the webhook is switched off at once.' },
  default: {
    description:
      'Tried again after 5 s, 10 s, 20 s and so on, at most an hour, for three days; what comes after waits. ' +
      'Redirects are not followed.',
  },
};

/** What programs that follow are sent, each kind of event by its name (OpenAPI 3.1 §4.8.1, `webhooks`). */
export function webhooksObject(refTo: (name: string) => string): Json {
  return Object.fromEntries(
    [...CHOOSABLE_KINDS, TEST_KIND].map((kind) => {
      const [shape = ''] = Object.entries(EVENT_SHAPES).find(([, { shape }]) =>
        shape.type.options.some((option) => option === kind),
      ) ?? ['Event'];
      const content = { 'application/json': { schema: { $ref: refTo(shape) } } };
      const requestBody = { required: true, content };
      return [
        kind,
        {
          post: {
            ...{ operationId: `on ${kind}`, summary: `Sent on ${kind}`, parameters: HEADERS },
            ...{ requestBody, responses: RESPONSES, security: [] },
          },
        },
      ];
    }),
  );
}
