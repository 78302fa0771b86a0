import type { HtmlEscapedString } from 'hono/utils/html';

/** What JSX makes: all text in it is escaped. */
export type Html = HtmlEscapedString | Promise<HtmlEscapedString>;
