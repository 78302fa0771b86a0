import { raw } from 'hono/html';
import type { PropsWithChildren } from 'hono/jsx';
import type { Words } from '../words/words.ts';

type DocumentProps = PropsWithChildren<{
  readonly title: string;
  readonly words: Words;
  /** Loads the same address again at once. */
  readonly reload?: boolean;
}>;

/** What every page begins and ends with. */
export function Document({ title, words, reload = false, children }: DocumentProps) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={words.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          {reload && <meta http-equiv="refresh" content="0" />}
          <title>{`${title} · ${words.product}`}</title>
        </head>
        <body>{children}</body>
      </html>
    </>
  );
}
