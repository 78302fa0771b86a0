import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { alertReader, alertWriter } from './queries/alerts.ts';
import { apiTokenReader, apiTokenWriter } from './queries/api-tokens.ts';
import { assignmentReader, assignmentWriter } from './queries/assignments.ts';
import { auditReader, auditWriter } from './queries/audit.ts';
import { blockedNumberReader, blockedNumberWriter } from './queries/blocked-numbers.ts';
import { callListReader } from './queries/call-lists.ts';
import { callReader, callWriter } from './queries/calls.ts';
import { capReader, capWriter } from './queries/caps.ts';
import { consentReader, consentWriter } from './queries/consents.ts';
import { creditReader, creditWriter } from './queries/credits.ts';
import { eventReader, eventWriter } from './queries/events.ts';
import { gatewayReader, gatewayWriter } from './queries/gateways.ts';
import { hoursReader, hoursWriter } from './queries/hours.ts';
import { inboundReader, inboundWriter } from './queries/inbound.ts';
import { inboxReader, inboxWriter } from './queries/inbox.ts';
import { keptAnswerReader, keptAnswerWriter } from './queries/kept-answers.ts';
import { leadListReader } from './queries/lead-lists.ts';
import { leadMergeReader, leadMergeWriter } from './queries/lead-merges.ts';
import { leadReader, leadWriter } from './queries/leads.ts';
import { lineOwnerReader, lineOwnerWriter } from './queries/line-owners.ts';
import { lineReader, lineWriter } from './queries/lines.ts';
import { messageReader, messageWriter } from './queries/messages.ts';
import { noteWriter } from './queries/notes.ts';
import { noticeReader, noticeWriter } from './queries/notices.ts';
import { outboundCallReader, outboundCallWriter } from './queries/outbound-calls.ts';
import { outboxReader, outboxWriter } from './queries/outbox.ts';
import { passkeyReader, passkeyWriter } from './queries/passkeys.ts';
import { privacyReader, privacyWriter } from './queries/privacy.ts';
import { pushReader, pushWriter } from './queries/push.ts';
import { refusedNumberReader, refusedNumberWriter } from './queries/refused-numbers.ts';
import { responseClockReader, responseClockWriter } from './queries/response-clocks.ts';
import { scorecardReader } from './queries/scorecard.ts';
import { searchReader } from './queries/search.ts';
import { seenTextWriter } from './queries/seen-texts.ts';
import { settingsReader, settingsWriter } from './queries/settings.ts';
import { signInReader, signInWriter } from './queries/sign-in.ts';
import { stageReader, stageWriter } from './queries/stages.ts';
import { tagReader, tagWriter } from './queries/tags.ts';
import { templateReader, templateWriter } from './queries/templates.ts';
import { textBackReader } from './queries/text-backs.ts';
import { timelineReader } from './queries/timeline.ts';
import { userReader, userWriter } from './queries/users.ts';
import { webhookReader, webhookWriter } from './queries/webhooks.ts';
import { toldChanges } from './told-changes.ts';

/** Every query the product asks, grouped by what it is about. Each has its index; each list its limit. */
export function createReader(db: BetterSQLite3Database) {
  return {
    alerts: alertReader(db),
    apiTokens: apiTokenReader(db),
    assignments: assignmentReader(db),
    audit: auditReader(db),
    blockedNumbers: blockedNumberReader(db),
    callLists: callListReader(db),
    calls: callReader(db),
    caps: capReader(db),
    consents: consentReader(db),
    credits: creditReader(db),
    events: eventReader(db),
    gateways: gatewayReader(db),
    hours: hoursReader(db),
    inbound: inboundReader(db),
    inbox: inboxReader(db),
    keptAnswers: keptAnswerReader(db),
    leadLists: leadListReader(db),
    leadMerges: leadMergeReader(db),
    leads: leadReader(db),
    lineOwners: lineOwnerReader(db),
    lines: lineReader(db),
    messages: messageReader(db),
    notices: noticeReader(db),
    outboundCalls: outboundCallReader(db),
    outbox: outboxReader(db),
    passkeys: passkeyReader(db),
    privacy: privacyReader(db),
    push: pushReader(db),
    refusedNumbers: refusedNumberReader(db),
    responseClocks: responseClockReader(db),
    search: searchReader(db),
    scorecard: scorecardReader(db),
    settings: settingsReader(db),
    signIn: signInReader(db),
    stages: stageReader(db),
    tags: tagReader(db),
    templates: templateReader(db),
    textBacks: textBackReader(db),
    timeline: timelineReader(db),
    users: userReader(db),
    webhooks: webhookReader(db),
  };
}
export type Reader = ReturnType<typeof createReader>;

