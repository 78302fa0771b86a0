/**
 * `text-back` answers a missed call; `reply` is what a person writes, either way. The others answer a
 * customer's keyword: STOP, START or YES, HELP or INFO; `alert` tells one of the business's own people something, and
 * `command` is what they text back.
 */
export const MESSAGE_KINDS = [
  'text-back',
  'reply',
  'opt-out-confirmation',
  'opt-in-confirmation',
  'help',
  'alert',
  'command',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What answers a keyword by itself. */
export const AUTO_REPLIES = ['opt-out-confirmation', 'opt-in-confirmation', 'help'] as const;
export type AutoReply = (typeof AUTO_REPLIES)[number];
