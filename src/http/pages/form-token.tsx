import { FORM_TOKEN_FIELD } from '../form-token.ts';
import type { Person } from '../web-env.ts';

/** Stands in every form that is posted: without it the form is refused. */
export function FormToken({ person }: { readonly person: Person }) {
  return <input type="hidden" name={FORM_TOKEN_FIELD} value={person.formToken} />;
}
