import type { Store } from '../store/open-store.ts';
import type { OutboundCallRow } from '../store/queries/outbound-calls.ts';
import type { Rejection } from './rejection.ts';

export type OutboundView = Omit<OutboundCallRow, 'linkedId'>;

/** Calls that the business made, newest first: at most `limit`, those with an id under `before`. */
export function listOutbound(store: Store, limit: number, before?: number): readonly OutboundView[] {
  return store.read((reader) => reader.outboundCalls.newest(limit, before)).map(outboundView);
}

export function showOutbound(
  store: Store,
  id: number,
): { readonly kind: 'outbound'; readonly call: OutboundView } | Rejection {
  const row = store.read((reader) => reader.outboundCalls.byId(id));
  if (row !== undefined) return { kind: 'outbound', call: outboundView(row) };
  return {
    kind: 'not-found',
    problem: `There is no outbound call ${id}.`,
    remedy: 'See the newest with `textback call outbound list`.',
  };
}

export function outboundView({ linkedId: _linkedId, ...shown }: OutboundCallRow): OutboundView {
  return shown;
}
