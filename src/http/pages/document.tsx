import { raw } from 'hono/html';
import type { PropsWithChildren } from 'hono/jsx';
import { assetPath } from '../assets.ts';
import { FORM_TOKEN_HEADER } from '../form-token.ts';
import type { Words } from '../words/words.ts';

type DocumentProps = PropsWithChildren<{
  readonly title: string;
  readonly words: Words;
  /** Loads the same address again at once. */
  readonly reload?: boolean;
  /** Without scripts it loads itself again every few seconds: something is going on in it. */
  readonly polls?: boolean;
  /** For pages of somebody signed in: with scripts, and what htmx sends along. */
  readonly formToken?: string;
}>;

/**
 * htmx, so that it works under our Content-Security-Policy, keeps no page with customers' texts in the browser's
 * storage, and shows what went wrong like any other page.
 */
const HTMX = JSON.stringify({
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  historyCacheSize: 0,
  // What has just come would hear of nothing for 20 ms: whoever types or clicks meanwhile would wait for ever.
  defaultSettleDelay: 0,
  refreshOnHistoryMiss: true,
  responseHandling: [
    { code: '204', swap: false },
    { code: '[2345]..', swap: true },
  ],
});

/** What every page begins and ends with. */
export function Document({
  title,
  words,
  reload = false,
  polls = false,
  formToken,
  children,
}: DocumentProps) {
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={words.language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <meta name="color-scheme" content="light dark" />
          <meta name="theme-color" content="#0f6b57" />
          {reload && <meta http-equiv="refresh" content="0" />}
          {polls && (
            <noscript>
              <meta http-equiv="refresh" content="3" />
            </noscript>
          )}
          <title>{`${title} · ${words.product}`}</title>
          <link rel="icon" href={assetPath('icon.svg')} type="image/svg+xml" />
          <link rel="apple-touch-icon" href={assetPath('icon-180.png')} />
          <link rel="manifest" href="/manifest.webmanifest" />
          <link rel="stylesheet" href={assetPath('app.css')} />
          {formToken !== undefined && <Scripts />}
        </head>
        {formToken === undefined ? (
          <body>{children}</body>
        ) : (
          <body data-live="" hx-boost="true" hx-headers={JSON.stringify({ [FORM_TOKEN_HEADER]: formToken })}>
            {children}
          </body>
        )}
      </html>
    </>
  );
}

function Scripts() {
  return (
    <>
      <meta name="htmx-config" content={HTMX} />
      <script src={assetPath('htmx.min.js')} defer />
      <script src={assetPath('app.js')} defer />
      <script src={assetPath('board.js')} defer />
      <script src={assetPath('keyboard.js')} defer />
    </>
  );
}
