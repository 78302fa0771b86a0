import { get } from 'node:http';

/** An open /events, as a browser holds one. */
export interface OpenEvents {
  readonly status: number;
  /** How often it was told that something changed. */
  readonly changes: () => number;
  readonly ended: Promise<void>;
  close(): void;
}

export function openEvents(url: string, cookie: string): Promise<OpenEvents> {
  return new Promise((resolve, reject) => {
    const request = get(`${url}/events`, { headers: { Cookie: cookie }, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      const ended = new Promise<void>((over) => response.on('close', over));
      response.on('error', () => {});
      resolve({
        status: response.statusCode ?? 0,
        changes: () => text.split('event: changed\n').length - 1,
        ended,
        close: () => request.destroy(),
      });
    });
    request.on('error', reject);
  });
}
