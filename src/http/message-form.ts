import { VARIANTS, type Variant } from '../core/message-variants.ts';
import { DEFAULT_MESSAGE } from '../core/placeholders.ts';
import { type LineMessage, listMessages } from '../services/list-messages.ts';
import { type PreviewedMessage, previewMessage } from '../services/preview-message.ts';
import type { ShownSettings } from '../services/save-unchanged.ts';
import type { Store } from '../store/open-store.ts';
import type { FormBody } from './save-form.ts';
import { textField } from './text-field.ts';
import type { WebParts } from './web-parts.ts';

/** The words at all times, or in their place in certain circumstances. */
export type EditedWhen = Variant | 'default';

/** What stands in one of the boxes. */
export interface Draft {
  readonly when: EditedWhen;
  readonly template: string;
}

/** A text of 1,530 characters; the service says what is too long. */
const MAX_TEMPLATE = 5_000;

/** Forms end lines with CR and LF, of which a text would carry both. */
export function draftOf(body: FormBody): Draft {
  const when = VARIANTS.find((variant) => variant === body['when']) ?? 'default';
  return { when, template: textField(body['template'], MAX_TEMPLATE).replaceAll('\r\n', '\n') };
}

/** Null for the product's own, and for no other words in these circumstances. */
export function wordsOf({ when, template }: Draft): string | null {
  if (when !== 'default') return template.trim() === '' ? null : template;
  return template === DEFAULT_MESSAGE ? null : template;
}

/** What forms that set these words could overwrite. */
export function messageSettings(
  number: string,
  whens: readonly EditedWhen[],
  { business }: WebParts,
): ShownSettings {
  const actions = whens.map((when) => (when === 'default' ? 'set message' : `set message ${when}`));
  return {
    read: (store) => whens.map((when) => messageOf(store, number, when, { business }) ?? null),
    isAbout: ({ subject, action }) => subject === `line:${number}` && actions.includes(action),
  };
}

/** What a line says then; undefined where it has no words of its own for it. */
export function messageOf(
  store: Store,
  number: string,
  when: EditedWhen,
  { business }: Pick<WebParts, 'business'>,
): LineMessage | undefined {
  const listed = listMessages(store, number, business);
  return listed.kind === 'messages' ? listed.messages.find(({ variant }) => variant === when) : undefined;
}

/** Words as they were typed, filled in; where there are none for then, those that are sent in their place. */
export function previewTyped(
  { store, business, clock }: WebParts,
  number: string,
  { when, template: typed }: Draft,
): PreviewedMessage {
  const isLeftOut = when !== 'default' && typed.trim() === '';
  const usual = isLeftOut ? messageOf(store, number, 'default', { business }) : undefined;
  const template = isLeftOut ? (usual?.template ?? null) : typed;
  return previewMessage(store, { number, template, variant: when, callerName: '' }, business, clock.now());
}
