import type { WebhookView } from '../../services/show-webhooks.ts';
import type { DeliveredEvent } from '../../store/queries/webhooks.ts';
import type { Person } from '../web-env.ts';
import { FormToken } from './form-token.tsx';
import { type Live, live } from './live.tsx';
import { webhookPath } from './webhook-page.tsx';
import { stateClass, stateWords, takenWords } from './webhook-words.ts';

interface DeliveriesProps {
  readonly person: Person;
  readonly webhook: WebhookView;
  readonly deliveries: readonly DeliveredEvent[];
}

/** How a webhook is, and what was sent there last. */
export function webhookPart(props: DeliveriesProps): Promise<Live> {
  const url = webhookPath(props.webhook, 'now');
  return live({ id: 'webhook', url, class: 'stack' }, <Deliveries {...props} />);
}

function Deliveries({ person, webhook, deliveries }: DeliveriesProps) {
  const words = person.words.webhooks;
  return (
    <>
      <section class="card stack">
        <p>
          <span class={stateClass(webhook)}>{stateWords(person, webhook)}</span>
        </p>
        <p>
          {webhook.url} · {takenWords(person, webhook)}
        </p>
        <div class="buttons">
          <form method="post" action={webhookPath(webhook, 'switch')}>
            <FormToken person={person} />
            <input type="hidden" name="on" value={webhook.enabled ? '' : 'on'} />
            <button type="submit">{webhook.enabled ? words.switchOff : words.switchOn}</button>
          </form>
          {webhook.enabled && (
            <form method="post" action={webhookPath(webhook, 'test')}>
              <FormToken person={person} />
              <button class="primary" type="submit">
                {words.test}
              </button>
            </form>
          )}
        </div>
      </section>
      <section class="card">
        <h2>{words.deliveries}</h2>
        {deliveries.length === 0 ? (
          <p class="quiet">{words.noDeliveries}</p>
        ) : (
          <ul class="rows">
            {deliveries.map((delivery) => (
              <Delivery person={person} delivery={delivery} />
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

const CHIPS = { delivered: 'chip good', waiting: 'chip warn', parked: 'chip bad' } as const;

function Delivery({ person, delivery }: { readonly person: Person; readonly delivery: DeliveredEvent }) {
  const { words, format } = person;
  const { webhooks } = words;
  const { kind, state, tries, detail, tookMs, triedAt, uid } = delivery;
  const answer = [detail, `${format.count(tookMs)} ms`, ...(tries > 1 ? [webhooks.tries(tries)] : [])];
  return (
    <li>
      <div>
        <strong>{kind}</strong> <span class={CHIPS[state]}>{webhooks.states[state]}</span>
        <br />
        {answer.join(' · ')}
        <br />
        <small>
          <time>{format.time(triedAt)}</time> · <code>{uid}</code>
        </small>
      </div>
    </li>
  );
}
