import { type AriHttp, type AriOptions, AriRequestError, type HttpAnswer } from './ari-http.ts';
import { isRecord, parseJson } from './json.ts';

/**
 * Asks Asterisk who it is, before ari-client is let near it. `null` when all is well; else what is wrong and what to
 * do. `info` rather than `ping`: it exists in every supported version and tells Asterisk from any other JSON server.
 */
export async function probeAri(http: AriHttp, options: AriOptions): Promise<string | null> {
  try {
    return judge(await http.request('GET', '/ari/asterisk/info?only=system'), options);
  } catch (error) {
    return explainLost(error, options.url);
  }
}

function judge(answer: HttpAnswer, { url, user }: AriOptions): string | null {
  const body = parseJson(answer.body);
  if (answer.status === 401 || answer.status === 403) {
    return `ARI refused user '${user}' at ${url}: check ari_user and ari_password_file, and that the user is in ari.conf`;
  }
  if (answer.status === 404) {
    return `${url} answers, but has no ARI: check that ari.conf has enabled = yes, that res_ari is loaded, and ari_url`;
  }
  if (answer.status === 503) return `Asterisk at ${url} is still starting, or out of HTTP sessions (503)`;
  if (!isRecord(body)) return `${url} is not Asterisk's ARI: it does not answer in JSON. Check ari_url`;
  if (answer.status >= 400) return `ARI at ${url} answered ${answer.status}: see Asterisk's own log`;
  return isRecord(body['system']) ? null : `${url} is not Asterisk's ARI: check ari_url`;
}

/** Words for a request that got no answer; `url` holds no credentials. */
export function explainLost(error: unknown, url: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('ECONNREFUSED')) {
    return `nothing listens at ${url}: is Asterisk running, and http.conf enabled, with that bindaddr and bindport?`;
  }
  if (message.includes('ENOTFOUND') || message.includes('EAI_AGAIN')) {
    return `the host of ${url} is not known: check ari_url`;
  }
  if (error instanceof AriRequestError && message.startsWith('no answer')) {
    return `${url} takes the connection but gives ${message}: Asterisk hangs, or it is another service`;
  }
  return `no usable answer from ${url} (${message.slice(0, 200)}): check ari_url and that Asterisk is well`;
}
