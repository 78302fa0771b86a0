import { describe, expect, test } from 'vitest';
import { alertDetails } from '../../../src/core/alert-detail.ts';
import { ALERT_KINDS, type AlertKind } from '../../../src/core/alert-kind.ts';
import { OUTCOMES } from '../../../src/core/call.ts';
import { isGsm7 } from '../../../src/core/gsm7.ts';
import { LINK_WHYS } from '../../../src/core/link-whys-es.ts';
import { noticeText, wordNotice } from '../../../src/core/notice.ts';
import { DETAILS } from '../../../src/core/notice-details-es.ts';
import { segmentText } from '../../../src/core/segments.ts';
import { SUPPRESSIONS } from '../../../src/core/text-back-question.ts';

const lead = { id: 12, name: 'Pat Smith', number: '(212) 555-0123' };
const miss = {
  kind: 'missed-call',
  lead,
  lineName: 'Acme HVAC',
  outcome: 'no-answer',
  waitedMs: 25_000,
  suppressed: null,
} as const;
const late = { leadId: 12, waitedMs: 300_000, lineName: 'Acme HVAC', owner: 'Maria', formerOwner: null };

/** Each kind of alert: as it is kept, and as somebody reads it in Spanish. */
const ALERTS: readonly (readonly [AlertKind, string, string, string])[] = [
  [
    'low-balance',
    alertDetails.lowBalance(9, 10),
    '9 credits are left, fewer than 10: top up with `textback credits topup 100`',
    'Quedan pocos créditos. Créditos restantes: 9 (menos de 10). Para recargar: "textback credits topup 100"',
  ],
  [
    'low-balance',
    alertDetails.lowBalance(1_999, 2_000),
    '1999 credits are left, fewer than 2000: top up with `textback credits topup 100`',
    'Quedan pocos créditos. Créditos restantes: 1,999 (menos de 2,000). Para recargar: "textback credits topup 100"',
  ],
  [
    'consent-review',
    alertDetails.consentReview(12345),
    'lead 12345 seems to ask for no more texts: decide with `textback consent review`; missed calls are not answered with texts until then',
    'Parece que alguien ya no quiere mensajes. El cliente 12345 parece no querer recibir mensajes. Decida con "textback consent review"; mientras tanto, sus llamadas perdidas no reciben mensaje',
  ],
  [
    'auto-reply-loop',
    alertDetails.autoReplyLoop(12, 4),
    'lead 12 got 4 automatic answers within an hour and gets no more for now: perhaps a machine answers us',
    'Un robot contesta nuestros mensajes. El cliente 12 ha recibido 4 respuestas del sistema en una hora y por ahora no recibe otra: tal vez nos contesta un robot',
  ],
  [
    'cap-reached',
    alertDetails.capReached('per-number', 3),
    "3 texts to one number in 24 h: the cap per-number is reached, and missed callers' texts are held. See them with `textback caps list`; send or drop them with `textback caps release`",
    'Un tope detiene mensajes. 3 mensajes al mismo cliente en 24 h: se ha llegado al tope per-number, y los mensajes por llamadas perdidas quedan en espera. Véalos con "textback caps list"; para enviarlos o descartarlos: "textback caps release"',
  ],
  [
    'cap-reached',
    alertDetails.capReached('per-day', 20_000),
    "20000 texts in 24 h: the cap per-day is reached, and missed callers' texts are held. See them with `textback caps list`; send or drop them with `textback caps release`",
    'Un tope detiene mensajes. 20,000 mensajes en 24 h: se ha llegado al tope per-day, y los mensajes por llamadas perdidas quedan en espera. Véalos con "textback caps list"; para enviarlos o descartarlos: "textback caps release"',
  ],
  [
    'cap-reached',
    alertDetails.capReached('per-minute', 20),
    "20 texts in a minute: the cap per-minute is reached, and missed callers' texts are held. See them with `textback caps list`; send or drop them with `textback caps release`",
    'Un tope detiene mensajes. 20 mensajes en un minuto: se ha llegado al tope per-minute, y los mensajes por llamadas perdidas quedan en espera. Véalos con "textback caps list"; para enviarlos o descartarlos: "textback caps release"',
  ],
  [
    'cap-reached',
    alertDetails.capReached('per-prefix', 40),
    "40 texts in 24 h to numbers that share all but the last four digits: the cap per-prefix is reached, and missed callers' texts are held. See them with `textback caps list`; send or drop them with `textback caps release`",
    'Un tope detiene mensajes. 40 mensajes en 24 h a clientes de la misma zona: se ha llegado al tope per-prefix, y los mensajes por llamadas perdidas quedan en espera. Véalos con "textback caps list"; para enviarlos o descartarlos: "textback caps release"',
  ],
  [
    'reply-rate',
    alertDetails.replyRate(),
    'None of the latest 40 missed callers who were texted has replied, where every tenth did before: the calls may be forged, or carriers may filter your texts. Look at the callers with `textback call list`',
    'Los clientes dejaron de contestar. De 40 personas que recibieron mensaje por una llamada perdida, ninguna ha contestado; antes contestaba una de cada diez. Tal vez las llamadas son falsas o las operadoras filtran los mensajes. Revise las llamadas con "textback call list"',
  ],
  [
    'response-late',
    alertDetails.responseLate(late),
    "Lead 12 has waited 5 min for somebody to call back (Acme HVAC). It is Maria's now. See it with `textback lead show 12`",
    'Nadie ha devuelto la llamada. El cliente 12 espera desde hace 5 min que le devuelvan la llamada (Acme HVAC). Ahora le toca a Maria. Véalo con "textback lead show 12"',
  ],
  [
    'response-late',
    alertDetails.responseLate({ ...late, owner: null }),
    "Lead 12 has waited 5 min for somebody to call back (Acme HVAC). It is nobody's now. See it with `textback lead show 12`",
    'Nadie ha devuelto la llamada. El cliente 12 espera desde hace 5 min que le devuelvan la llamada (Acme HVAC). Por ahora no le toca a nadie. Véalo con "textback lead show 12"',
  ],
  [
    'response-late',
    alertDetails.responseLate({ ...late, lineName: 'Acme, Inc. West', formerOwner: 'Joe' }),
    "Lead 12 has waited 5 min for somebody to call back (Acme, Inc. West). It is Maria's now, it was Joe's. See it with `textback lead show 12`",
    'Nadie ha devuelto la llamada. El cliente 12 espera desde hace 5 min que le devuelvan la llamada (Acme, Inc. West). Ahora le toca a Maria; antes, a Joe. Véalo con "textback lead show 12"',
  ],
  [
    'gateway-down',
    alertDetails.gatewayDown(
      'carrier',
      'lost the link to 10.0.0.1:2775: the other side ended the session (unbind)',
    ),
    'the gateway carrier is down: lost the link to 10.0.0.1:2775: the other side ended the session (unbind); texts wait, or go out through the next gateway',
    'No se pueden enviar mensajes. El proveedor carrier no funciona: sin enlace con 10.0.0.1:2775: el otro lado ha cerrado el enlace (unbind). Los mensajes esperan, o salen por el siguiente',
  ],
  [
    'gateway-down',
    alertDetails.gatewayDown(
      'carrier',
      'cannot use 10.0.0.1:2775: the carrier refused the bind: ESME_RINVPASWD: wrong password; check system_id and password_file, and that the account may bind as a transceiver',
    ),
    'the gateway carrier is down: cannot use 10.0.0.1:2775: the carrier refused the bind: ESME_RINVPASWD: wrong password; check system_id and password_file, and that the account may bind as a transceiver; texts wait, or go out through the next gateway',
    'No se pueden enviar mensajes. El proveedor carrier no funciona: no se puede usar 10.0.0.1:2775: la operadora ha rechazado el bind: ESME_RINVPASWD: la contraseña no es correcta; revise system_id y password_file, y que se permita el bind como transceiver. Los mensajes esperan, o salen por el siguiente',
  ],
  [
    'gateway-down',
    alertDetails.gatewayDown(
      'carrier',
      'cannot use 10.0.0.1:2775: connection refused: nothing listens there',
    ),
    'the gateway carrier is down: cannot use 10.0.0.1:2775: connection refused: nothing listens there; texts wait, or go out through the next gateway',
    'No se pueden enviar mensajes. El proveedor carrier no funciona: no se puede usar 10.0.0.1:2775: nadie responde en ese puerto. Los mensajes esperan, o salen por el siguiente',
  ],
  [
    'pbx-down',
    alertDetails.pbxDown(
      'AMI',
      'nothing listens at 127.0.0.1:5038: is Asterisk running, and manager.conf enabled, with that bindaddr and port?',
    ),
    'textback has lost Asterisk (AMI): nothing listens at 127.0.0.1:5038: is Asterisk running, and manager.conf enabled, with that bindaddr and port?; calls ring on through the dialplan, and are caught up with later',
    'La central de teléfonos no responde. textback no tiene contacto con Asterisk (AMI): nada responde en 127.0.0.1:5038: revise que Asterisk funcione, y en manager.conf: enabled, bindaddr y port. Los teléfonos siguen sonando, y las llamadas se registran después',
  ],
  [
    'webhook-failing',
    alertDetails.webhookWaits('crm', 'HTTP 302: redirects are not followed'),
    'the webhook "crm" takes no events: HTTP 302: redirects are not followed; they wait',
    'Un programa no recibe los eventos. El webhook "crm" no recibe eventos: HTTP 302: no se siguen redirecciones. Los eventos esperan',
  ],
  [
    'webhook-failing',
    alertDetails.webhookOff('crm', 'HTTP 410'),
    'the webhook "crm" was switched off: HTTP 410; textback webhook set "crm" --enable goes on',
    'Un programa no recibe los eventos. El webhook "crm" fue desactivado: HTTP 410. Para seguir: textback webhook set "crm" --enable',
  ],
  [
    'passkey-copied',
    alertDetails.passkeyCopied('Pat Smith', 3),
    'passkey 3 of Pat Smith was refused: it says it was used less often than before, so somebody may have a copy. Take it away with `textback user passkey remove "Pat Smith" 3`, and have a new one added',
    'Tal vez alguien tiene una copia de una llave de acceso. La llave 3 de Pat Smith fue rechazada: indica menos usos que antes, y tal vez alguien tiene una copia. Para quitarla: textback user passkey remove "Pat Smith" 3. Luego agregue otra',
  ],
];