/** What may be done inside a transaction: everything a reader can, and every change. */
export function createWriter(db: BetterSQLite3Database, reader: Reader) {
  const untold = {
    alerts: { ...reader.alerts, ...alertWriter(db) },
    apiTokens: { ...reader.apiTokens, ...apiTokenWriter(db) },
    assignments: { ...reader.assignments, ...assignmentWriter(db) },
    audit: { ...reader.audit, ...auditWriter(db) },
    blockedNumbers: { ...reader.blockedNumbers, ...blockedNumberWriter(db) },
    callLists: reader.callLists,
    calls: { ...reader.calls, ...callWriter(db) },
    caps: { ...reader.caps, ...capWriter(db) },
    consents: { ...reader.consents, ...consentWriter(db) },
    credits: { ...reader.credits, ...creditWriter(db) },
    events: { ...reader.events, ...eventWriter(db) },
    gateways: { ...reader.gateways, ...gatewayWriter(db) },
    hours: { ...reader.hours, ...hoursWriter(db) },
    inbox: { ...reader.inbox, ...inboxWriter(db) },
    keptAnswers: { ...reader.keptAnswers, ...keptAnswerWriter(db) },
    inbound: { ...reader.inbound, ...inboundWriter(db) },
    leadLists: reader.leadLists,
    leadMerges: { ...reader.leadMerges, ...leadMergeWriter(db) },
    leads: { ...reader.leads, ...leadWriter(db, reader.leads) },
    lineOwners: { ...reader.lineOwners, ...lineOwnerWriter(db) },
    lines: { ...reader.lines, ...lineWriter(db) },
    messages: { ...reader.messages, ...messageWriter(db) },
    notices: { ...reader.notices, ...noticeWriter(db) },
    notes: noteWriter(db),
    outboundCalls: { ...reader.outboundCalls, ...outboundCallWriter(db) },
    outbox: { ...reader.outbox, ...outboxWriter(db) },
    passkeys: { ...reader.passkeys, ...passkeyWriter(db) },
    privacy: { ...reader.privacy, ...privacyWriter(db) },
    push: { ...reader.push, ...pushWriter(db) },
    refusedNumbers: { ...reader.refusedNumbers, ...refusedNumberWriter(db) },
    responseClocks: { ...reader.responseClocks, ...responseClockWriter(db) },
    search: reader.search,
    scorecard: reader.scorecard,
    seenTexts: seenTextWriter(db),
    settings: { ...reader.settings, ...settingsWriter(db) },
    signIn: { ...reader.signIn, ...signInWriter(db) },
    stages: { ...reader.stages, ...stageWriter(db) },
    tags: { ...reader.tags, ...tagWriter(db) },
    textBacks: reader.textBacks,
    templates: { ...reader.templates, ...templateWriter(db) },
    timeline: reader.timeline,
    users: { ...reader.users, ...userWriter(db) },
    webhooks: { ...reader.webhooks, ...webhookWriter(db) },
  };
  return { ...untold, ...toldChanges(untold) };
}
export type Writer = ReturnType<typeof createWriter>;
