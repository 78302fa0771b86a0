import { type Context, Hono } from 'hono';
import { STAFF_SOURCES } from '../../core/consent.ts';
import { recordConsent } from '../../services/record-consent.ts';
import { listReviews, resolveReview } from '../../services/resolve-review.ts';
import { leadIdOf, listConsentPage, showConsent } from '../../services/show-consent.ts';
import type { TypedConsent } from '../pages/consent-form.tsx';
import { ConsentList, consentPath, ReviewList } from '../pages/consent-list.tsx';
import {
  blank,
  CONSENT_FILTERS,
  type ConsentFilter,
  ConsentPage,
  NumberConsentPage,
} from '../pages/consent-page.tsx';
import type { Notice } from '../pages/page.tsx';
import { rejected } from '../problem.tsx';
import { textField } from '../text-field.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** Changes on a page of the record. */
const PAGE = 50;
/** Of one number, the newest. */
const HISTORY = 100;
const MAX_NUMBER = 40;
/** Longer than any note; the service says what is too long. */
const MAX_NOTE = 1_500;

/** Who may be texted, and the evidence. */
export function consentRoutes(parts: WebParts): Hono<PersonEnv> {
  const { business, clock } = parts;
  return new Hono<PersonEnv>()
    .get('/settings/consent', (context) => {
      const number = context.req.query('number');
      if (number !== undefined) return numberPage(context, parts, number.slice(0, MAX_NUMBER));
      return recordPage(context, parts);
    })
    .post('/settings/consent/record', async (context) => {
      const { store, actor } = context.get('person');
      const typed = typedConsent(await context.req.parseBody());
      const source = STAFF_SOURCES.find((known) => known === typed.source) ?? 'staff';
      const request = { ...typed, source, dryRun: false };
      const recorded = recordConsent(store, request, business.country, actor.label, clock.now());
      if (!('problem' in recorded))
        return context.redirect(`${consentPath(recorded.number)}&done=${recorded.kind}`, 303);
      const refused = { ...typed, refusal: recorded };
      const known = showConsent(parts.store, typed.number, HISTORY, business.country);
      return known.kind === 'consent'
        ? numberPage(context, parts, typed.number, refused)
        : recordPage(context, parts, refused);
    })
    .post('/settings/consent/resolve', async (context) => {
      const { store, actor } = context.get('person');
      const body = await context.req.parseBody();
      const number = textField(body['number'], MAX_NUMBER);
      const verdict = body['verdict'] === 'opted-out' ? 'opted-out' : 'dismissed';
      const request = { number, verdict, note: textField(body['note'], 500), dryRun: false } as const;
      const resolved = resolveReview(store, request, business.country, actor.label, clock.now());
      return resolved.kind === 'resolved'
        ? context.redirect(`${consentPath(resolved.number)}&done=recorded`, 303)
        : rejected(context, resolved);
    });
}

function typedConsent(body: Readonly<Record<string, unknown>>): TypedConsent {
  return {
    number: textField(body['number'], MAX_NUMBER).trim(),
    state: body['state'] === 'opted-in' ? 'opted-in' : 'opted-out',
    source: textField(body['source'], 20),
    note: textField(body['note'], MAX_NOTE),
  };
}

function recordPage(context: Context<PersonEnv>, parts: WebParts, typed?: TypedConsent) {
  const person = context.get('person');
  const filter = CONSENT_FILTERS.find((known) => known === context.req.query('show')) ?? 'all';
  const { list, more } = listed(context, parts, filter);
  const isRefused = typed?.refusal !== undefined;
  const notice = isRefused ? { isProblem: true, text: person.words.settings.notSaved } : undefined;
  const page = (
    <ConsentPage {...{ person, filter, list, more, notice }} typed={typed ?? blank('', 'opted-out')} />
  );
  return context.html(page, isRefused ? 422 : 200);
}

function listed(context: Context<PersonEnv>, { store }: WebParts, filter: ConsentFilter) {
  const person = context.get('person');
  if (filter === 'review') {
    const reviews = listReviews(store, PAGE, context.req.query('after'));
    const last = reviews.at(-1)?.number ?? '';
    const next = `/settings/consent?show=review&after=${encodeURIComponent(last)}`;
    return {
      list: reviews.length === 0 ? null : <ReviewList {...{ person, reviews }} />,
      more: reviews.length === PAGE ? next : null,
    };
  }
  const before = context.req.query('before') ?? '';
  const cursor = /^\d{1,15}$/.test(before) ? Number(before) : undefined;
  const consents = listConsentPage(store, filter === 'all' ? null : filter, PAGE, cursor);
  const next = `/settings/consent?show=${filter}&before=${consents.at(-1)?.id}`;
  return {
    list: consents.length === 0 ? null : <ConsentList {...{ person, consents }} withNumbers />,
    more: consents.length === PAGE ? next : null,
  };
}

function numberPage(
  context: Context<PersonEnv>,
  { store, business }: WebParts,
  number: string,
  typed: TypedConsent | null = null,
) {
  const person = context.get('person');
  const shown = showConsent(store, number, HISTORY, business.country);
  if (shown.kind !== 'consent') return rejected(context, shown);
  const { consent } = shown;
  const leadId = leadIdOf(store, consent.number);
  const isRefused = typed?.refusal !== undefined;
  const notice = isRefused ? { isProblem: true, text: person.words.settings.notSaved } : doneNotice(context);
  return context.html(
    <NumberConsentPage {...{ person, consent, leadId, typed, notice }} />,
    isRefused ? 422 : 200,
  );
}

function doneNotice(context: Context<PersonEnv>): Notice | undefined {
  const { recorded, known } = context.get('person').words.consent;
  const texts: Readonly<Record<string, string>> = { recorded, known };
  const text = texts[context.req.query('done') ?? ''];
  return text === undefined ? undefined : { isProblem: false, text };
}
