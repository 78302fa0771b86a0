import { raw } from 'hono/html';
import type { PropsWithChildren } from 'hono/jsx';
import { en } from '../words/en.ts';

/** What every page begins and ends with. */
export function Document({ title, children }: PropsWithChildren<{ readonly title: string }>) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`${title} · ${en.product}`}</title>
        </head>
        <body>{children}</body>
      </html>
    </>
  );
}
