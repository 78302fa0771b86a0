import { NotAllowed } from '../services/act-as.ts';
import { type SavedForm, type ShownSettings, saveUnchanged } from '../services/save-unchanged.ts';
import type { Store } from '../store/open-store.ts';
import { VERSION_FIELD } from './form-version.ts';
import { changeWords } from './pages/change-words.ts';
import { mayChangeSettings } from './pages/editable.tsx';
import type { Notice } from './pages/page.tsx';
import { textField } from './text-field.ts';
import type { Person } from './web-env.ts';

/** What was sent of a form. */
export type FormBody = Readonly<Record<string, unknown>>;

/** Why a form comes again, with what was typed in it. */
export interface FormTrouble {
  readonly notice: Notice;
  readonly status: 409 | 422;
}

const MAX_VERSION = 80;

/**
 * Saves what was typed, all of it or nothing: every form of settings goes through here, so that none overwrites what
 * somebody else has changed since it was opened.
 * @param save what is refused, by field
 * @throws NotAllowed before anything is compared: who may not change it need not know that somebody did
 */
export function saveForm<Refusals extends object>(
  person: Person,
  shown: ShownSettings,
  body: FormBody,
  save: (store: Store) => Refusals,
): SavedForm<Refusals> {
  if (!mayChangeSettings(person)) throw new NotAllowed(person.user);
  return saveUnchanged(person.store, shown, textField(body[VERSION_FIELD], MAX_VERSION), save);
}

/** What the page says of a form that was not saved. */
export function formTrouble(
  person: Person,
  saved: Exclude<SavedForm<object>, { readonly kind: 'saved' }>,
): FormTrouble {
  const { settings, forms } = person.words;
  if (saved.kind === 'refused') {
    return { status: 422, notice: { isProblem: true, text: settings.notSaved } };
  }
  const changes = saved.changes.map((entry) => changeWords(person, entry));
  const details = changes.length === 0 ? [forms.unknownChange] : changes;
  return { status: 409, notice: { isProblem: true, text: forms.changedMeanwhile, details } };
}
