interface Ringing {
  /** From 1. */
  readonly step: number;
  /** Whether steps ring one after the other as they are set. */
  readonly isInOrder: boolean;
  readonly who: string;
  readonly isOne: boolean;
  /** Null for to the end. */
  readonly seconds: number | null;
  /** Null for always. */
  readonly when: string | null;
}

/** Words of the hunt group, in English; in es-hunt.ts too, see en.ts. */
export const hunt = {
  title: 'Whom the line rings',
  back: 'Back to the line',
  several: 'Ring several phones, at once or one after another',
  change: 'Change whom it rings',
  order: 'Order of the steps',
  orders: {
    fixed: 'As they stand here',
    'round-robin': 'In turn: each call begins with the next one',
    'longest-idle': 'Whoever has not talked for the longest first',
  },
  step: (position: number) => `Step ${position}`,
  phone: (position: number) => `Phone ${position}`,
  kind: 'Kind',
  kinds: {
    number: 'Phone number',
    extension: 'Extension',
    line: 'Another line of yours',
    endpoint: 'As Asterisk dials it',
  },
  to: 'Number',
  toHint:
    'A ring group or queue of FreePBX is dialled as Local/600@from-internal. Names are for you: “Maria’s cell”.',
  name: 'Name, if you like',
  press1: 'Has to press 1, so that no voicemail takes the call',
  removePhone: 'Remove phone',
  addPhone: 'Ring one more phone at once',
  ring: 'Rings for, in seconds',
  ringHint: '5 to 60. Leave it empty to ring until the ring timeout.',
  when: 'When it rings',
  always: 'always',
  whenHint: 'No day ticked: every day. No times: all day. Times are the line’s own.',
  from: 'From',
  until: 'Until',
  written: 'Hours, written out',
  writtenHint: 'For example: mon-fri 8:00-12:00 13:00-17:00, sat 9-12. Leave it empty for always.',
  writeOut: 'Other hours on other days',
  tickDays: 'Back to ticking days',
  up: 'Up',
  down: 'Down',
  removeStep: 'Remove step',
  addStep: 'Add a step',
  draft: 'What you see is not saved yet.',
  refresh: 'Show what happens',
  story: 'What happens when somebody calls',
  unread: 'Some of it cannot be read yet: see what is marked below.',
  extension: (digits: string) => `extension ${digits}`,
  lineOf: (number: string) => `the phones of the line ${number}`,
  rings: ({ step, isInOrder, who, isOne, seconds, when }: Ringing) =>
    [
      isInOrder ? (step === 1 ? 'First' : 'Then') : `Step ${step}:`,
      when === null ? '' : `, but only ${when},`,
      ` ${who} ${isOne ? 'rings' : 'ring at once'} `,
      seconds === null ? 'until the ringing ends.' : `for ${seconds} s.`,
    ].join(''),
  asked: (who: string, isOne: boolean) =>
    `${who} ${isOne ? 'has' : 'have'} to press 1 to take the call; until then others go on ringing.`,
  cutShort: (seconds: number, timeout: number, isAlways: boolean) =>
    `${isAlways ? 'It' : 'Where every step before it rings, it'} rings for ${seconds} s only, because the ring timeout of ${timeout} s ends it.`,
  never: (timeout: number, isAlways: boolean) =>
    `${isAlways ? 'It never rings' : 'Where every step before it rings, it does not'}: the ring timeout of ${timeout} s is over by then. Ring the steps before it for fewer seconds, or set a longer timeout.`,
  turns: {
    'round-robin': 'Each call begins with the step after the one that the last call began with.',
    'longest-idle': 'The step whose phones have talked to nobody for the longest rings first.',
  },
  turnsCut: (timeout: number) =>
    `Together they ring for longer than the ring timeout of ${timeout} s, so those that come last are cut off. Ring for fewer seconds, or set a longer timeout.`,
  nobody: 'Nobody rings.',
  ends: {
    release: (seconds: number) => `After ${seconds} s at most, the call ends.`,
    announcement: (seconds: number) => `After ${seconds} s at most, the caller hears the announcement.`,
    voicemail: (seconds: number) => `After ${seconds} s at most, the caller goes on to voicemail.`,
  },
  texted: 'Whom nobody answered gets the text at once.',
  notTexted: 'Nobody is texted: texting is switched off for this line.',
  single: 'Ring one phone instead',
  singleHint: 'All steps are replaced by this one phone, at all hours.',
  useSingle: 'Ring only this phone',
  noPhone: { problem: 'This step rings nobody.', remedy: 'Give a number, or remove the step.' },
  noNumber: { problem: 'There is a name without a number.', remedy: 'Give its number, or empty the name.' },
  noExtension: {
    problem: 'This is no extension.',
    remedy: 'Give its digits, such as 100, or choose “As Asterisk dials it”.',
  },
  bothTimes: {
    problem: 'The hours lack a time, or have one that no clock shows.',
    remedy: 'Give both times, or neither for all day.',
  },
} as const;
