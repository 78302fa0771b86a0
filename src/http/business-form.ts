import type { BusinessSetting } from '../core/business-settings.ts';
import { changeSetting, listSettings } from '../services/change-settings.ts';
import type { Rejection } from '../services/rejection.ts';
import type { ShownSettings } from '../services/save-unchanged.ts';
import type { Store } from '../store/open-store.ts';
import type { FormBody } from './save-form.ts';
import { textField } from './text-field.ts';
import type { Person } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/**
 * What of the whole business is set on its page, form by form. `keep-for` is not, because it deletes for good, and
 * whoever sets it should see by `privacy purge --dry-run` first what would go; nor `keep-events-days`, which is for
 * whoever sets up webhooks at the command line.
 */
export const BUSINESS_FORMS = {
  replies: ['quick-replies'],
  answers: ['opt-out-confirmation', 'opt-in-confirmation', 'help-text', 'auto-replies-per-hour'],
  alerts: ['alert-quiet-hours', 'alert-texts-per-day', 'low-balance'],
  quiet: ['text-back-quiet-hours', 'pause-after-reply'],
  caps: ['cap-per-number', 'cap-per-prefix', 'cap-per-minute', 'cap-per-day'],
  never: ['internal-numbers', 'never-text-tags', 'block-treatment'],
  credits: ['charge', 'price-per-100'],
} as const satisfies Readonly<Record<string, readonly BusinessSetting[]>>;
export type BusinessForm = keyof typeof BUSINESS_FORMS;
export type BusinessField = (typeof BUSINESS_FORMS)[BusinessForm][number];

/** What stands in the fields, by the names that `settings set` has for them. */
export type TypedBusiness = ReadonlyMap<string, string>;
export type BusinessRefusals = { readonly [field in string]?: Rejection };

/** Lists: empty means none, where other settings go back to the product's own. */
const LISTS: ReadonlySet<BusinessField> = new Set(['quick-replies', 'internal-numbers', 'never-text-tags']);
/** More than any setting takes, which says so. */
const MAX_FIELD = 10_000;
/** What stands between quick replies where they are kept. */
const BETWEEN = ' | ';

export function isBusinessForm(name: string): name is BusinessForm {
  return Object.hasOwn(BUSINESS_FORMS, name);
}

/** What the business has, as its fields show it: quick replies one a line. */
export function shownBusiness(store: Store): TypedBusiness {
  return new Map(
    listSettings(store).map(({ name, value }) => [name, name === 'quick-replies' ? asLines(value) : value]),
  );
}

/** What was typed; a field that the form did not have is as it was shown. */
export function typedBusiness(body: FormBody, shown: TypedBusiness): TypedBusiness {
  const typed = [...shown].map(([name, value]) => {
    const text = body[name] === undefined ? value : textField(body[name], MAX_FIELD);
    return [name, text.replaceAll('\r\n', '\n').trim()] as const;
  });
  return new Map(typed);
}

/** What one of the forms could overwrite. */
export function businessSettings(form: BusinessForm): ShownSettings {
  const fields: readonly string[] = BUSINESS_FORMS[form];
  return {
    read: (store) =>
      listSettings(store)
        .filter(({ name }) => fields.includes(name))
        .map(({ name, value }) => [name, value]),
    isAbout: ({ subject }) => fields.some((field) => subject === `setting:${field}`),
  };
}

/** Saves what differs; says what is wrong with which field. */
export function saveBusiness(
  store: Store,
  form: BusinessForm,
  typed: TypedBusiness,
  { actor }: Person,
  { clock }: WebParts,
): BusinessRefusals {
  const shown = shownBusiness(store);
  const refusals: { -readonly [field in string]?: Rejection } = {};
  for (const name of BUSINESS_FORMS[form]) {
    const text = typed.get(name) ?? '';
    if (text === shown.get(name)) continue;
    const value = text === '' && !LISTS.has(name) ? null : name === 'quick-replies' ? ofLines(text) : text;
    const set = changeSetting(store, { name, value, dryRun: false }, actor.label, clock.now());
    if ('problem' in set) refusals[name] = set;
  }
  return refusals;
}

function asLines(replies: string): string {
  return replies
    .split('|')
    .map((reply) => reply.trim())
    .join('\n');
}

function ofLines(text: string): string {
  return text
    .split('\n')
    .map((reply) => reply.trim())
    .filter((reply) => reply !== '')
    .join(BETWEEN);
}
