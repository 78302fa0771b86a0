/** What a phone shows by itself: that textback cannot be reached, and alerts. */
export const push = {
  unreachable: {
    title: 'textback cannot be reached',
    why: 'This phone or computer, or the box that textback runs on, has no connection at the moment.',
    goesOn:
      'What customers wrote is not kept on this device, so there is nothing to read here until the connection is back.',
    again: 'Try again',
  },
};
