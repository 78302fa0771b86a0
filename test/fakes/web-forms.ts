import type { Answer } from './ask.ts';
import type { Browser } from './web-bench.ts';

export type Fields = Readonly<Record<string, string>>;

interface FormToSend {
  /** Where it is sent. */
  readonly action: string;
  /** What tells it from others that are sent there: fields as they are shown. */
  readonly having?: Fields;
  /** What is typed; null for what is emptied of a box that was ticked. */
  readonly typed?: Readonly<Record<string, string | null>>;
}

/** Opens a page, types into one of its forms and sends it, all of it, as a browser without scripts does. */
export async function submit(browser: Browser, page: string, form: FormToSend): Promise<Answer> {
  return browser.post(form.action, filled((await browser.open(page)).text, form));
}

/** The fields of a form as they would be sent; what is typed that it has no field for is a test's mistake, but for what its buttons `do`. */
export function filled(html: string, { action, having = {}, typed = {} }: FormToSend): Fields {
  const forms = formsOf(html, action);
  const form = forms.find(({ sent }) =>
    Object.entries(having).every(([name, value]) => sent[name] === value),
  );
  if (form === undefined) throw new Error(`no such form for ${action} in: ${html.slice(0, 4_000)}`);
  const unknown = Object.keys(typed).filter((name) => name !== 'do' && !form.names.has(name));
  if (unknown.length > 0) throw new Error(`the form for ${action} has no ${unknown.join(', ')}`);
  const fields = Object.entries({ ...form.sent, ...typed });
  return Object.fromEntries(fields.filter((field): field is [string, string] => field[1] !== null));
}

function formsOf(html: string, action: string) {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)]
    .filter(([, attributes = '']) => attributesOf(attributes)['action'] === action)
    .map(([, , content = '']) => fieldsOf(content));
}

function fieldsOf(content: string) {
  const sent: Record<string, string> = {};
  const names = new Set<string>();
  const isDisabled = /<fieldset\b[^>]*\bdisabled=""/.test(content);
  const elements = /<(input|button)\b([^>]*)>|<(textarea|select)\b([^>]*)>([\s\S]*?)<\/\3>/g;
  for (const [, single, plain = '', pair, ofPair = '', inner = ''] of content.matchAll(elements)) {
    const { name, value = '', type, checked } = attributesOf(single === undefined ? ofPair : plain);
    if (name === undefined || isDisabled) continue;
    names.add(name);
    const isIdle = single === 'button' || type === 'file' || (isBox(type) && checked === undefined);
    if (isIdle) continue;
    if (pair === 'textarea') sent[name] = decoded(inner.replace(/^\n/, ''));
    else if (pair === 'select') sent[name] = chosen(inner);
    else sent[name] = value;
  }
  return { sent, names };
}

function isBox(type: string | undefined): boolean {
  return type === 'checkbox' || type === 'radio';
}

function chosen(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, attributes = '']) =>
    attributesOf(attributes),
  );
  return (all.find(({ selected }) => selected !== undefined) ?? all[0])?.['value'] ?? '';
}

function attributesOf(text: string): Record<string, string | undefined> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)].map(([, name = '', value = '']) => [
      name,
      decoded(value),
    ]),
  );
}

function decoded(text: string): string {
  const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', '#39': "'" };
  return text.replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => named[name] ?? '');
}

/** What a form for `action` says it has seen of the settings; empty where it says nothing. */
export function versionIn(html: string, action: string): string {
  return formsOf(html, action)[0]?.sent['_seen'] ?? '';
}
