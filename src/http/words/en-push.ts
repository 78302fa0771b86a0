/** What a phone shows by itself: that textback cannot be reached, and alerts. */
export const push = {
  unreachable: {
    title: 'textback cannot be reached',
    why: 'This phone or computer, or the box that textback runs on, has no connection at the moment.',
    goesOn:
      'What customers wrote is not kept on this device, so there is nothing to read here until the connection is back.',
    again: 'Try again',
  },
  ended: {
    title: 'Alerts have stopped here',
    body: 'Tap to sign in, and switch them on again.',
  },
  title: 'Alerts on phones and browsers',
  what: 'A missed call or a reply shows on the screen, with the customer’s name; a tap opens the conversation.',
  switchOn: 'Alerts on this phone or browser',
  needsHttps:
    'Browsers show alerts only of pages that they reach by https. Whoever runs textback can set that up: “On your phone” in its README.',
  unsupported:
    'This browser shows no alerts. On an iPhone or iPad: press Share, Add to Home Screen, open textback from there, and come back to this page.',
  denied:
    'This browser was told to show no alerts of textback. Allow notifications in its settings for this site, then load this page again.',
  failed: 'The browser could not switch them on:',
  test: 'Test',
  remove: 'Remove',
  since: (when: string) => `since ${when}`,
  here: 'this browser',
  on: 'Alerts show here from now on. Press Test to see one.',
  off: 'Alerts no longer show there.',
  tested: 'A test alert is on its way. It should show within a few seconds.',
};
