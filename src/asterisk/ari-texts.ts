import type { SipText, SipTextResult } from '../core/sip-text.ts';
import { type AriHttp, AriRequestError, type HttpAnswer } from './ari-http.ts';
import { isRecord, parseJson } from './json.ts';

export interface TextSender {
  /** Hands a text to Asterisk as SIP MESSAGE. Never rejects; answers within the adapter's deadline. */
  sendText(text: SipText): Promise<SipTextResult>;
}

/**
 * `PUT /endpoints/sendMessage`. Not through ari-client, whose operation of that name drops the body, or puts it and the
 * customer's number into the URL. `pjsip:PJSIP/NUMBER@endpoint` puts NUMBER into request URI and To, which a bare
 * `pjsip:endpoint` loses. 202 means that Asterisk has it, and is the last that it ever says.
 */
export async function sendText(http: AriHttp, text: SipText): Promise<SipTextResult> {
  const { endpoint, to, from, fromDomain, body, id } = text;
  try {
    const json = JSON.stringify({
      to: `pjsip:PJSIP/${to}@${endpoint}`,
      from: fromDomain === undefined ? from : `<sip:${from}@${fromDomain}>`,
      body,
      variables: { 'X-Textback-Id': id },
    });
    const answer = await http.request('PUT', '/ari/endpoints/sendMessage', { json, isRepeatable: false });
    return resultOf(answer, endpoint);
  } catch (error) {
    const why = error instanceof AriRequestError ? error.message : String(error);
    // Nobody listened: it cannot have got there.
    return { kind: /ECONNREFUSED/.test(why) ? 'not-sent' : 'lost', why: `Asterisk (ARI): ${why}` };
  }
}

/** 404 also stands for an endpoint without an address to send to. */
function resultOf({ status, body }: HttpAnswer, endpoint: string): SipTextResult {
  if (status >= 200 && status < 300) return { kind: 'handed-over' };
  if (status === 404) {
    return {
      kind: 'not-sent',
      why: `Asterisk has no PJSIP endpoint '${endpoint}' with an address to send to: check endpoint in textback.toml against pjsip.conf`,
    };
  }
  const json = parseJson(body);
  const words = isRecord(json) && typeof json['message'] === 'string' ? json['message'].slice(0, 200) : '';
  const why = `Asterisk answered HTTP ${status} ${words}`.trim();
  // 401 and 403 are about us, not about the text.
  const isFinal = status === 400 || status === 413 || status === 422;
  return { kind: isFinal ? 'refused' : 'not-sent', why };
}
