import type { Context } from 'hono';
import { listGateways } from '../../services/gateway-health.ts';
import { answerLive, type Live, live } from '../pages/live.tsx';
import { Prose } from '../pages/prose.tsx';
import type { Person } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';
import { SIP_GATEWAY, SMPP_GATEWAY } from './gateway-samples.ts';
import type { StepProps } from './setup-state.ts';
import { type SetupStep, stepPath } from './setup-steps.ts';

/** A link to Asterisk comes and goes without a word in the database. */
const LOOK_EVERY_SECONDS = 2;

export async function pbxStep({ person, parts }: StepProps) {
  return (await pbxPart(person, parts)).element;
}

export async function gatewayStep({ person, parts }: StepProps) {
  const { gateway } = person.words.setup;
  const { element } = await gatewayPart(person, parts);
  return (
    <>
      {element}
      <details class="card">
        <summary>{gateway.how}</summary>
        <div class="stack">
          <p>
            <Prose text={gateway.where} />
          </p>
          <h3>{gateway.smpp}</h3>
          <pre>{SMPP_GATEWAY}</pre>
          <h3>{gateway.sip}</h3>
          <pre>{SIP_GATEWAY}</pre>
          <p>
            <Prose text={gateway.afterwards} />
          </p>
        </div>
      </details>
    </>
  );
}

interface LinkPart extends Live {
  /** What the step is about works. */
  readonly isFound: boolean;
}

/** Whether the daemon is connected to Asterisk, as it is now. */
export async function pbxPart(person: Person, { health }: Pick<WebParts, 'health'>): Promise<LinkPart> {
  const { pbx } = person.words.setup;
  const labels: Readonly<Record<string, string>> = { ari: pbx.ari, ami: pbx.ami };
  const links = health.ready().checks.filter(({ name }) => labels[name] !== undefined);
  const isFound = links.length > 0 && links.every(({ state }) => state === 'ok');
  const part = await live(
    { id: 'links', url: `${stepPath('pbx')}/now`, everySeconds: LOOK_EVERY_SECONDS },
    <section class="card stack">
      <h2>{pbx.title}</h2>
      <p>{isFound ? pbx.found : pbx.missing}</p>
      <ul class="rows">
        {links.map(({ name, state, detail }) => (
          <Link person={person} name={labels[name] ?? name} isUp={state === 'ok'} detail={detail} />
        ))}
      </ul>
      {!isFound && (
        <p class="silence">
          <Prose text={pbx.remedy} />
        </p>
      )}
      {!isFound && <LookAgain person={person} step="pbx" />}
    </section>,
  );
  return { ...part, isFound };
}

/** Whether a carrier takes texts, as it is now. */
export async function gatewayPart(person: Person, { store }: Pick<WebParts, 'store'>): Promise<LinkPart> {
  const { gateway } = person.words.setup;
  const { gateways } = listGateways(store);
  const isFound = gateways.some(({ state }) => state === 'up');
  const words = isFound ? gateway.found : gateway.missing;
  const part = await live(
    { id: 'links', url: `${stepPath('gateway')}/now` },
    <section class="card stack">
      <h2>{gateway.title}</h2>
      <p>{gateways.length === 0 ? gateway.none : words}</p>
      <ul class="rows">
        {gateways.map(({ name, state, why }) => (
          <Link person={person} name={name} isUp={state === 'up'} detail={why} />
        ))}
      </ul>
      {!isFound && <LookAgain person={person} step="gateway" />}
    </section>,
  );
  return { ...part, isFound };
}

/** Where it works from now on, the page is loaded again: the way on is another. */
export function answerLink(context: Context, part: LinkPart): Response | Promise<Response> {
  if (part.isFound && context.req.query('seen') !== part.print) context.header('HX-Refresh', 'true');
  return answerLive(context, part);
}

interface LinkProps {
  readonly person: Person;
  readonly name: string;
  readonly isUp: boolean;
  readonly detail: string;
}

function Link({ person, name, isUp, detail }: LinkProps) {
  const { setup } = person.words;
  return (
    <li>
      <div>
        <strong>{name}</strong>{' '}
        <span class={isUp ? 'chip good' : 'chip bad'}>{isUp ? setup.isUp : setup.isDown}</span>
        <br />
        {person.words.say(detail)}
      </div>
    </li>
  );
}

/** Without scripts nothing looks by itself. */
function LookAgain({ person, step }: { readonly person: Person; readonly step: SetupStep }) {
  return (
    <noscript>
      <a class="button" href={stepPath(step)}>
        {person.words.setup.lookAgain}
      </a>
    </noscript>
  );
}
