import { z } from 'zod';
import { callJson, callSummaryJson, messageJson } from '../../../services/as-json.ts';
import { listCalls, showCall } from '../../../services/show-call.ts';
import { showMessage } from '../../../services/show-message.ts';
import { operation } from '../operation.ts';
import { cursorTo, idPlace, limit, pageOf } from '../page.ts';
import { next } from '../shapes/basics.ts';
import { Call, CallSummary } from '../shapes/calls.ts';
import { CustomerMessage } from '../shapes/messages.ts';
import { id } from './params.ts';

export const CALL_OPERATIONS = [
  operation({
    method: 'GET',
    path: '/api/v1/calls',
    id: 'listCalls',
    summary: 'Calls that came in, newest first',
    query: z.strictObject({ limit, cursor: cursorTo(idPlace) }),
    answer: z.object({ calls: z.array(CallSummary), next }),
    perform({ store, query }) {
      const { page, next } = pageOf(
        listCalls(store, query.limit + 1, query.cursor),
        query.limit,
        (last) => last.id,
      );
      return { calls: page.map(callSummaryJson), next };
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/calls/{call}',
    id: 'showCall',
    summary: 'A call: who rang for how long, how it ended, whether its caller was texted and why',
    params: z.object({ call: id }),
    answer: z.object({ call: Call }),
    perform({ store, params }) {
      const shown = showCall(store, Number(params.call));
      return shown.kind === 'call' ? { call: callJson(shown.call) } : shown;
    },
  }),
  operation({
    method: 'GET',
    path: '/api/v1/messages/{message}',
    id: 'showMessage',
    summary: 'A text with a customer, and what has become of it',
    params: z.object({ message: id }),
    answer: z.object({ message: CustomerMessage }),
    perform({ store, params }) {
      const shown = showMessage(store, Number(params.message));
      if (shown.kind !== 'message') return shown;
      const { direction, leadId } = shown.message;
      return { message: { ...messageJson(shown.message), direction, leadId } };
    },
  }),
];
