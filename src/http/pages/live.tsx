import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { raw } from 'hono/html';
import type { Html } from '../html.ts';

/** A part of a page that keeps itself up to date. */
export interface Live {
  readonly element: Html;
  /** Of what is in it. */
  readonly print: string;
}

interface LiveProps {
  /** Unique in the page. */
  readonly id: string;
  /** What gives this part again; a handler that ends with `answerLive`. */
  readonly url: string;
  readonly class?: string;
  /** For what changes without anything being committed. */
  readonly everySeconds?: number;
}

/** The part asks for itself again on every `changed` of /events, and is put in its own place where it differs. */
export async function live(
  { id, url, class: className = '', everySeconds }: LiveProps,
  content: Html,
): Promise<Live> {
  // JSX has escaped it: it is HTML already, once.
  const html = String(await content);
  const print = createHash('sha256').update(html).digest('base64url').slice(0, 12);
  const again = `${url}${url.includes('?') ? '&' : '?'}seen=${print}`;
  const clock = everySeconds === undefined ? '' : `, every ${everySeconds}s`;
  const trigger = `textback:changed from:body${clock}`;
  const element = (
    <div id={id} class={className} hx-get={again} hx-trigger={trigger} hx-swap="outerHTML">
      {raw(html)}
    </div>
  );
  return { element, print };
}

/** Nothing (204) where the page has it already. */
export function answerLive(context: Context, { element, print }: Live): Response | Promise<Response> {
  return context.req.query('seen') === print ? context.body(null, 204) : context.html(element);
}
