/** Signing in with a finger, a face or a key in place of a password. */
export const passkeys = {
  title: 'Passkeys',
  what: 'Sign in with your finger, your face or the code of your phone or computer. Your password goes on working.',
  needsName: 'Browsers keep passkeys under a name, and this page was opened under an address without one.',
  whatToSet:
    'Open it as http://localhost and its port on the machine itself; for all others, set public_url and behind_proxy under [http]: “On your phone” in the README says how.',
  unsupported: 'This browser makes no passkeys. Try a newer one.',
  password: 'Your password',
  name: 'Name of the passkey',
  nameMeans: 'What you know it by. Left empty, it is called as this browser is.',
  add: 'Add a passkey',
  failed: 'The browser made no passkey: it was called off, took too long, or is here already.',
  change: 'Rename or remove',
  rename: 'Rename',
  remove: 'Remove',
  confirmRemove: (name: string) =>
    `Remove ${name}? Nobody can sign in with it any more, and browsers that did are signed out.`,
  since: (when: string) => `since ${when}`,
  used: (when: string) => `last used ${when}`,
  unused: 'not used yet',
  added: 'You can sign in with this passkey from now on.',
  renamed: 'The passkey has another name now.',
  removed:
    'Nobody can sign in with that passkey any more, and browsers that did are signed out. Delete it on the device, too.',
  signIn: 'Sign in with a passkey',
  notUsed: 'No passkey was used: it was called off, took too long, or there is none here.',
};
