/** The part of asterisk-manager 0.2.0 that we use; it ships no typings of its own. */
declare module 'asterisk-manager' {
  interface Manager {
    connect(port: number, host: string, callback: () => void): void;
    login(callback: (refusal: unknown) => void): void;
    action(action: Record<string, unknown>): string;
    disconnect(): void;
    emit(event: string, ...values: unknown[]): boolean;
    on(event: string, listener: (value: unknown) => void): void;
    removeAllListeners(event: string): void;
  }

  /** Without a port it does not connect by itself. */
  function createManager(port: null, host: string, user: string, password: string, events: boolean): Manager;
  export default createManager;
}
