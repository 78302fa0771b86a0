import { VARIANTS, type Variant } from '../core/message-variants.ts';
import { DEFAULT_MESSAGE } from '../core/placeholders.ts';
import type { Store } from '../store/open-store.ts';
import type { Business } from './business.ts';
import { findLine } from './find-line.ts';
import type { Rejection } from './rejection.ts';

export interface LineMessage {
  readonly variant: Variant | 'default';
  readonly template: string;
  /** Whether it is the product's own. */
  readonly isBuiltIn: boolean;
}

export type ListedMessages =
  | { readonly kind: 'messages'; readonly messages: readonly LineMessage[] }
  | Rejection;

/** Everything that a line may text: the variants in the order in which they are asked, the usual words last. */
export function listMessages(store: Store, number: string, business: Business): ListedMessages {
  return store.read((reader) => {
    const found = findLine(reader, number, business.country);
    if (found.kind !== 'line') return found;
    const { id, message } = found.line;
    const variants = reader.templates.of(id);
    const own = VARIANTS.flatMap((variant): LineMessage[] => {
      const template = variants[variant];
      return template === undefined ? [] : [{ variant, template, isBuiltIn: false }];
    });
    const usual = {
      variant: 'default',
      template: message ?? DEFAULT_MESSAGE,
      isBuiltIn: message === null,
    } as const;
    return { kind: 'messages', messages: [...own, usual] };
  });
}
