/** Every word of the pages, in English. */
export const en = {
  /** Of the page, BCP 47. */
  language: 'en',
  product: 'textback',
  home: 'Go to the inbox',
  roles: {
    owner: 'Owner: may do everything',
    staff: 'Staff: may do everything with customers',
    'read-only': 'May look, and change nothing',
  },
  signIn: {
    title: 'Sign in',
    name: 'Name',
    password: 'Password',
    wrong: 'The name or the password is wrong.',
    wait: (seconds: number) => `Too many wrong passwords. Try again in ${seconds} s.`,
  },
  firstRun: {
    title: 'Nobody can sign in yet',
    nobody: 'Nobody can sign in yet. On the machine that textback runs on, type:',
    commands: 'textback user add Maria --role owner\ntextback user password Maria',
    afterwards: 'Then load this page again.',
  },
  account: {
    title: 'Your account',
    changePassword: 'Change password',
    currentPassword: 'Password until now',
    newPassword: 'New password, at least 10 characters',
    sessions: 'Where you are signed in',
    thisBrowser: 'this browser',
    unknownBrowser: 'Unknown browser',
    lastSeen: (when: string) => `last used ${when}`,
    signOut: 'Sign out',
    changed: 'Your password was changed. Everywhere else you have to sign in again.',
    ended: 'That browser was signed out.',
  },
  problems: {
    'bad-request': {
      title: 'This request cannot be read',
      remedy: 'Go back, load the page again, and try once more.',
    },
    'sign-in-needed': { title: 'You are not signed in', remedy: 'Sign in, and try again.' },
    'other-site': {
      title: 'This came from another site, and was not done',
      remedy: 'Open textback by its own address, and do it there.',
    },
    'old-form': {
      title: 'This page was too old, and nothing was done',
      remedy: 'Go back, load the page again, and try once more.',
    },
    'only-on-this-machine': {
      title: 'Only programs on this machine may ask for this',
      remedy: 'Ask from the machine that textback runs on, at the address of [http] listen, without a proxy.',
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
    failed: {
      title: 'Something went wrong here',
      remedy: 'Nothing was changed. Try again; if it stays, look into the log (journalctl -u textback).',
    },
  },
} as const;
