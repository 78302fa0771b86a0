import { Consent, ConsentChange, CreditEntry, Credits, Me, Problem, Report } from './business.ts';
import { Call, CallSummary, Decision, Leg } from './calls.ts';
import { EVENT_SHAPES, Event, OutboundCall } from './events.ts';
import { Block, ChangedLead, Conversation, FoundLead, Lead, LeadSummary, TimelineEntry } from './leads.ts';
import { Line } from './lines.ts';
import { CustomerMessage, Message } from './messages.ts';
import { Delivery, Webhook } from './webhooks.ts';

/** The shapes that the document gives a name. */
export const NAMED_SHAPES = {
  ...{ Block, Call, CallSummary, ChangedLead, Consent, ConsentChange, Conversation, CreditEntry, Credits },
  ...{ CustomerMessage, Decision, FoundLead, Lead, LeadSummary, Leg, Line, Me, Message, Problem, Report },
  ...{ TimelineEntry, Event, OutboundCall, Delivery, Webhook },
  ...EVENT_SHAPES,
};
