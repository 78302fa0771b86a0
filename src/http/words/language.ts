import type { en } from './en.ts';

/** The same keys, other words. */
type Widened<T> = T extends string
  ? string
  : T extends (...args: infer Args) => string
    ? (...args: Args) => string
    : { readonly [key in keyof T]: Widened<T[key]> };

/** Every word of the pages. Another language is another file with this type, and a line in words.ts. */
export type Words = Widened<typeof en>;
