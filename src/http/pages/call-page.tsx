import { explainLeg, explainNobodyRang } from '../../core/explain-leg.ts';
import { explainReturn } from '../../core/explain-outbound.ts';
import { explainVoicemail } from '../../core/voicemail.ts';
import type { CallView, DecisionView } from '../../services/show-call.ts';
import type { Html } from '../html.ts';
import type { Person } from '../web-env.ts';
import { callerNumber, callerWords, isMissed, outcomeWords } from './call-words.ts';
import { Fields } from './fields.tsx';
import { live } from './live.tsx';
import { Page } from './page.tsx';
import { Prose } from './prose.tsx';

interface CallProps {
  readonly person: Person;
  readonly call: CallView;
}

/** One call: how it ended, whose phones rang, and whether the caller was texted and why. */
export function CallPage({ person, call, part }: CallProps & { readonly part: Html }) {
  const { words, format } = person;
  const who = callerWords(person, call);
  return (
    <Page person={person} title={who} place="calls">
      <div class="narrow reading">
        <header class="page-head">
          <a class="back" href="/calls" aria-label={words.calls.back}>
            ‹
          </a>
          <h1>{who}</h1>
          {call.fromNumber !== null && call.erasedAt === null && (
            <a class="button" href={`tel:${call.fromNumber}`} hx-boost="false">
              {words.thread.call}
            </a>
          )}
        </header>
        <p class="quiet">{format.time(call.arrivedAt)}</p>
        {part}
      </div>
    </Page>
  );
}

/** What may still change of a call, live. */
export function callPart(props: CallProps) {
  const content = (
    <>
      <Facts {...props} />
      <Phones {...props} />
      <Decision {...props} />
    </>
  );
  return live({ id: 'call', url: `/calls/${props.call.id}/now`, class: 'stack' }, content);
}

function Facts({ person, call }: CallProps) {
  const { words, format } = person;
  const { calls } = words;
  const { line, voicemail, voicemailSeconds, leadId } = call;
  const left = explainVoicemail(voicemail, voicemailSeconds);
  const rows: readonly (readonly [label: string, value: string | null])[] = [
    [calls.number, callerNumber(person, call)],
    [calls.line, [line.name, format.phone(line.number)].filter((part) => part !== '').join(' · ')],
    [calls.talk, talkedFor(person, call)],
    [calls.voicemail, left === null ? null : words.say(left)],
    [calls.calledBack, returnWords(person, call)],
    [calls.routedBy, call.handling === 'controlled' ? null : calls.explainHandlings[call.handling]],
    [calls.testLabel, call.isTest ? calls.testCall : null],
  ];
  return (
    <section class="card stack">
      <h2 class={isMissed(call) ? 'bad' : undefined}>{outcomeWords(person, call)}</h2>
      <Fields rows={rows} />
      {leadId !== null && (
        <p>
          <a class="button" href={`/leads/${leadId}`}>
            {calls.lead}
          </a>
        </p>
      )}
    </section>
  );
}

function talkedFor({ words }: Person, { bridgedAt, finishedAt }: CallView): string | null {
  return bridgedAt === null || finishedAt === null ? null : words.duration(finishedAt - bridgedAt);
}

function returnWords({ words }: Person, { arrivedAt, finishedAt, returnedAt }: CallView): string | null {
  return returnedAt === null ? null : words.say(explainReturn(finishedAt ?? arrivedAt, returnedAt));
}

function Phones({ person, call }: CallProps) {
  const { words, format } = person;
  const nobody = explainNobodyRang(call.legs, call.outcome, call.handling);
  if (call.legs.length === 0 && nobody === null) return null;
  const rows = call.legs.map((leg): readonly [string, string] => [
    leg.label.startsWith('+') ? format.phone(leg.label) : leg.label,
    words.say(explainLeg(leg)),
  ]);
  return (
    <section class="card stack">
      <h2>{words.calls.phones}</h2>
      {nobody === null ? <Fields rows={rows} /> : <p>{words.say(nobody)}</p>}
    </section>
  );
}

function Decision({ person, call }: CallProps) {
  const { calls } = person.words;
  const { decision } = call;
  return (
    <section class="card stack">
      <h2>{calls.textBack}</h2>
      {decision === null ? <p>{calls.undecided}</p> : <Decided person={person} decision={decision} />}
    </section>
  );
}

function Decided({ person, decision }: { readonly person: Person; readonly decision: DecisionView }) {
  const { words, format } = person;
  const { why, remedy, message, asked } = decision;
  return (
    <>
      <p>
        <Prose text={words.say(why)} />
      </p>
      {remedy !== null && (
        <p class="quiet">
          <Prose text={words.say(remedy)} />
        </p>
      )}
      {message !== null && (
        <div class="text out">
          <p dir="auto">{message.erasedAt === null ? message.text : words.thread.erased}</p>
          <small>
            <time>{format.time(message.sentAt ?? message.createdAt)}</time> ·{' '}
            {words.thread.states[message.state]}
          </small>
        </div>
      )}
      {asked.length > 0 && (
        <details>
          <summary>{words.calls.asked}</summary>
          <Fields
            rows={asked.map(({ rule, applies, detail }): readonly [string, string] => [
              words.calls.reasons[rule],
              words.calls.answer(applies, words.say(detail)),
            ])}
          />
        </details>
      )}
    </>
  );
}
