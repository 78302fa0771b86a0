import { explainLeg, explainNobodyRang } from '../core/explain-leg.ts';
import { formatHolidayRule } from '../core/holiday-words.ts';
import type { Holiday } from '../core/holidays.ts';
import { formatIntervals, formatWeek } from '../core/hours-words.ts';
import type { HuntGroupStep } from '../core/hunt-group.ts';
import { formatHunt } from '../core/hunt-words.ts';
import { iso } from '../core/iso-time.ts';
import type { Asked } from '../core/text-back-question.ts';
import type { BlockRow } from '../store/queries/blocked-numbers.ts';
import type { CallSummary } from '../store/queries/calls.ts';
import type { ConsentRecord, OpenReview } from '../store/queries/consents.ts';
import type { CreditEntry } from '../store/queries/credits.ts';
import type { MessagePreview } from './preview-message.ts';
import type { CallView, DecisionView, MessageView } from './show-call.ts';
import type { HoursView } from './show-hours.ts';
import type { LineView } from './show-line.ts';
import type { OutboundView } from './show-outbound.ts';

/*
 * What programs rely on: keys are added, never renamed or removed. Numbers are E.164, times
 * ISO 8601 in UTC, durations in the unit that their name says. Written out key by key, so that a change
 * of the code inside does not change them by accident.
 */

export function lineJson(line: LineView) {
  return {
    number: line.number,
    name: line.name,
    enabled: line.enabled,
    forward: line.hunt.flatMap(({ destinations }) => destinations.map(({ value }) => value)),
    hunt: line.hunt.map(huntStepJson),
    ringTimeoutSeconds: line.ringTimeoutSeconds,
    minRingSeconds: line.minRingSeconds,
    message: line.message,
    sender: line.sender,
    textExpirySeconds: line.textExpirySeconds,
    textDelaySeconds: line.textDelaySeconds,
    coolDownSeconds: line.coolDownSeconds,
    responseTargetSeconds: line.responseTargetSeconds,
    countries: line.countries?.split(',') ?? null,
    timeZone: line.timeZone,
    bookingLink: line.bookingLink,
    gateways: line.gateways,
    mode: line.mode,
    huntOrder: line.huntOrder,
    callerId: line.callerId,
    callerIdPrefix: line.callerIdPrefix,
    confirmSeconds: line.confirmSeconds,
    nameRecording: line.nameRecording,
    afterMiss: line.afterMiss === 'release' ? ('hang-up' as const) : line.afterMiss,
    announcement: line.announcement,
    announcementAnswers: line.announcementAnswers,
    voicemail: line.voicemail,
    createdAt: iso(line.createdAt),
  };
}

export function huntJson(line: LineView) {
  return {
    line: line.number,
    order: line.huntOrder,
    plan: formatHunt(line.hunt),
    steps: line.hunt.map(huntStepJson),
  };
}

function huntStepJson({ ringSeconds, hours, destinations }: HuntGroupStep) {
  return {
    ringSeconds,
    hours,
    destinations: destinations.map(({ kind, value, name, confirm }) => ({ kind, value, name, confirm })),
  };
}

export function callSummaryJson(call: CallSummary) {
  return {
    id: call.id,
    line: call.lineNumber,
    from: call.fromNumber ?? call.fromRaw,
    fromName: call.fromName,
    leadId: call.leadId,
    state: call.state,
    outcome: call.outcome,
    arrivedAt: iso(call.arrivedAt),
    bridgedAt: iso(call.bridgedAt),
    finishedAt: iso(call.finishedAt),
    handling: call.handling,
    isTest: call.isTest,
    voicemail: call.voicemail,
    voicemailSeconds: call.voicemailSeconds,
    returnedBy: call.returnedBy,
    returnedAt: iso(call.returnedAt),
    erasedAt: iso(call.erasedAt),
    verdict: call.verdict,
    reason: call.reason,
  };
}

