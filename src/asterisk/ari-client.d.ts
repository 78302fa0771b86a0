/** The part of ari-client 2.2.0 that we use; it ships no typings of its own. */
declare module 'ari-client' {
  import type WebSocket from 'ws';

  type Value = string | number | Readonly<Record<string, string>>;
  type Operation = (parameters: Readonly<Record<string, Value>>) => Promise<unknown>;

  export interface Client {
    /** The live WebSocket: set synchronously by `start`. */
    readonly _ws: WebSocket;
    readonly channels: {
      readonly list: Operation;
      readonly originate: Operation;
      readonly answer: Operation;
      readonly ring: Operation;
      readonly hangup: Operation;
      readonly play: Operation;
      readonly continueInDialplan: Operation;
    };
    readonly bridges: {
      readonly create: Operation;
      readonly addChannel: Operation;
      readonly destroy: Operation;
    };
    readonly playbacks: { readonly stop: Operation };
    readonly applications: { readonly get: Operation };
    start(app: string): Promise<void>;
    ping(): void;
  }

  const ari: { connect(baseUrl: string, user: string, password: string): Promise<Client> };
  export default ari;
}
