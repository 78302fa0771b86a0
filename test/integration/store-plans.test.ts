import { readFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { REDACTED_TABLES, SEARCH_INDEXES } from '../../src/core/erasable.ts';
import { ALWAYS_OPEN } from '../../src/core/weekly-hours.ts';
import { createReader, createWriter, type Writer } from '../../src/store/queries.ts';
import { CUSTOMER, LINE, openServiceBench } from '../fakes/service-bench.ts';

type Exercise = {
  readonly [group in keyof Writer]: { readonly [query in keyof Writer[group]]: () => unknown };
};

/** Each way to ask for leads: with a tag or not, nobody's or a person's or anybody's, and so on. */
const everyCriteria = [undefined, 'spam'].flatMap((tag) =>
  [undefined, null, 1].flatMap((ownerId) =>
    [undefined, 1].flatMap((stageId) =>
      ([undefined, 'text'] as const)
        .map((source) => ({ tag, ownerId, stageId, source }))
        .filter((criteria) => Object.values(criteria).some((value) => value !== undefined)),
    ),
  ),
);

const key = { fromNumber: CUSTOMER, toNumber: LINE, reference: 7, total: 2 };
const part = { messageId: 1, index: 0 };
const receipt = {
  gateway: 'carrier',
  recipient: CUSTOMER,
  state: 'delivered' as const,
  detail: '',
  receivedAt: 1,
};

const held = {
  callId: 1,
  cap: 'per-day' as const,
  fromNumber: LINE,
  toNumber: CUSTOMER,
  body: '',
  heldAt: 1,
  notBefore: 1,
  expiresAt: 2,
};

const fields = {
  ...{ name: '', ownerId: null, closedAt: null, lastActivityAt: 1, lastTextAt: null, pausedUntil: null },
};
const merge = {
  ...{ intoId: 1, fromId: 2, before: { ...fields, unread: [], otherUnread: [] }, after: fields },
  ...{ tags: [], actor: '', at: 1 },
};

const person = { leadIds: [1], numbers: [CUSTOMER] };

const clock = { leadId: 1, lineId: 1, callId: 1, missedAt: 1, targetAt: 2, escalatesAt: 2 };

const place = { at: 9, id: 9 };

const token = {
  ...{ userId: 1, name: 'CRM', tokenHash: 'aa', scope: 'read' as const, createdAt: 1, expiresAt: null },
};
const kept = { asker: 'token:1', key: 'a', requestHash: 'aa', answer: '{}', at: 1 };

const maria = {
  ...{ name: 'Maria', role: 'owner' as const, phone: null, email: null, language: null },
  ...{ login: null, extension: null },
};

const notice = {
  ...{ key: 'call:1', userId: 1, channel: 'email' as const, address: 'maria@acme.example' },
  ...{ kind: 'missed-call' as const, leadId: 1, title: '', body: '', isUrgent: false },
  ...{ state: 'queued' as const, detail: '', messageId: null, notBefore: 1, settledAt: null },
  ...{ createdAt: 1, expiresAt: 2 },
};
const passkey = {
  ...{ userId: 1, credentialId: 'aa', publicKey: 'aa', signCount: 0, transports: '', name: 'Phone' },
  ...{ createdAt: 1, lastUsedAt: null },
};
const pushDevice = {
  ...{ userId: 1, sessionId: null, endpoint: 'https://push.example/1', p256dh: '', auth: '' },
  ...{ userAgent: 'Firefox', createdAt: 1 },
};
const session = {
  ...{ userId: 1, tokenHash: 'aa', address: '127.0.0.1', userAgent: 'Firefox' },
  ...{ passkeyId: null, createdAt: 1, lastSeenAt: 1 },
};
const noticeChannel = {
  ...{ userId: 1, channel: 'email' as const, address: '', kinds: null, atNight: false, createdAt: 1 },
};

const outboundCall = {
  linkedId: '17.1',
  extension: 'PJSIP/100',
  dialledRaw: CUSTOMER,
  dialledNumber: CUSTOMER,
  leadId: null,
  dialedAt: 1,
};
const stretch = { limit: 10, from: 0, before: { arrivedAt: 9, id: 9 } };
const endpoint = {
  ...{ name: 'CRM', url: 'https://crm.acme.example/', secret: 'whsec_', kinds: null },
  ...{ settledThrough: 0, createdAt: 1 },
};
const delivery = {
  ...{ endpointId: 1, eventId: 1, state: 'waiting' as const, tries: 1, detail: 'HTTP 500' },
  ...{ firstTriedAt: 1, triedAt: 1, tookMs: 1 },
};
const month = { from: 0, to: 2_678_400_000 };
const scopes = [
  { lineId: null, ownerId: null },
  { lineId: 1, ownerId: null },
  { lineId: null, ownerId: 1 },
  { lineId: 1, ownerId: 1 },
];

const holiday = { lineId: null, rule: 'December 25', name: 'Christmas', hours: 'closed', createdAt: 1 };

const sendable = { up: ['a'], isOpen: true, ownLines: [1], openLines: [1], busy: [CUSTOMER], heldSince: 1 };
const health = {
  name: 'carrier',
  position: 0,
  state: 'up' as const,
  why: '',
  since: 1,
  lastError: null,
  lastErrorAt: null,
};

/** Every query that the product asks, asked once. One that is missing does not compile, and fails below. */
function exercise(tx: Writer): Exercise {
  const call = tx.calls.byId(1);
  const machine = call?.machine;
  if (call === undefined || !machine) throw new Error('there is no open call to ask about');
  const { id: _callRow, ...facts } = call;
  const newCall = { ...machine, callerChannelId: 'other', legs: [] };
  const message = tx.messages.byId(1);
  if (message === undefined) throw new Error('there is no message to ask about');
  const { id: _id, callId: _callId, ...newMessage } = message;
  if (tx.users.byId(1) === undefined) tx.users.add({ ...maria, name: 'Joe', createdAt: 1 });
  tx.outboundCalls.add(outboundCall);
  // Somebody follows: what changes is told.
  tx.webhooks.add(endpoint);
  return {
    alerts: {
      newest: () => tx.alerts.newest(10),
      openOf: () => tx.alerts.openOf('low-balance', 10),
      open: () => tx.alerts.open('low-balance', ''),
      unannounced: () => tx.alerts.unannounced(10),
      raise: () => tx.alerts.raise({ kind: 'low-balance', subject: '', detail: '', raisedAt: 1 }),
      resolve: () => tx.alerts.resolve('low-balance', '', 1),
      markAnnounced: () => tx.alerts.markAnnounced(1, 1),
    },
    apiTokens: {
      byHash: () => tx.apiTokens.byHash('aa'),
      all: () => tx.apiTokens.all(),
      byName: () => tx.apiTokens.byName('CRM'),
      add: () => tx.apiTokens.add(token),
      used: () => tx.apiTokens.used(1, 2),
      revoke: () => tx.apiTokens.revoke(1),
      revokeAllOf: () => tx.apiTokens.revokeAllOf(1),
      dropExpiredBefore: () => tx.apiTokens.dropExpiredBefore(1),
      revokeAll: () => tx.apiTokens.revokeAll(),
    },
    assignments: {
      of: () => tx.assignments.of(1, 10),
      ownedBy: () => tx.assignments.ownedBy(1, 10),
      countOwnedBy: () => tx.assignments.countOwnedBy(1),
      add: () => tx.assignments.add({ leadId: 1, userId: null, reason: 'by-hand', actor: '', at: 1 }),
    },
    audit: {
      byId: () => tx.audit.byId(1),
      newest: () => tx.audit.newest(10, 5),
      signIns: () => tx.audit.signIns(10, place),
      signInsOf: () => tx.audit.signInsOf('user:Maria', 1, 10, place),
      nameEvents: () => tx.audit.nameEvents('user:Maria'),
      newestId: () => tx.audit.newestId(),
      of: () => tx.audit.of(`line:${LINE}`, 10),
      record: () => tx.audit.record({ at: 1, actor: '', action: '', subject: '', before: null, after: null }),
    },
    blockedNumbers: {
      of: () => tx.blockedNumbers.of(CUSTOMER),
      list: () => tx.blockedNumbers.list(10, CUSTOMER),
      count: () => tx.blockedNumbers.count(),
      put: () =>
        tx.blockedNumbers.put({ number: CUSTOMER, treatment: null, note: '', actor: '', blockedAt: 1 }),
      remove: () => tx.blockedNumbers.remove(CUSTOMER),
    },
    callLists: {
      any: () => tx.callLists.any(stretch),
      ofLine: () => tx.callLists.ofLine(1, stretch),
      withOutcome: () => [
        tx.callLists.withOutcome('busy', null, stretch),
        tx.callLists.withOutcome(null, 1, stretch),
      ],
    },
    calls: {
      talkedUntil: () => tx.calls.talkedUntil('PJSIP/1'),
      byId: () => tx.calls.byId(1),
      byCaller: () => tx.calls.byCaller('caller-1'),
      byChannel: () => tx.calls.byChannel('caller-1-leg1'),
      open: () => tx.calls.open(),
      openObserved: () => tx.calls.openObserved(),
      openCounts: () => tx.calls.openCounts(),
      legsOf: () => tx.calls.legsOf(1),
      decisionOf: () => tx.calls.decisionOf(1),
      newest: () => tx.calls.newest(10, 5),
      add: () => tx.calls.add(facts, newCall),
      save: () => tx.calls.save(1, machine, null, 1),
      setLead: () => tx.calls.setLead(1, 1),
      settle: () => tx.calls.settle(1, 'busy', 'missed'),
      decide: () =>
        tx.calls.decide({
          callId: 2,
          verdict: 'suppress',
          reason: 'disabled',
          messageId: null,
          asked: null,
          decidedAt: 1,
        }),
      setVoicemail: () => tx.calls.setVoicemail(1, { voicemail: 'left', voicemailSeconds: 12 }, 1),
      changeDecision: () => tx.calls.changeDecision(1, { asked: [] }),
      markReturned: () => tx.calls.markReturned(CUSTOMER, 0, { outboundCallId: 1, at: 1 }),
    },
    caps: {
      usedByNumber: () => tx.caps.usedByNumber(CUSTOMER, 2, 1, 10),
      usedByPrefix: () => tx.caps.usedByPrefix('+1212555', 2, 1, 10),
      used: () => tx.caps.used(2, 1, 10),
      held: () => tx.caps.held(10, 1),
      heldOf: () => tx.caps.heldOf(1),
      heldTo: () => tx.caps.heldTo(CUSTOMER),
      count: () => tx.caps.count(CUSTOMER, 1),
      hold: () => tx.caps.hold(held),
      letGo: () => tx.caps.letGo(1),
      letGoOfExpired: () => tx.caps.letGoOfExpired(1),
      dropCountsBefore: () => tx.caps.dropCountsBefore(1),
    },
    consents: {
      byId: () => tx.consents.byId(1),
      current: () => tx.consents.current(CUSTOMER),
      of: () => tx.consents.of(CUSTOMER, 10),
      listed: () => tx.consents.listed(10, 5),
      inForce: () => tx.consents.inForce('opted-out', 10, 5),
      after: () => tx.consents.after(1, { from: 0, to: 9 }, 10),
      reviewOf: () => tx.consents.reviewOf(CUSTOMER),
      openReviews: () => tx.consents.openReviews(10),
      openReview: () => tx.consents.openReview({ number: CUSTOMER, messageId: 1, askedAt: 1 }),
      closeReview: () => tx.consents.closeReview(1, { decidedAt: 2, verdict: 'dismissed', actor: '' }),
      record: () =>
        tx.consents.record({ number: CUSTOMER, state: 'opted-out', source: 'staff', wording: '', at: 1 }),
    },
    credits: {
      balance: () => tx.credits.balance(),
      history: () => tx.credits.history(10, 5),
      byKey: () => tx.credits.byKey('top-up:1'),
      oldest: () => tx.credits.oldest(),
      after: () => tx.credits.after(1, 10),
      spentSince: () => tx.credits.spentSince(1),
      firstUnpaid: () => tx.credits.firstUnpaid(),
      ofMessage: () => tx.credits.ofMessage(1),
      add: () =>
        tx.credits.add({ kind: 'top-up', delta: 1, key: 'k', messageId: null, note: '', actor: '', at: 1 }),
    },
    events: {
      isAwaited: () => tx.events.isAwaited(),
      newestId: () => tx.events.newestId(),
      byUid: () => tx.events.byUid('evt_1'),
      firstSince: () => tx.events.firstSince(1),
      after: () => tx.events.after(0, 10),
      nextFor: () => [tx.events.nextFor(1, 0, null), tx.events.nextFor(1, 0, ['call.ended'])],
      add: () => tx.events.add({ kind: 'call.ended', at: 1, callId: 1 }),
      dropBefore: () => {
        tx.events.add({ kind: 'call.ended', at: 1, callId: 1 });
        return tx.events.dropBefore(2, 10);
      },
    },
    gateways: {
      all: () => tx.gateways.all(),
      replaceAll: () => tx.gateways.replaceAll([health]),
      change: () => tx.gateways.change('carrier', { state: 'up' }),
    },
    hours: {
      weekOf: () => tx.hours.weekOf(1),
      holidaysOf: () => [tx.hours.holidaysOf(1), tx.hours.holidaysOf(null)],
      setWeek: () => tx.hours.setWeek(1, ALWAYS_OPEN),
      addHoliday: () => tx.hours.addHoliday(holiday),
      changeHoliday: () => tx.hours.changeHoliday(1, { name: 'Christmas', hours: '9 AM-noon' }),
      removeHoliday: () => tx.hours.removeHoliday(1),
    },
    inbox: {
      unread: () => tx.inbox.unread('anybody', 10),
      read: () => tx.inbox.read('anybody', 10),
      newestText: () => tx.inbox.newestText(1),
      textsAfter: () => tx.inbox.textsAfter(1, 10),
      newestId: () => tx.inbox.newestId(),
      addUnread: () => tx.inbox.addUnread('anybody', 1, 1),
      markRead: () => tx.inbox.markRead('anybody', 1),
      markReadByAll: () => tx.inbox.markReadByAll(1),
    },
    keptAnswers: {
      of: () => tx.keptAnswers.of('token:1', 'a'),
      keep: () => tx.keptAnswers.keep(kept),
      drop: () => tx.keptAnswers.drop(1),
      dropBefore: () => tx.keptAnswers.dropBefore(1),
      forgetAnswers: () => tx.keptAnswers.forgetAnswers(),
    },
    inbound: {
      partsOf: () => tx.inbound.partsOf(key),
      addPart: () => tx.inbound.addPart({ ...key, index: 1, text: '', receivedAt: 1 }),
      dropParts: () => tx.inbound.dropParts(key),
      dropEarlyReceiptsBefore: () => tx.inbound.dropEarlyReceiptsBefore(1),
      incompleteBefore: () => tx.inbound.incompleteBefore(1),
    },
    leadLists: {
      newest: () => tx.leadLists.newest(10, tx.leads.byId(1)),
      unassigned: () => tx.leadLists.unassigned(10),
      lookedAfter: () => tx.leadLists.lookedAfter(10),
      inStage: () => tx.leadLists.inStage(1, 10),
      countInStage: () => tx.leadLists.countInStage(1, 10),
      after: () => tx.leadLists.after(1, 10),
      matching: () =>
        everyCriteria.map((criteria) => tx.leadLists.matching(criteria, 10, { lastActivityAt: 9, id: 9 })),
    },
    leadMerges: {
      standing: () => tx.leadMerges.standing(2),
      unreadOf: () => tx.leadMerges.unreadOf(1),
      oldestKept: () => tx.leadMerges.oldestKept(),
      merge: () => tx.leadMerges.merge(merge),
      undo: () => tx.leadMerges.undo({ ...merge, id: 1, undoneAt: null, undoneBy: null }, 1, ''),
      moveLater: () => tx.leadMerges.moveLater(1, 2, [CUSTOMER], 1),
      changeLead: () => tx.leadMerges.changeLead(1, { name: 'Pat' }),
      setUnread: () => tx.leadMerges.setUnread(1, [{ reader: 'anybody', texts: 1, newestAt: 1 }]),
      dropAssignment: () => tx.leadMerges.dropAssignment(1, 1),
      forgetRows: () => tx.leadMerges.forgetRows(1),
    },
    leads: {
      byNumber: () => tx.leads.byNumber(CUSTOMER),
      byId: () => tx.leads.byId(1),
      ofNumber: () => tx.leads.ofNumber(CUSTOMER),
      numbersMergedInto: () => tx.leads.numbersMergedInto(1),
      firstStage: () => tx.leads.firstStage(),
      texted: () => tx.leads.texted(1, 1),
      pause: () => tx.leads.pause(1, 1),
      setClosed: () => tx.leads.setClosed(1, null, 1),
      findOrAdd: () => tx.leads.findOrAdd({ number: CUSTOMER, name: '', source: 'text' }, 1, 1),
      touch: () => tx.leads.touch(1, 1),
      rename: () => tx.leads.rename(1, 'Pat', 1),
    },
    lineOwners: {
      of: () => tx.lineOwners.of(1),
      linesOf: () => tx.lineOwners.linesOf(1),
      replace: () => tx.lineOwners.replace(1, []),
      dropUser: () => tx.lineOwners.dropUser(1),
    },
    lines: {
      byNumber: () => tx.lines.byNumber(LINE),
      byId: () => tx.lines.byId(1),
      all: () => tx.lines.all(),
      destinationsOf: () => tx.lines.destinationsOf(1),
      huntOf: () => tx.lines.huntOf(1),
      add: () => tx.lines.add({ number: '+12125550101', name: '', createdAt: 1 }),
      change: () => tx.lines.change(1, { name: 'Acme' }),
      takeTurn: () => tx.lines.takeTurn(LINE),
      setSteps: () =>
        tx.lines.setSteps(1, [{ ringSeconds: 20, destinations: [{ kind: 'endpoint', value: 'PJSIP/1' }] }]),
    },
    messages: {
      nthAnswerAt: () => tx.messages.nthAnswerAt(1, 20),
      latestOut: () => tx.messages.latestOut(1, 50),
      byId: () => tx.messages.byId(1),
      ofLead: () => tx.messages.ofLead(1, 10),
      autoRepliesSince: () => tx.messages.autoRepliesSince(1, 1),
      partsOf: () => tx.messages.partsOf(1),
      latestTo: () => tx.messages.latestTo(CUSTOMER),
      partByCarrierId: () => tx.messages.partByCarrierId('carrier', ['a', 'b'], CUSTOMER),
      add: () => tx.messages.add(newMessage),
      addParts: () => tx.messages.addParts(2, ['one', 'two']),
      replaceParts: () => tx.messages.replaceParts(2, ['one and two']),
      change: () => tx.messages.change(1, { detail: '' }),
      changePart: () => tx.messages.changePart(part, { state: 'pending' }),
      keepEarlyReceipt: () => tx.messages.keepEarlyReceipt(receipt, ['a', 'b']),
      earlyReceipts: () => tx.messages.earlyReceipts('carrier', 'a', CUSTOMER),
      earlyReceiptsTo: () => tx.messages.earlyReceiptsTo('carrier', CUSTOMER, 1),
      dropEarlyReceipt: () => tx.messages.dropEarlyReceipt({ receipt: 1 }),
    },
    notices: {
      due: () => tx.notices.due(9, 10),
      newest: () => tx.notices.newest(10),
      channels: () => tx.notices.channels(),
      latestOf: () => tx.notices.latestOf(1, 10),
      channelsOf: () => tx.notices.channelsOf(1),
      channelById: () => tx.notices.channelById(1),
      countSince: () => tx.notices.countSince(1, 'sms', 1),
      add: () => tx.notices.add(notice),
      change: () => tx.notices.change(1, { attempts: 1 }),
      addChannel: () => tx.notices.addChannel(noticeChannel),
      changeChannel: () => tx.notices.changeChannel(1, { address: '', kinds: null, atNight: true }),
      removeChannel: () => tx.notices.removeChannel(1),
    },
    notes: { add: () => tx.notes.add({ leadId: 1, body: 'Hi', actor: '', at: 1 }) },
    outboundCalls: {
      byId: () => tx.outboundCalls.byId(1),
      byLinkedId: () => tx.outboundCalls.byLinkedId('17.1'),
      open: () => tx.outboundCalls.open(),
      newest: () => tx.outboundCalls.newest(10, 5),
      connectedAfter: () => tx.outboundCalls.connectedAfter(CUSTOMER, 1, 0),
      add: () => tx.outboundCalls.add({ ...outboundCall, linkedId: '17.2' }),
      change: () => tx.outboundCalls.change(1, { endedAt: 2 }),
    },
    outbox: {
      waitingTo: () => tx.outbox.waitingTo(CUSTOMER),
      nextDueAt: () => tx.outbox.nextDueAt(),
      oldestDueAt: () => tx.outbox.oldestDueAt(),
      depth: () => tx.outbox.depth(10_000),
      isAnyDue: () => tx.outbox.isAnyDue(1),
      due: () => tx.outbox.due(Number.MAX_SAFE_INTEGER, 10, sendable),
      tooLate: () => tx.outbox.tooLate(1, 10),
      waitingByGateway: () => tx.outbox.waitingByGateway(),
      announce: () => tx.outbox.announce(1, { gateway: 'carrier', gatewaySince: 1 }, 'boot', 1),
      write: () => tx.outbox.write(1, 1),
      abandoned: () => tx.outbox.abandoned(),
    },
    passkeys: {
      of: () => tx.passkeys.of(1),
      byCredential: () => tx.passkeys.byCredential('aa'),
      add: () => tx.passkeys.add(passkey),
      used: () => tx.passkeys.used(1, 2, 3),
      rename: () => tx.passkeys.rename(1, 'Phone'),
      remove: () => tx.passkeys.remove(1),
    },
    privacy: {
      leadsOf: () => tx.privacy.leadsOf(1),
      rowsOf: () => REDACTED_TABLES.map((table) => tx.privacy.rowsOf(table, person, 200)),
      countOf: () => REDACTED_TABLES.map((table) => tx.privacy.countOf(table, person)),
      rowsBefore: () => REDACTED_TABLES.map((table) => tx.privacy.rowsBefore(table, 1, 200)),
      countBefore: () => REDACTED_TABLES.map((table) => tx.privacy.countBefore(table, 1)),
      leadsBefore: () => tx.privacy.leadsBefore(1, 50),
      countLeadsBefore: () => tx.privacy.countLeadsBefore(1),
      countNotesBefore: () => tx.privacy.countNotesBefore(1),
      noticesBefore: () => tx.privacy.noticesBefore(1, 200),
      countNoticesBefore: () => tx.privacy.countNoticesBefore(1),
      alertsBefore: () => tx.privacy.alertsBefore(1, 200),
      forgetReviews: () => tx.privacy.forgetReviews(CUSTOMER),
      beingSent: () => tx.privacy.beingSent(person),
      notesOf: () => tx.privacy.notesOf(person),
      noticesOf: () => tx.privacy.noticesOf(person, 200),
      countNoticesOf: () => tx.privacy.countNoticesOf(person),
      staffTexts: () => tx.privacy.staffTexts({ id: 0, createdAt: 0 }, 200),
      alertsAfter: () => tx.privacy.alertsAfter(0, 200),
      eraseTexts: () => tx.privacy.eraseTexts([2], 1),
      eraseCalls: () => tx.privacy.eraseCalls([2], 1),
      eraseCallsMade: () => tx.privacy.eraseCallsMade([2], 1),
      dropNotices: () => tx.privacy.dropNotices([2]),
      dropAlerts: () => tx.privacy.dropAlerts([2]),
      eraseLeads: () => tx.privacy.eraseLeads([2], 1),
      forgetNumber: () => tx.privacy.forgetNumber(CUSTOMER, false),
      dropSamples: () => tx.privacy.dropSamples(),
      mergeSearch: () => SEARCH_INDEXES.map((index) => tx.privacy.mergeSearch(index, true)),
    },
    push: {
      keys: () => tx.push.keys(),
      devicesOf: () => tx.push.devicesOf(1),
      byEndpoint: () => tx.push.byEndpoint('https://push.example/1'),
      device: () => tx.push.device(1),
      setKeys: () => tx.push.setKeys({ publicKey: '', privateKey: '', createdAt: 1 }),
      addDevice: () => tx.push.addDevice(pushDevice),
      removeDevice: () => tx.push.removeDevice(1),
    },
    refusedNumbers: {
      since: () => tx.refusedNumbers.since(CUSTOMER, 1),
      learn: () => tx.refusedNumbers.learn({ number: CUSTOMER, why: '', refusedAt: 1 }),
      forget: () => tx.refusedNumbers.forget(CUSTOMER),
      dropBefore: () => tx.refusedNumbers.dropBefore(1),
    },
    responseClocks: {
      running: () => tx.responseClocks.running(1),
      latest: () => tx.responseClocks.latest(1),
      due: () => tx.responseClocks.due(9, 10),
      start: () => tx.responseClocks.start(clock),
      change: () => tx.responseClocks.change(1, { escalations: 1 }),
    },
    search: {
      numbers: () => tx.search.numbers('555', 9, 10),
      names: () => tx.search.names('"pat"*', 9, 10),
      notes: () => tx.search.notes('"pat"*', 9, 10),
      texts: () => tx.search.texts('"pat"*', 9, 10),
    },
    scorecard: {
      calls: () => scopes.map((scope) => tx.scorecard.calls(month, scope)),
      texts: () => scopes.map((scope) => tx.scorecard.texts(month, scope)),
      replies: () => scopes.map((scope) => tx.scorecard.replies(month, scope)),
      leads: () => scopes.map((scope) => tx.scorecard.leads(month, scope)),
      moved: () => scopes.map((scope) => tx.scorecard.moved(month, ['qualified', 'booked'], scope)),
      waits: () => scopes.map((scope) => tx.scorecard.waits(month, scope)),
      credits: () => scopes.map((scope) => tx.scorecard.credits(month, scope)),
      funnel: () => scopes.map((scope) => tx.scorecard.funnel(month, scope)),
    },
    seenTexts: {
      mark: () => tx.seenTexts.mark('sip:1', 1),
      dropBefore: () => tx.seenTexts.dropBefore(1),
    },
    settings: {
      business: () => tx.settings.business(),
      stored: () => tx.settings.stored(),
      set: () => tx.settings.set('charge', 'segment', 1),
      clear: () => tx.settings.clear('charge'),
    },
    signIn: {
      passwordHash: () => tx.signIn.passwordHash(1),
      allSessions: () => tx.signIn.allSessions(1),
      passwordOf: () => tx.signIn.passwordOf(1),
      hasAnyPassword: () => tx.signIn.hasAnyPassword(),
      byToken: () => tx.signIn.byToken('aa'),
      sessionsOf: () => tx.signIn.sessionsOf(1),
      setPassword: () =>
        tx.signIn.setPassword({ userId: 1, hash: '$scrypt$', changedAt: 1, temporaryUntil: null }),
      dropPassword: () => tx.signIn.dropPassword(1),
      open: () => tx.signIn.open(session),
      seen: () => tx.signIn.seen(1, 2, '127.0.0.1'),
      end: () => tx.signIn.end(1),
      endOpenedWith: () => tx.signIn.endOpenedWith(1),
      endAllOf: () => tx.signIn.endAllOf(1),
      endUnseenSince: () => tx.signIn.endUnseenSince(1),
      endAll: () => tx.signIn.endAll(),
    },
    stages: {
      all: () => tx.stages.all(),
      byId: () => tx.stages.byId(1),
      leadsIn: () => tx.stages.leadsIn(1, 10),
      countIn: () => tx.stages.countIn(1),
      add: () => tx.stages.add({ name: 'Waiting', kind: 'open', position: 10 }),
      change: () => tx.stages.change(1, { kind: 'open' }),
      order: () => tx.stages.order(tx.stages.all().map(({ id }) => id)),
      moveLead: () => tx.stages.moveLead({ leadId: 1, toStageId: 2, actor: '', at: 1 }),
    },
    tags: {
      all: () => tx.tags.all(10),
      of: () => tx.tags.of(1),
      add: () => tx.tags.add({ leadId: 1, tags: ['spam', 'vip'], actor: '', at: 1 }),
      remove: () => tx.tags.remove({ leadId: 1, tags: ['spam', 'vip'], actor: '', at: 1 }),
    },
    textBacks: {
      latestAt: () => tx.textBacks.latestAt(1, 1, 1, 2),
      isRepliedTo: () => tx.textBacks.isRepliedTo(1, 1, 2),
      waiting: () => tx.textBacks.waiting(1, 1),
      otherGotThrough: () => tx.textBacks.otherGotThrough(1, CUSTOMER),
      answered: () => tx.textBacks.answered(10, 2),
      laterAnswered: () => tx.textBacks.laterAnswered(CUSTOMER, 1),
    },
    templates: {
      of: () => tx.templates.of(1),
      set: () => tx.templates.set(1, 'busy', 'We are on the phone.'),
      clear: () => tx.templates.clear(1, 'busy'),
    },
    timeline: {
      calls: () => tx.timeline.calls(1, place, 10),
      outboundCalls: () => tx.timeline.outboundCalls(1, place, 10),
      texts: () => tx.timeline.texts(1, place, 10),
      notes: () => tx.timeline.notes(1, place, 10),
      moves: () => tx.timeline.moves(1, place, 10),
      assignments: () => tx.timeline.assignments(1, place, 10),
      consents: () => tx.timeline.consents(CUSTOMER, place, 10),
      merges: () => tx.timeline.merges(1, place, 10),
    },
    users: {
      byId: () => tx.users.byId(1),
      byName: () => tx.users.byName('Maria'),
      byLogin: () => tx.users.byLogin('maria'),
      byPhone: () => tx.users.byPhone(CUSTOMER),
      byExtension: () => tx.users.byExtension('PJSIP/100'),
      all: () => tx.users.all(),
      add: () => tx.users.add({ ...maria, createdAt: 1 }),
      change: () => tx.users.change(1, { role: 'staff' }),
    },
    webhooks: {
      all: () => tx.webhooks.all(),
      byId: () => tx.webhooks.byId(1),
      byName: () => tx.webhooks.byName('crm'),
      deliveryOf: () => tx.webhooks.deliveryOf(1, 1),
      latest: () => tx.webhooks.latest(1, 10),
      add: () => tx.webhooks.add({ ...endpoint, name: 'Other' }),
      change: () => tx.webhooks.change(1, { enabled: false }),
      remove: () => tx.webhooks.remove(2),
      keepDelivery: () => tx.webhooks.keepDelivery(delivery),
      settleAllThrough: () => tx.webhooks.settleAllThrough(1),
    },
  };
}

/** Of privacy: what is told by a list of ids or numbers which rows are meant. */
const LISTED = [
  ...['rowsOf', 'countOf', 'beingSent', 'notesOf', 'noticesOf', 'countNoticesOf', 'eraseTexts', 'eraseCalls'],
  ...['eraseCallsMade', 'dropNotices', 'dropAlerts', 'eraseLeads'],
];

/** What is walked or sorted all the same, and why that is no harm. */
const ALLOWED: readonly string[] = [
  // All rows of a partial index that holds only the calls that are going on.
  'calls.open: SCAN calls USING INDEX calls_open',
  'calls.openCounts: SCAN calls USING INDEX calls_open',
  'calls.openCounts: USE TEMP B-TREE FOR GROUP BY',
  // The legs of one call; the segments under one carrier's id.
  'calls.legsOf: USE TEMP B-TREE FOR ORDER BY',
  'messages.partByCarrierId: USE TEMP B-TREE FOR ORDER BY',
  // As many rows as there are gateways in the configuration; the lists that a query is given.
  'gateways.all: SCAN gateway_health',
  'gateways.all: USE TEMP B-TREE FOR ORDER BY',
  'outbox.due: SCAN json_each VIRTUAL TABLE INDEX 1:',
  'leadMerges.moveLater: SCAN json_each VIRTUAL TABLE INDEX 1:',
  ...LISTED.map((query) => `privacy.${query}: SCAN json_each VIRTUAL TABLE INDEX 1:`),
  // The rows of one person, each once, though several of their indexes find them.
  'privacy.rowsOf: USE TEMP B-TREE FOR ORDER BY',
  'privacy.countOf: USE TEMP B-TREE FOR ORDER BY',
  'privacy.countOf: SCAN (subquery-4)',
  'privacy.countOf: SCAN (subquery-6)',
  // All rows of a partial index that is nearly empty: questions that wait for a person.
  'privacy.leadsBefore: SCAN review USING INDEX consent_reviews_open',
  'privacy.countLeadsBefore: SCAN review USING INDEX consent_reviews_open',
  'privacy.countNotesBefore: SCAN review USING INDEX consent_reviews_open',
  // Whether the planner took samples; all of them, then.
  'privacy.dropSamples: SCAN sqlite_master',
  'privacy.dropSamples: SCAN sqlite_stat4',
  // An order to an index of full-text search, which is written as a row.
  'privacy.mergeSearch: SCAN CONSTANT ROW',
  // A count of the outbox, for a person.
  'outbox.waitingByGateway: USE TEMP B-TREE FOR GROUP BY',
  // What was found by an index, no more of it than a cap allows.
  'caps.usedByNumber: SCAN counted',
  'caps.usedByPrefix: SCAN counted',
  'caps.used: SCAN counted',
  'outbox.depth: SCAN waiting',
  'leadLists.countInStage: SCAN counted',
  // In the order of the index, or of the row ids backwards, up to a limit: the first is the answer.
  'leads.firstStage: SCAN stages USING INDEX stages_position',
  'lines.all: SCAN lines USING INDEX lines_number',
  'stages.all: SCAN stages USING INDEX stages_position',
  'stages.order: SCAN stages USING INDEX stages_position',
  'users.all: SCAN users USING INDEX users_name',
  'credits.add: SCAN credit_entries',
  'credits.add: SCAN CONSTANT ROW',
  'messages.addParts: SCAN 2-ROW VALUES CLAUSE',
  'credits.oldest: SCAN credit_entries',
  // All rows of a partial index that is empty most of the time; a handful of settings.
  'alerts.unannounced: SCAN alerts USING INDEX alerts_unannounced',
  'calls.openObserved: SCAN calls USING INDEX calls_open',
  'outboundCalls.open: SCAN outbound_calls USING INDEX outbound_calls_open',
  'settings.business: SCAN settings',
  'settings.stored: SCAN settings',
  // One row is enough; each person has one at most.
  'signIn.hasAnyPassword: SCAN passwords',
  // All of them: a restored database must not sign anybody in.
  'signIn.endAll: SCAN sessions',
  'signIn.endAll: SCAN push_devices',
  'apiTokens.revokeAll: SCAN api_tokens',
  // A hundred at most; a day's worth, when a customer is erased.
  'apiTokens.all: SCAN api_tokens',
  'keptAnswers.forgetAnswers: SCAN kept_answers',
  // A list that is bounded, counted when a person adds to it.
  'blockedNumbers.count: SCAN blocked_numbers USING COVERING INDEX sqlite_autoindex_blocked_numbers_1',
  // Who is told of what: bounded, and asked for when there is something to tell.
  'notices.channels: SCAN notice_channels',
  // Twenty at most.
  'webhooks.all: SCAN webhook_endpoints',
  'webhooks.settleAllThrough: SCAN webhook_endpoints',
  // The kinds that an endpoint wants; the events of one piece.
  'events.nextFor: SCAN json_each VIRTUAL TABLE INDEX 1:',
  'events.dropBefore: SCAN json_each VIRTUAL TABLE INDEX 1:',
  // The audit reads everything: that is its point.
  'credits.firstUnpaid: SCAN messages',
  // Of a full-text index: M is what matches, in the order of row ids from the given one on.
  'search.numbers: SCAN part VIRTUAL TABLE INDEX 192:M1<',
  'search.names: SCAN name VIRTUAL TABLE INDEX 192:M1<',
  'search.notes: SCAN word VIRTUAL TABLE INDEX 192:M1<',
  'search.texts: SCAN word VIRTUAL TABLE INDEX 192:M1<',
  // The changes of consent of one number.
  'timeline.consents: USE TEMP B-TREE FOR ORDER BY',
  // A handful of stages; the callers that an index found, each once.
  'scorecard.moved: SCAN stages',
  'scorecard.moved: USE TEMP B-TREE FOR count(DISTINCT)',
  'scorecard.funnel: SCAN stages',
  'scorecard.funnel: SCAN missed',
  'scorecard.funnel: USE TEMP B-TREE FOR GROUP BY',
  // Planned for rows that wait for their parent, which SQLite skips while none does (OP_FkIfZero).
  'calls.add: SCAN messages',
  'calls.add: SCAN response_clocks',
  'stages.add: SCAN stage_moves USING COVERING INDEX stage_moves_at',
  'stages.add: SCAN stage_moves',
  'users.add: SCAN response_clocks',
  'users.add: SCAN assignments',
  'users.add: SCAN messages',
  'lines.add: SCAN messages USING COVERING INDEX messages_tally',
  'lines.add: SCAN response_clocks USING COVERING INDEX response_clocks_missed',
  'lines.add: SCAN consents',
  'messages.add: SCAN consents',
  'messages.add: SCAN consent_reviews',
  'messages.add: SCAN decisions',
  'messages.add: SCAN notices',
  'leads.findOrAdd: SCAN notices',
];

/** What it walks besides, since it knows that there is only a handful of them. */
const FEW: readonly string[] = [
  'hours.holidaysOf: USE TEMP B-TREE FOR ORDER BY',
  'apiTokens.all: SCAN users',
  'apiTokens.all: USE TEMP B-TREE FOR ORDER BY',
  'notices.newest: SCAN users',
  'notices.newest: USE TEMP B-TREE FOR ORDER BY',
  'notices.channels: SCAN users',
  'notices.channels: USE TEMP B-TREE FOR ORDER BY',
  'stages.order: SCAN stages',
  // For the foreign key, as above.
  'lines.add: SCAN response_clocks',
];

/** What SQLite's planner knows of a database of `npm run seed`: tables, indexes, rows and how they spread. */
const busy = z
  .array(z.tuple([z.string(), z.string().nullable(), z.string()]))
  .parse(JSON.parse(readFileSync('test/fixtures/busy-statistics.json', 'utf8')));

/** Makes the planner believe that the database is as big as that one. */
function pretendStatistics(path: string): void {
  const db = new Database(path);
  db.exec('ANALYZE; DELETE FROM sqlite_stat1');
  const insert = db.prepare('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)');
  for (const row of busy) insert.run(row);
  db.close();
}

/** As `PRAGMA optimize` leaves it after an upgrade that made an index of a big table anew: it looks at a thousand rows. */
function pretendHastyStatistics(path: string): void {
  pretendStatistics(path);
  const db = new Database(path);
  const change = db.prepare('UPDATE sqlite_stat1 SET stat = ? WHERE idx = ?');
  db.prepare("DELETE FROM sqlite_stat1 WHERE idx = 'leads_stage'").run();
  db.prepare("INSERT INTO sqlite_stat1 VALUES ('leads', 'leads_stage', '1000000 996 1 1 1 1')").run();
  change.run('1000000 996 1', 'leads_source');
  change.run('1000000 996 1', 'leads_owner');
  db.close();
}

test.each([
  ['no statistics', ALLOWED, () => {}],
  ['the statistics of a million calls', [...ALLOWED, ...FEW], pretendStatistics],
  ['the hasty statistics of an upgrade', [...ALLOWED, ...FEW], pretendHastyStatistics],
])(
  'given a database with %s, when every query is asked, then each finds its rows by an index',
  async (_name, allowed, prepare) => {
    const bench = openServiceBench();
    await bench.missCall();
    bench.store.transact('promised', (tx) =>
      tx.leads.findOrAdd({ number: '+12125550124', name: '', source: 'text' }, 1, 1),
    );
    const asked = new Set<string>();
    const db = new Database(bench.path, { verbose: (sql) => void asked.add(String(sql)) });
    onTestFinished(() => void db.close());
    const connection = drizzle(db);
    const writer = createWriter(connection, createReader(connection));
    const queries = exercise(writer);

    const groups = Object.entries(writer).map(([group, all]) => [group, Object.keys(all).sort()]);
    const exercised = Object.entries(queries).map(([group, all]) => [group, Object.keys(all).sort()]);
    expect(exercised).toEqual(groups);

    const plans: string[] = [];
    prepare(bench.path);
    const explain = new Database(bench.path, { readonly: true });
    for (const [group, all] of Object.entries(queries)) {
      for (const [name, ask] of Object.entries<() => unknown>(all)) {
        asked.clear();
        ask();
        expect(asked.size, `${group}.${name} asks the database`).toBeGreaterThan(0);
        for (const sql of asked) {
          for (const row of explain.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()) {
            const detail =
              typeof row === 'object' && row !== null && 'detail' in row ? String(row.detail) : '';
            const step = `${group}.${name}: ${detail}`;
            if (/^SCAN|TEMP B-TREE/.test(detail) && !allowed.includes(step)) plans.push(step);
          }
        }
      }
    }
    explain.close();
    expect(plans).toEqual([]);
  },
);
