import { type Context, Hono } from 'hono';
import { settingsVersion } from '../../services/save-unchanged.ts';
import {
  type BusinessForm,
  type BusinessRefusals,
  businessSettings,
  isBusinessForm,
  saveBusiness,
  shownBusiness,
  type TypedBusiness,
  typedBusiness,
} from '../business-form.ts';
import { BusinessPage } from '../pages/business-page.tsx';
import type { Notice } from '../pages/page.tsx';
import { problem } from '../problem.tsx';
import { formTrouble, saveForm } from '../save-form.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

interface BusinessState {
  readonly typed?: TypedBusiness;
  readonly refusals?: BusinessRefusals;
  readonly notice?: Notice;
  readonly status?: 409 | 422;
}

/** What the whole business wants, beside its lines. */
export function businessRoutes(parts: WebParts): Hono<PersonEnv> {
  return new Hono<PersonEnv>()
    .get('/settings/business', (context) => {
      const { saved } = context.get('person').words.business;
      const isDone = context.req.query('done') === '1';
      return businessPage(context, parts, isDone ? { notice: { isProblem: false, text: saved } } : {});
    })
    .post('/settings/business/:form', async (context) => {
      const form = context.req.param('form');
      if (!isBusinessForm(form)) return problem(context, 'not-found');
      const person = context.get('person');
      const body = await context.req.parseBody();
      const typed = typedBusiness(body, shownBusiness(parts.store));
      const saved = saveForm(person, businessSettings(form), body, (store) =>
        saveBusiness(store, form, typed, person, parts),
      );
      if (saved.kind === 'saved') return context.redirect('/settings/business?done=1', 303);
      const refusals = saved.kind === 'refused' ? saved.refusals : {};
      return businessPage(context, parts, { typed, refusals, ...formTrouble(person, saved) });
    });
}

function businessPage(context: Context<PersonEnv>, { store }: WebParts, state: BusinessState) {
  const { typed = shownBusiness(store), refusals = {}, notice, status } = state;
  const version = (form: BusinessForm) => settingsVersion(store, businessSettings(form));
  const versions = {
    replies: version('replies'),
    answers: version('answers'),
    alerts: version('alerts'),
    quiet: version('quiet'),
    caps: version('caps'),
    never: version('never'),
    credits: version('credits'),
  };
  const page = { person: context.get('person'), typed, refusals, versions, notice };
  return context.html(<BusinessPage {...page} />, status ?? 200);
}
