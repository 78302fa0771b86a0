/** What the keys of a keyboard do, in English; in es-keys.ts too, see en.ts. */
export const keys = {
  open: 'Keys',
  title: 'Keys',
  does: {
    next: 'Next in the list',
    before: 'The one before',
    show: 'Open it',
    reply: 'Reply to the chosen or the open conversation',
    send: 'Send what you have written',
    search: 'Go to the search',
    list: 'Show these keys',
    close: 'Close',
  },
  notWhileTyping: 'While you type in a box, keys write what stands on them.',
  close: 'Close',
};
