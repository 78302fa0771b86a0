/** Words of a line's settings beyond the first, in English; in es-line.ts too, see en.ts. */
export const line = {
  name: 'Business name',
  nameHint: 'What callers know you by: {{business_name}} in texts says it.',
  bookingLink: 'Booking link',
  bookingHint: 'The address of your booking page, for {{booking_link}} in texts. Leave it empty for none.',
  advanced: 'Advanced',
  groups: {
    response: 'Calling back',
    texts: 'When callers are texted',
    'after-miss': 'What callers hear when nobody picks up',
    phones: 'What the ringing phones show and ask',
  },
  fields: {
    'response-target': {
      label: 'Call back within',
      hint: 'Within what open time a person should respond to a missed call, before the next one is told. For example 5m or 1h; 0 for no target.',
    },
    'min-ring': {
      label: 'Shortest ring that counts',
      hint: 'Who hangs up sooner is not texted. 0 to 60 seconds.',
    },
    'cool-down': {
      label: 'Text one caller at most once in',
      hint: 'As long as they have not replied. For example 4h or 30m, up to 30d; 0 for each time.',
    },
    'text-delay': {
      label: 'Wait before texting',
      hint: 'In case they get through after all. Up to 1h; 0 for at once.',
    },
    'text-expiry': {
      label: 'Too late for a text after',
      hint: 'A text that cannot be sent by then is never sent. 1m to 1d.',
    },
    countries: {
      label: 'Countries whose numbers are texted',
      hint: 'Two letters each, such as US, CA. Leave it empty for the country of the line.',
    },
    gateways: {
      label: 'Gateways that send the texts',
      hint: 'Their names in order, with commas between. Leave it empty for all, as configured.',
    },
    'after-miss': { label: 'When nobody picks up', hint: 'The text goes out in any case, at once.' },
    voicemail: {
      label: 'Where voicemail is',
      hint: 'In the dialplan: context,extension,priority. On FreePBX ext-local,vmu100,1 is mailbox 100. Leave it empty for none.',
    },
    announcement: {
      label: 'Recording to announce',
      hint: 'As Asterisk names it, such as custom/closed. Leave it empty for textback’s own words.',
    },
    'announcement-answers': {
      label: 'Answer the call for the announcement',
      hint: 'The caller then pays for the call; some carriers let it be heard only so.',
    },
    'caller-id': {
      label: 'What the ringing phone shows',
      hint: 'Your trunk must allow the caller’s number; many only allow your own.',
    },
    'caller-id-prefix': {
      label: 'Words before the caller',
      hint: 'Where the number of this line is shown. At most 20 characters. Leave it empty for the business name.',
    },
    'confirm-seconds': {
      label: 'Seconds to press 1',
      hint: 'How long whoever picks up has, where a phone asks for it. 3 to 30.',
    },
    'name-recording': {
      label: 'Recording of the business name',
      hint: 'Heard before “press 1”, such as custom/acme. Leave it empty for a tone.',
    },
  },
  options: {
    'after-miss': {
      'hang-up': 'End the call',
      announcement: 'Announce that a text is coming',
      voicemail: 'Go on to voicemail',
    },
    'caller-id': {
      caller: 'The caller',
      business: 'The number of this line, with the caller in the name',
      diversion: 'The caller, forwarded from the number of this line',
    },
  },
  owners: 'Who looks after missed calls',
  ownersHint: 'They are told first, and own the lead. If they do not respond in time, the next one is told.',
  rule: 'Whose is a missed call',
  rules: {
    fixed: 'Always the first person’s',
    'round-robin': 'Everybody’s in turn',
    hours: 'Whoever’s hours it is',
  },
  person: (position: number) => `Person ${position}`,
  theirHours: (position: number) => `Hours of person ${position}`,
  theirHoursHint: 'Such as mon-fri 8:00-17:00. Only asked by “whoever’s hours it is”; empty for always.',
  hoursNotAsked: {
    problem: 'Hours count only where a missed call is “whoever’s hours it is”.',
    remedy: 'Choose that, or empty the hours.',
  },
  otherTexts: 'Other words for certain calls',
  otherTextsHint:
    'Of the words that fit a call, the first in this order are sent: holiday, after hours, known customer, how it was missed.',
  variants: {
    holiday: 'The text on a holiday',
    'known-customer': 'The text for a customer you have worked with',
    'no-answer': 'The text when nobody picked up',
    busy: 'The text when every phone was busy',
    abandoned: 'The text when the caller hung up while it rang',
    unreachable: 'The text when no phone could be rung',
    voicemail: 'The text when the caller went on to voicemail',
  },
  inUse: 'in use',
  variantHint: 'Leave it empty for the same words as at other times.',
  noHolidays: 'There are no holidays yet, so this is never sent. Add some under “Holidays”.',
  noVoicemail: 'Callers of this line do not go on to voicemail, so this is never sent.',
} as const;
