import type {
  SmppBehaviour,
  SmppInbound,
  SmppReceiptOrder,
  SmppServerEvent,
} from '../../../src/demo/smpp-behaviour.ts';

/** The one argument of the process, as JSON. */
export interface SmppProcessOptions {
  readonly port?: number;
  readonly systemId?: string;
  readonly password?: string;
  readonly behaviour?: Partial<SmppBehaviour>;
  /** Reports neither submits nor answers: a line for each would be measured too. */
  readonly quiet?: boolean;
}

/** One JSON line on its standard input. Each is answered by a `done` with the same `seq`. */
export type SmppOrder = { readonly seq: number } & (
  | { readonly do: 'behave'; readonly change: Partial<SmppBehaviour> }
  | { readonly do: 'inbound'; readonly inbound: SmppInbound }
  | { readonly do: 'receipt'; readonly receipt: SmppReceiptOrder }
  | { readonly do: 'unbind' }
  | { readonly do: 'drop' }
);

/** One JSON line on its standard output; `{"port":…}` is the first. */
export type SmppReport =
  | { readonly port: number }
  | SmppServerEvent
  | { readonly event: 'done'; readonly seq: number; readonly status: number | null; readonly error?: string };
