/** Words of the settings of the whole business, in English; in es-business.ts too, see en.ts. */
export const business = {
  title: 'Business',
  what: 'What holds for all lines. A setting that is left empty goes back to textback’s own.',
  groups: {
    replies: 'Quick replies',
    answers: 'Answers to STOP, START and HELP',
    quiet: 'When nobody is texted',
    caps: 'Limits on automatic texts',
    alerts: 'Alerts',
    never: 'Who is never texted',
    credits: 'Credits',
  },
  fields: {
    'quick-replies': {
      label: 'Texts that are sent often',
      hint: 'One a line, one press away in the inbox. At most 12 of 160 characters.',
    },
    'opt-out-confirmation': {
      label: 'Answer to STOP',
      hint: 'Sent once. It names the business and promotes nothing.',
    },
    'opt-in-confirmation': { label: 'Answer to START', hint: 'At most 160 characters, without a link.' },
    'help-text': { label: 'Answer to HELP', hint: 'Who texts, how to reach you, how to stop.' },
    'auto-replies-per-hour': {
      label: 'Such answers to one number in an hour',
      hint: '1 to 60.',
    },
    'text-back-quiet-hours': {
      label: 'Missed callers are not texted at night',
      hint: 'By the clock where they are, as their area code tells.',
    },
    'pause-after-reply': {
      label: 'Hours without automatic texts after a person wrote',
      hint: '0 to 720. So that textback does not talk into a conversation.',
    },
    'cap-per-number': { label: 'To one number in 24 hours', hint: 'A number, or off.' },
    'cap-per-prefix': {
      label: 'To neighbouring numbers in 24 hours',
      hint: 'Numbers that share all but the last four digits, as robocallers use them. A number, or off.',
    },
    'cap-per-minute': { label: 'In a minute', hint: 'A number, or off.' },
    'cap-per-day': {
      label: 'In 24 hours',
      hint: 'What is over it is held until somebody looks. A number, or off.',
    },
    'alert-quiet-hours': {
      label: 'Only urgent alerts from … to',
      hint: 'Each night, such as 22:00-7:00; off for never.',
    },
    'alert-texts-per-day': {
      label: 'Alerts by text to one person in 24 hours',
      hint: '0 to 1000. Each takes a credit.',
    },
    'low-balance': { label: 'Alert when fewer credits are left than', hint: '0 for never.' },
    'internal-numbers': {
      label: 'Phones of the business itself',
      hint: 'Numbers with +, or extensions, with commas between.',
    },
    'never-text-tags': {
      label: 'Leads with these tags',
      hint: 'With commas between, such as spam, vendor.',
    },
    'block-treatment': {
      label: 'What blocked callers get',
      hint: 'Where their entry in the list says nothing else.',
    },
    charge: { label: 'What takes a credit', hint: 'As your carrier charges.' },
    'price-per-100': {
      label: 'Price of 100 credits, in dollars',
      hint: 'Only shown. For example 9 or 8.50.',
    },
  },
  options: {
    'text-back-quiet-hours': {
      off: 'No: at any hour',
      federal: 'From 9 PM to 8 AM (federal rule)',
      'by-state': 'As the rules of each state say',
      FL: 'Everywhere as in Florida',
      OK: 'Everywhere as in Oklahoma',
      MD: 'Everywhere as in Maryland',
      CT: 'Everywhere as in Connecticut',
      TX: 'Everywhere as in Texas',
    },
    'block-treatment': {
      busy: 'A busy tone',
      announcement: 'An announcement',
      voicemail: 'The line’s voicemail',
    },
    charge: { message: 'Each text', segment: 'Each segment of a text' },
  },
  saved: 'Saved. It counts at once.',
  atTerminal:
    'How long customers’ data is kept is set with `textback settings set keep-for`, because it deletes for good: try it first with `textback privacy purge --dry-run`.',
} as const;
