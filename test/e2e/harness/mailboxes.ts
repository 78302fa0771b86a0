/** Mailboxes laid out as FreePBX does: `vmu100` is the voicemail of extension 100. */
export const MAILBOXES: Readonly<Record<string, string>> = {
  'voicemail.conf': `
[general]
format=wav
minsecs=1
maxsecs=60
[default]
100 => 1,Kept
200 => 1,Mailed,,,delete=yes
300 => 1,Greeted
`,
  // `s` skips the greeting, so that the tone comes at once.
  'extensions.conf': `
[ext-local]
exten => vmu100,1,VoiceMail(100@default,s)
 same => n,Hangup()
exten => vmu200,1,VoiceMail(200@default,s)
 same => n,Hangup()
exten => vmu300,1,VoiceMail(300@default,u)
 same => n,Hangup()
exten => none,1,Answer()
 same => n,Wait(1)
 same => n,Hangup()
`,
};
