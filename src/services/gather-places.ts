import type { Reader } from '../store/queries.ts';
import type { NeededPlace } from './check-dialplan.ts';

/** Where in the dialplan an installation sends callers, and texts, besides our own contexts. */
export function gatherPlaces(reader: Reader, takesSipMessages: boolean): readonly NeededPlace[] {
  const voicemails = reader.lines.all().flatMap(({ number, afterMiss, voicemail }) => {
    const [context = '', extension = '', priority = '1'] = (voicemail ?? '').split(',');
    const use = `the line ${number} sends callers there when nobody answers`;
    return afterMiss === 'voicemail' ? [{ context, extension, priority, use }] : [];
  });
  const messages = { context: 'textback-messages', extension: 's', priority: '1' };
  return takesSipMessages
    ? [...voicemails, { ...messages, use: 'texts that come in by SIP MESSAGE go there' }]
    : voicemails;
}

/** Asterisk's modules that only some installations use. */
export function gatherModules(
  reader: Reader,
  dialTemplate: string,
  takesSipMessages: boolean,
): readonly string[] {
  const lines = reader.lines.all();
  const dialled = lines.flatMap(({ id }) => reader.lines.destinationsOf(id)).map(({ value }) => value);
  const usesPjsip = [dialTemplate, ...dialled].some((endpoint) => endpoint.startsWith('PJSIP/'));
  const usesMailbox = lines.some(
    ({ afterMiss, voicemail }) => afterMiss === 'voicemail' && voicemail?.startsWith('textback-mailbox,'),
  );
  return [
    ...(usesPjsip ? ['chan_pjsip'] : []),
    ...(usesMailbox ? ['app_voicemail'] : []),
    ...(takesSipMessages ? ['res_pjsip_messaging', 'func_base64', 'func_sha1'] : []),
  ];
}
