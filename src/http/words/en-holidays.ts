interface Nth {
  /** -1 for the last. */
  readonly nth: 1 | 2 | 3 | 4 | 5 | -1;
  readonly weekday: string;
  readonly month: string;
}

const NTH = { 1: '1st', 2: '2nd', 3: '3rd', 4: '4th', 5: '5th', [-1]: 'last' } as const;

/** Words of the holidays, in English; in es-holidays.ts too, see en.ts. */
export const holidays = {
  title: 'Holidays',
  what: 'On a holiday a line is closed all day, or open at other hours; then callers get the text after hours, or the one for holidays.',
  whose: 'Holidays of',
  everyLine: 'Every line',
  none: 'No holidays yet.',
  forEveryLine: 'every line',
  closed: 'closed all day',
  openAt: (hours: string) => `open ${hours}`,
  over: 'over',
  repeats: {
    once: 'once',
    yearly: 'every year on this day',
    observed: 'every year, on a weekend also the Friday before or the Monday after',
    nth: ({ nth, weekday, month }: Nth) => `every year, ${NTH[nth]} ${weekday} of ${month}`,
  },
  edit: 'Change',
  remove: 'Take away',
  add: 'Add a holiday',
  day: 'Day',
  until: 'Last day, for more than one',
  repeat: 'Comes again',
  repeatWords: {
    once: 'Only this once',
    yearly: 'Every year on this date',
    observed: 'Every year on this date; on a weekend, the weekday next to it too',
    'nth-weekday': 'Every year on this weekday, such as the 4th Thursday of November',
    'last-weekday': 'Every year on the last such weekday of the month',
  },
  name: 'Name',
  hours: 'Open all the same',
  hoursHint: 'For example 9-12. Leave it empty for closed all day.',
  federal: 'Add the federal holidays of the United States',
  federalHint:
    'Eleven days, from New Year’s Day to Christmas, closed all day; on a weekend the weekday next to it too. Days that are there already stay once.',
  import: 'Take them from a calendar',
  importHint:
    'A file that ends in .ics, as calendar programs export it: its all-day events become holidays. At most 1 MB.',
  file: 'Calendar file',
  look: 'Only look',
  take: 'Add them',
  looked: 'This is what would be added; nothing was saved.',
  taken: 'The calendar was read.',
  nothingNew: 'There was nothing new in it.',
  changes: { added: 'new', changed: 'changed', unchanged: 'as it was' },
  notTaken: (event: string, why: string) => `Not taken: ${event}: ${why}`,
  saved: 'Saved. It counts from the next call on.',
  noDay: { problem: 'This is not a day.', remedy: 'Choose one in the calendar, such as 2026-12-25.' },
  badUntil: {
    problem: 'The last day is not after the first, or more than 31 days later.',
    remedy: 'Choose a later day, or leave it empty for a single day.',
  },
  oneWeekday: {
    problem: 'Several days cannot come again by their weekday.',
    remedy: 'Add them one by one, or let them come again by their date.',
  },
  noFile: { problem: 'No file was chosen.', remedy: 'Choose the calendar file first.' },
} as const;
