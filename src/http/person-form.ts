import { USER_SETTINGS, type UserSetting } from '../core/user-settings.ts';
import { changeUser } from '../services/change-user.ts';
import { personById } from '../services/person-by-id.ts';
import type { Rejection } from '../services/rejection.ts';
import type { ShownSettings } from '../services/save-unchanged.ts';
import type { UserView } from '../services/show-user.ts';
import type { Store } from '../store/open-store.ts';
import type { FormBody } from './save-form.ts';
import { textField } from './text-field.ts';
import type { Person } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** What stands in the fields: empty for what a person does not have. */
export type TypedPerson = { readonly [setting in UserSetting]: string };
export type PersonRefusals = { readonly [setting in UserSetting]?: Rejection };

/** Longer than any name or address; the service says what is too long. */
const MAX_FIELD = 300;
export const NEW_PERSON: TypedPerson = {
  ...{ name: '', role: 'staff', phone: '', email: '', language: '', login: '', extension: '' },
};

/** What a person has, as the fields show it. */
export function shownPerson(user: UserView, { format }: Pick<Person, 'format'>): TypedPerson {
  const { name, role, phone, email, language, login, extension } = user;
  return {
    ...{ name, role, phone: phone === null ? '' : format.phone(phone), email: email ?? '' },
    ...{ language: language ?? '', login: login ?? '', extension: extension ?? '' },
  };
}

/** What was typed; a field that the form did not have is as it was shown. */
export function typedPerson(body: FormBody, shown: TypedPerson): TypedPerson {
  const typed = (setting: UserSetting) =>
    body[setting] === undefined ? shown[setting] : textField(body[setting], MAX_FIELD).trim();
  return {
    ...{ name: typed('name'), role: typed('role'), phone: typed('phone'), email: typed('email') },
    ...{ language: typed('language'), login: typed('login'), extension: typed('extension') },
  };
}

/** What the form of a person could overwrite. */
export function personSettings(user: UserView): ShownSettings {
  return {
    read(store) {
      const found = personById(store, user.id);
      return found.kind === 'person' ? USER_SETTINGS.map((setting) => found.user[setting]) : null;
    },
    isAbout: ({ subject, action }) =>
      subject === `user:${user.name}` && USER_SETTINGS.some((setting) => action === `set ${setting}`),
  };
}

/** Saves what differs from what the person has; says what is wrong with which field. */
export function savePerson(
  store: Store,
  user: UserView,
  typed: TypedPerson,
  { actor, format }: Person,
  { business, clock }: WebParts,
): PersonRefusals {
  const shown = shownPerson(user, { format });
  // The name last: by it the person is found.
  const changed = USER_SETTINGS.filter((setting) => typed[setting] !== shown[setting]).toReversed();
  const refusals: { -readonly [field in UserSetting]?: Rejection } = {};
  for (const setting of changed) {
    const value = typed[setting] === '' && setting !== 'name' ? 'none' : typed[setting];
    const request = { name: user.name, setting, value, dryRun: false };
    const set = changeUser(store, request, business.country, actor.label, clock.now());
    if ('problem' in set) refusals[setting] = set;
  }
  return refusals;
}