const fitsTwoSegments = (text: string) => {
  const { encoding, segments } = segmentText(text);
  return encoding === 'gsm7' && segments.length <= 2 && !text.endsWith('...');
};

describe('alerts, in English as they are kept and in Spanish as they are read', () => {
  test.each(ALERTS)('given %s, then it is kept and read in its words', (kind, detail, english, spanish) => {
    expect(detail).toBe(english);
    expect(wordNotice({ kind, detail }, 'en-US').body).toBe(english);
    expect(noticeText(wordNotice({ kind, detail }, 'es-US'))).toBe(spanish);
  });

  test('given every kind of alert, then the table has it', () => {
    expect(new Set(ALERTS.map(([kind]) => kind))).toEqual(new Set(ALERT_KINDS));
  });

  test.each(ALERTS)(
    'given %s as a text in Spanish, then it is whole, in two segments of GSM 7 bit',
    (kind, detail) => {
      expect(noticeText(wordNotice({ kind, detail }, 'es-US'))).toSatisfy(fitsTwoSegments);
    },
  );

  test('given an alert whose words nobody has put into Spanish, then it is told as it is', () => {
    const notice = wordNotice({ kind: 'gateway-down', detail: 'ESME_RSYSERR' }, 'es-US');
    expect(notice).toEqual({ title: 'No se pueden enviar mensajes', body: 'ESME_RSYSERR', isUrgent: true });
  });

  test('given a place of its own, then numbers are written as there', () => {
    const happening = { kind: 'low-balance', detail: alertDetails.lowBalance(12_345, 20_000) } as const;
    expect(wordNotice(happening, 'es-ES').body).toContain('12.345 (menos de 20.000)');
  });

  test.each(Object.entries({ ...DETAILS, ...LINK_WHYS }))(
    'given %s, then its Spanish is GSM 7 bit, and has a place for all that stands in it',
    (english, spanish) => {
      expect(spanish).toSatisfy(isGsm7);
      expect(spanish.split('{}')).toHaveLength(english.split('{}').length);
    },
  );
});