export function callJson(call: CallView) {
  const { line, decision } = call;
  return {
    ...callSummaryJson({
      ...call,
      callerChannelId: '',
      lineId: 0,
      lineNumber: line.number,
      verdict: decision?.verdict ?? null,
      reason: decision?.reason ?? null,
    }),
    legs: call.legs.map((leg) => ({
      destination: leg.label,
      endpoint: leg.endpoint,
      state: leg.state,
      end: leg.end,
      explanation: explainLeg(leg),
      dialedAt: iso(leg.dialedAt),
      ringingAt: iso(leg.ringingAt),
      answeredAt: iso(leg.answeredAt),
      confirmedAt: iso(leg.confirmedAt),
      endedAt: iso(leg.endedAt),
    })),
    whyNobodyRang: explainNobodyRang(call.legs, call.outcome, call.handling),
    decision: decision === null ? null : decisionJson(decision),
  };
}

export function outboundJson(call: OutboundView) {
  const { id, extension, dialledRaw: dialled, dialledNumber: number, leadId, result } = call;
  return {
    id,
    extension,
    dialled,
    number,
    leadId,
    result,
    dialedAt: iso(call.dialedAt),
    connectedAt: iso(call.connectedAt),
    endedAt: iso(call.endedAt),
    erasedAt: iso(call.erasedAt),
  };
}

export function decisionJson(decision: DecisionView) {
  const { verdict, reason, why, remedy, decidedAt, asked, message } = decision;
  return {
    verdict,
    reason,
    why,
    remedy,
    decidedAt: iso(decidedAt),
    asked: askedJson(asked),
    message: message === null ? null : messageJson(message),
  };
}

export function askedJson(asked: readonly Asked[]) {
  return asked.map(({ rule, applies, detail }) => ({ rule, applies, detail }));
}

export function messageJson(message: MessageView) {
  const { id, from, to, text, state, detail, createdAt, sentAt, settledAt, erasedAt } = message;
  return {
    id,
    from,
    to,
    text,
    state,
    detail,
    createdAt: iso(createdAt),
    sentAt: iso(sentAt),
    settledAt: iso(settledAt),
    erasedAt: iso(erasedAt),
  };
}

export function blockJson({ number, treatment, note, actor, blockedAt }: BlockRow) {
  return { number, treatment, note, actor, blockedAt: iso(blockedAt) };
}

export function creditEntryJson(entry: CreditEntry) {
  const { id, kind, delta, balanceAfter, key, messageId, note, actor, at } = entry;
  return { id, kind, delta, balanceAfter, key, messageId, note, actor, at: iso(at) };
}

export function consentJson(consent: ConsentRecord) {
  const { id, number, state, source, wording, lineNumber, messageId, actor, at } = consent;
  return { id, number, state, source, wording, line: lineNumber, messageId, actor, at: iso(at) };
}

export function reviewJson({ number, messageId, wording, askedAt }: OpenReview) {
  return { number, messageId, wording, askedAt: iso(askedAt) };
}

export function previewJson(preview: MessagePreview) {
  const { template, text, encoding, segments, characters, units, credits, warnings, plain } = preview;
  return {
    template,
    text,
    encoding,
    segments,
    characters,
    units,
    credits,
    warnings,
    plain:
      plain === null
        ? null
        : {
            template: plain.template,
            replacements: plain.replacements.map(({ from, to, times }) => ({ from, to, times })),
            segments: plain.segments,
            credits: plain.credits,
          },
  };
}

export function hoursJson(hours: HoursView) {
  const { line, timeZone, week, isOpen, holiday, nextOpen, nextOpenInWords } = hours;
  return {
    line,
    timeZone,
    hours: week === null ? null : formatWeek(week),
    isOpen,
    holiday,
    nextOpen: iso(nextOpen),
    nextOpenInWords,
  };
}

export function holidayJson({ name, rule, hours }: Holiday) {
  return { day: formatHolidayRule(rule), name, hours: formatIntervals(hours) };
}
