import type { AsteriskLayout } from './asterisk-pieces.ts';

/** What is left for a person to do after an installation, in order. */
export function nextSteps(layout: AsteriskLayout, dialTemplate: string): readonly string[] {
  return layout === 'freepbx' ? freepbxSteps(dialTemplate) : PLAIN_STEPS;
}

/** The same after an uninstall. */
export function stepsAfterUninstall(layout: AsteriskLayout): readonly string[] {
  return layout === 'freepbx'
    ? [
        'Give the inbound routes that went to the Custom Destination textback-freepbx,s,1 another destination.',
        RELOAD.freepbx,
      ]
    : ['Point the trunk’s context away from textback-inbound.', RELOAD.plain];
}

const RELOAD = {
  freepbx: 'Make Asterisk read it: fwconsole reload',
  plain: 'Make Asterisk read it: asterisk -rx "core reload"',
} as const;

const PLAIN_STEPS = [
  RELOAD.plain,
  'Point your trunk’s endpoint in pjsip.conf at it: context=textback-inbound, and for texts by SIP MESSAGE message_context=textback-messages',
  'Add your line if you have not yet (textback line add --help), and start textback: textback serve',
];

function freepbxSteps(dialTemplate: string): readonly string[] {
  const template = 'Local/{number}@from-internal/n';
  const routes =
    dialTemplate === 'PJSIP/{number}@trunk'
      ? [
          `Let FreePBX's outbound routes ring phone numbers: dial_template = "${template}" in textback.toml (now ${dialTemplate})`,
        ]
      : [];
  return [
    RELOAD.freepbx,
    'Admin > Custom Destinations > Add: Target textback-freepbx,s,1 · Description textback · Return No',
    'Connectivity > Inbound Routes > your number: give it its DID Number, Set Destination > Custom Destinations > textback; Submit, Apply Config',
    'For texts by SIP MESSAGE: Connectivity > Trunks > your PJSIP trunk > Advanced > Message Context textback-messages',
    ...routes,
    'Keep port 8088 (ARI) and 5038 (AMI) closed to the outside in the firewall: FreePBX may open both on every address',
    'Add your line if you have not yet (textback line add --help), and start textback: textback serve',
  ];
}