describe('customers, in Spanish', () => {
  test('given a missed call, then it says who, from where, what happened, and what the caller was told', () => {
    expect(wordNotice(miss, 'es-US')).toEqual({
      title: 'Llamada perdida: Pat Smith (212) 555-0123',
      body: 'Llamada a Acme HVAC, sin respuesta tras 25 s. Mensaje enviado. #12',
      isUrgent: false,
    });
  });

  test('given a caller who gave up at once, and a call of which nobody knows how it ended, then it says so', () => {
    const gaveUp = wordNotice({ ...miss, outcome: 'abandoned', waitedMs: 200 }, 'es-MX');
    expect(gaveUp.body).toBe('Llamada a Acme HVAC, colgaron tras menos de 1 s. Mensaje enviado. #12');
    const unknown = wordNotice({ ...miss, outcome: null, suppressed: 'cool-down' }, 'es-US');
    expect(unknown.body).toBe(
      'Llamada a Acme HVAC, tal vez sin respuesta tras 25 s. Sin mensaje: ya tiene uno reciente. #12',
    );
  });

  test('given a reply, then what the customer wrote stands as they wrote it', () => {
    const reply = { kind: 'reply', lead, lineName: 'Acme HVAC', words: 'Texted. Nobody?' } as const;
    expect(wordNotice(reply, 'es-US')).toEqual({
      title: 'Mensaje de Pat Smith (212) 555-0123 para Acme HVAC',
      body: 'Texted. Nobody? #12',
      isUrgent: false,
    });
  });

  test('given a test, then it is worded too', () => {
    expect(noticeText(wordNotice({ kind: 'test' }, 'es-US'))).toBe(
      'Aviso de prueba de textback. Si puede leer esto, los avisos le llegan por este medio.',
    );
  });

  test.each(OUTCOMES.flatMap((outcome) => SUPPRESSIONS.map((suppressed) => [outcome, suppressed] as const)))(
    'given a call that ended as %s, not texted because of %s, then a text of it is one or two segments of GSM 7 bit',
    (outcome, suppressed) => {
      const text = noticeText(wordNotice({ ...miss, outcome, suppressed }, 'es-US'));
      expect(text).toSatisfy(fitsTwoSegments);
      expect(text).not.toContain(suppressed);
    },
  );

  test('given a name that GSM 7 bit cannot write, then the text is counted as UCS-2, and only because of it', () => {
    const named = { ...miss, lead: { ...lead, name: 'María' } };
    const { encoding, forcedUcs2By } = segmentText(noticeText(wordNotice(named, 'es-US')));
    expect([encoding, forcedUcs2By]).toEqual(['ucs2', ['í']]);
  });
});
