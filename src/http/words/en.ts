/** Every word of the pages, in English. A name in braces is put in by whoever shows it. */
export const en = {
  product: 'textback',
  problems: {
    'bad-request': {
      title: 'This request cannot be read',
      remedy: 'Go back, load the page again, and try once more.',
    },
    'not-found': {
      title: 'There is nothing here',
      remedy: 'Check the address, or go back to the inbox.',
    },
    'too-large': { title: 'That is too much at once', remedy: 'Send less, or send it in parts.' },
    'wrong-host': {
      title: 'textback does not go by this name',
      remedy: 'Use http://127.0.0.1 and its port, or set [http] public_url to the name that people type.',
    },
    'too-many-requests': {
      title: 'Too many requests from your address',
      remedy: 'Wait a minute, then load the page again.',
    },
    'only-on-this-machine': {
      title: 'Only programs on this machine may ask for this',
      remedy: 'Ask from the machine that textback runs on, at the address of [http] listen, without a proxy.',
    },
    failed: {
      title: 'Something went wrong here',
      remedy: 'Nothing was changed. Try again; if it stays, look into the log (journalctl -u textback).',
    },
  },
} as const;
