/** How a figure is written. */
export type FigureUnit = 'count' | 'share' | 'duration';

export interface FigureMeaning {
  readonly title: string;
  readonly unit: FigureUnit;
  /** What is counted, and what is not; a whole sentence. */
  readonly means: string;
  /** Whether more of it is good news, bad news, or neither. */
  readonly more: 'good' | 'bad' | 'neither';
}

/** How long after it a text counts as the answer to a text-back. */
export const REPLY_WITHIN_MS = 7 * 24 * 3_600_000;

/** Every figure of the scorecard, in the order in which it is shown. The help and the manual print what it means. */
export const FIGURES = {
  inbound: {
    title: 'Calls',
    unit: 'count',
    more: 'neither',
    means:
      'Calls that came in, answered or missed. Left out are test calls, blocked callers, who hung up at once, and calls that ended unheard.',
  },
  answered: {
    title: 'Answered',
    unit: 'count',
    more: 'good',
    means: 'Calls in which somebody picked up, and pressed 1 where that is asked for.',
  },
  missed: {
    title: 'Missed',
    unit: 'count',
    more: 'bad',
    means: 'Calls that nobody answered, for whatever reason; who left a voicemail was missed too.',
  },
  missedRate: { title: 'Missed rate', unit: 'share', more: 'bad', means: 'Missed calls of all calls.' },
  brief: {
    title: 'Hung up at once',
    unit: 'count',
    more: 'neither',
    means: 'Callers who gave up within the line’s minimum ring. They are neither missed nor texted.',
  },
  textsSent: {
    title: 'Texts sent',
    unit: 'count',
    more: 'neither',
    means:
      'Texts to customers that a carrier took, text-backs and those of people alike, by when they were written.',
  },
  textsDelivered: {
    title: 'Delivered',
    unit: 'count',
    more: 'good',
    means: 'Of these, those of which the carrier said that they arrived. Not every carrier does.',
  },
  textBacks: {
    title: 'Text-backs',
    unit: 'count',
    more: 'neither',
    means: 'Texts sent that answered a missed call.',
  },
  replies: {
    title: 'Replies',
    unit: 'count',
    more: 'good',
    means: 'Text-backs whose receiver wrote within 7 days, whatever they wrote.',
  },
  replyRate: { title: 'Reply rate', unit: 'share', more: 'good', means: 'Replies of all text-backs.' },
  leads: {
    title: 'New leads',
    unit: 'count',
    more: 'good',
    means:
      'People who missed you, or wrote, for the first time. Imported ones are left out, and so are merged ones.',
  },
  qualified: {
    title: 'Qualified',
    unit: 'count',
    more: 'good',
    means: 'Leads that were moved to a qualified stage, or straight to a booked one.',
  },
  booked: { title: 'Booked', unit: 'count', more: 'good', means: 'Leads that were moved to a booked stage.' },
  followUpMs: {
    title: 'Time to follow up',
    unit: 'duration',
    more: 'bad',
    means:
      'From a miss to the first response of a person: a call back that was answered, a text, the caller’s next call picked up, or the lead moved on. The median of those that were responded to.',
  },
  withinTarget: {
    title: 'Within target',
    unit: 'share',
    more: 'good',
    means:
      'Misses that were responded to within the line’s target, of those that had one and whose time is over.',
  },
  credits: {
    title: 'Credits spent',
    unit: 'count',
    more: 'neither',
    means: 'Credits taken for texts, alerts to your own people among them, less those given back.',
  },
} as const satisfies Readonly<Record<string, FigureMeaning>>;

export type FigureName = keyof typeof FIGURES;
export const FIGURE_NAMES: readonly FigureName[] = Object.keys(FIGURES).filter(isFigureName);

/** One value each; null where there is nothing to have a share or a median of. */
export type Figures = { readonly [name in FigureName]: number | null };

function isFigureName(name: string): name is FigureName {
  return Object.hasOwn(FIGURES, name);
}

/** The steps from a missed caller to a job. */
export const FUNNEL = {
  missed: 'Callers with a number who were missed in the period, each once.',
  texted: 'Of these, who got a text-back that a carrier took.',
  replied: 'Of those texted, who wrote within 7 days of their first miss.',
  qualified:
    'Of the missed callers, who were moved to a qualified or booked stage since; texted or called back.',
  booked: 'Of the missed callers, who were moved to a booked stage since.',
} as const satisfies Readonly<Record<string, string>>;
export type FunnelStep = keyof typeof FUNNEL;
