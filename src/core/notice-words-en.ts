import type { Outcome } from './call.ts';
import { formatDuration } from './duration.ts';
import type { NoticeWords } from './notice-words.ts';

const MISSED: { readonly [outcome in Outcome]?: string } = {
  'no-answer': 'nobody answered',
  busy: 'busy',
  abandoned: 'gave up',
  unreachable: 'no phone could be reached',
  voicemail: 'went to voicemail',
};

export const noticeWordsEn: NoticeWords = {
  missed: (who) => `Missed call: ${who}`,
  missedHow(lineName, outcome, waitedMs, suppressed) {
    const how = outcome === null ? 'perhaps unanswered' : (MISSED[outcome] ?? outcome);
    const answer = suppressed === null ? 'Texted.' : `Not texted: ${suppressed}.`;
    return `Called ${lineName}, ${how} after ${formatDuration(waitedMs)}. ${answer}`;
  },
  wrote: (who, lineName) => `${who} wrote to ${lineName}`,
  test: { title: 'Test alert from textback', body: 'If you can read this, alerts reach you here.' },
  titles: {
    'low-balance': 'Few credits left',
    'consent-review': 'Somebody seems to ask for no more texts',
    'auto-reply-loop': 'A machine answers our texts',
    'cap-reached': 'A cap holds texts back',
    'reply-rate': 'Customers have stopped replying',
    'response-late': 'Nobody has called back yet',
    'gateway-down': 'Texts cannot be sent',
    'pbx-down': 'The phone system cannot be reached',
    'webhook-failing': 'A program does not take events',
    'passkey-copied': 'Somebody may have a copy of a passkey',
  },
  detail: (_kind, english) => english,
};
