import type { Operation } from './operation.ts';
import { BUSINESS_OPERATIONS } from './operations/business.ts';
import { CALL_OPERATIONS } from './operations/calls.ts';
import { CONVERSATION_OPERATIONS } from './operations/conversations.ts';
import { LEAD_CHANGE_OPERATIONS } from './operations/lead-changes.ts';
import { LEAD_OPERATIONS } from './operations/leads.ts';
import { WEBHOOK_OPERATIONS } from './operations/webhooks.ts';

/** All that the API does; the first that fits an address answers it. */
export const OPERATIONS: readonly Operation[] = [
  ...CALL_OPERATIONS,
  ...LEAD_OPERATIONS,
  ...LEAD_CHANGE_OPERATIONS,
  ...CONVERSATION_OPERATIONS,
  ...BUSINESS_OPERATIONS,
  ...WEBHOOK_OPERATIONS,
];
