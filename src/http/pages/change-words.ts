import { sayWeek } from '../../core/hours-words.ts';
import { languageOf } from '../../core/language.ts';
import type { AuditEntry } from '../../store/queries/audit.ts';
import type { Person } from '../web-env.ts';

/** A longer value says less than that it changed. */
const MAX_VALUE = 60;

/** Who changed which setting, when, from what to what: an entry of the audit, for who reads pages. */
export function changeWords(
  { words, format }: Person,
  { at, actor, action, subject, before, after }: AuditEntry,
): string {
  const { forms } = words;
  const [kind, name = ''] = actor.split(/:(.*)/s);
  const who = kind === 'user' ? name : forms.atTerminal(name);
  const said = (value: unknown) => valueFor({ words }, action, value);
  const [from, to] = [valueWords(said(before)), valueWords(said(after))];
  const what = settingWords(words, action, subject);
  const isShort = from !== null && to !== null && from !== to;
  return forms.change(format.time(at), who, isShort ? forms.fromTo(what, from, to) : what);
}

/** What was before or after, with hours in the reader's language. */
export function valueFor({ words }: Pick<Person, 'words'>, action: string, value: unknown): unknown {
  const isHours = action === 'set hours' && typeof value === 'string';
  return isHours ? sayWeek(value, languageOf(words.language)) : value;
}

/** What a person calls what was changed; what has no name here, as the audit has it. */
function settingWords({ forms, business }: Person['words'], action: string, subject: string): string {
  const [kind, setting = ''] = subject.split(':');
  const ofBusiness = new Map(Object.entries(business.fields)).get(kind === 'setting' ? setting : '');
  if (ofBusiness !== undefined) return ofBusiness.label;
  const name = action.replace(/^set /, '');
  return new Map<string, string>(Object.entries(forms.changed)).get(name) ?? name;
}

/** As far as it says something in a line; null where it does not. */
function valueWords(value: unknown): string | null {
  if (value === null || value === '') return '—';
  if (typeof value === 'object' && value !== null && 'name' in value) return String(value.name);
  if (typeof value === 'object') return null;
  const text = String(value);
  return text.length > MAX_VALUE ? null : text;
}
