import { readFileSync } from 'node:fs';

const SHIPPED = readFileSync(new URL('../../../asterisk/voicemail.conf', import.meta.url), 'utf8');

/** The shipped mailbox, and others beside it; their dialplan as FreePBX has it: `vmu100` is mailbox 100. */
export const MAILBOXES: Readonly<Record<string, string>> = {
  'voicemail.conf': `${SHIPPED}
200 => 1,Mailed,,,delete=yes
`,
  // `s` skips the greeting, so that the tone comes at once.
  'extensions.conf': `
[ext-local]
exten => vmu100,1,VoiceMail(100@default,s)
 same => n,Hangup()
exten => vmu200,1,VoiceMail(200@default,s)
 same => n,Hangup()
exten => none,1,Answer()
 same => n,Wait(1)
 same => n,Hangup()
`,
};
