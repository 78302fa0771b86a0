import type { MessagePreview } from '../../services/preview-message.ts';

const TRADES: Readonly<Record<string, string>> = {
  'general-contractor': 'General contractor',
  hvac: 'Heating and cooling',
  plumbing: 'Plumbing',
  gutters: 'Gutters',
  'pressure-washing': 'Pressure washing',
  landscaping: 'Landscaping',
  cleaning: 'Cleaning',
  'appliance-repair': 'Appliance repair',
  remodeling: 'Remodeling',
};

/** Every word of the settings, in English. */
export const settings = {
  title: 'Settings',
  phone: 'Phone',
  line: 'Line',
  noLines: 'There is no line yet. On the machine that textback runs on, type:',
  firstLine: 'textback line add +12125550100 --forward +12125550199',
  onlyOwners: 'Only an owner may change this.',
  saved: 'Saved. It counts from the next call on.',
  notSaved: 'Nothing was saved: see below what is wrong.',
  call: 'When somebody calls',
  enabled: 'Text callers whom nobody answered',
  forward: 'Forward to',
  forwardHint: 'A phone number, or an extension such as PJSIP/100.',
  hunt: 'This line rings several phones, or at certain hours:',
  changeHunt: (number: string) => `Change it with \`textback line hunt set ${number} …\`.`,
  observed: 'Your PBX rings the phones of this line; textback only watches. Change there whom it rings.',
  ringTimeout: 'Ring timeout, in seconds',
  ringAdvice: '20–25 seconds suits most: longer, and many carriers’ voicemail picks up first.',
  sender: 'Texts come from',
  senderHint: 'Leave it empty for the line’s own number, which callers know.',
  message: 'The text they get',
  afterHours: 'The text they get after hours',
  template: 'Words',
  afterHoursHint: 'Leave it empty for the same words as in open hours.',
  noHours: (number: string) =>
    `This line has no hours, so it never closes and this is never sent. Give it some: \`textback hours set ${number} …\`.`,
  insert: 'Insert',
  placeholders: {
    business_name: 'Business name',
    business_phone: 'Business phone',
    caller_name: 'Caller’s name',
    next_open: 'When you open next',
    booking_link: 'Booking link',
  },
  preview: 'What callers read',
  count: ({ characters, encoding, segments, credits }: MessagePreview) =>
    [
      characters === 1 ? '1 character' : `${characters} characters`,
      encoding === 'gsm7' ? 'plain characters (GSM 7 bit)' : 'special characters (UCS-2)',
      segments.length === 1 ? '1 segment' : `${segments.length} segments`,
      credits === 1 ? '1 credit' : `${credits} credits`,
    ].join(' · '),
  plain: (segments: number) =>
    `Save with plain characters (${segments === 1 ? '1 segment' : `${segments} segments`})`,
  builtIn: 'Back to textback’s own words',
  trades: 'Ready-made words by trade',
  trade: (name: string) => TRADES[name] ?? name,
  use: (name: string) => `Use the words for ${TRADES[name] ?? name}`,
  confirmUse: 'Replace the words of this line, and those for after hours?',
} as const;
