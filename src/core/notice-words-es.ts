import type { AlertKind } from './alert-kind.ts';
import type { Outcome } from './call.ts';
import { formatDuration } from './duration.ts';
import { LINK_WHYS } from './link-whys-es.ts';
import { DETAILS } from './notice-details-es.ts';
import type { NoticeWords } from './notice-words.ts';
import { sayIn } from './say-in.ts';
import type { Suppression } from './text-back-question.ts';

const say = sayIn(DETAILS, LINK_WHYS, { 'under 1 s': 'menos de 1 s' });

/** Details whose numbers are counts; in others they may name a lead. */
const COUNTED: ReadonlySet<AlertKind> = new Set(['low-balance', 'cap-reached']);

const MISSED: Readonly<Record<Outcome, string>> = {
  answered: 'contestada',
  'no-answer': 'sin respuesta',
  busy: 'ocupado',
  abandoned: 'colgaron',
  unreachable: 'sin teléfonos disponibles',
  voicemail: 'al correo de voz',
  blocked: 'bloqueada',
};

const NOT_TEXTED: Readonly<Record<Suppression, string>> = {
  'test-call': 'llamada de prueba',
  disabled: 'respuesta desactivada',
  answered: 'llamada contestada',
  'outcome-unknown': 'no se sabe si contestaron',
  blocked: 'en la lista de bloqueo',
  tagged: 'su etiqueta no lo permite',
  'rang-too-briefly': 'timbre demasiado breve',
  'withheld-number': 'llamada sin identificar',
  'own-number': 'es de la propia empresa',
  'not-textable': 'ese teléfono no recibe mensajes',
  'opted-out': 'no quiere mensajes',
  'consent-under-review': 'falta decidir si quiere mensajes',
  'country-not-allowed': 'llamada internacional no permitida',
  'too-old': 'demasiado tarde',
  'in-conversation': 'alguien ya le escribe',
  'cool-down': 'ya tiene uno reciente',
  resolved: 'ya hubo contacto',
  'cap-reached': 'en espera por un tope',
  'quiet-hours': 'es de noche en su zona',
  'no-credit': 'no quedan créditos',
};

/**
 * The Spanish of the United States; people are addressed as usted. Texts carry it too: no á, í, ó, ú, which GSM 7 bit
 * has not (3GPP TS 23.038 §6.2.1). é, ñ, ü, ¡ and ¿ it has.
 * @param locale BCP 47: how numbers are written
 */
export function noticeWordsEs(locale: string): NoticeWords {
  const numbers = new Intl.NumberFormat(locale);
  const counted = (text: string) => text.replaceAll(/\d{4,}/g, (digits) => numbers.format(Number(digits)));
  return {
    missed: (who) => `Llamada perdida: ${who}`,
    missedHow(lineName, outcome, waitedMs, suppressed) {
      const how = outcome === null ? 'tal vez sin respuesta' : MISSED[outcome];
      const answer = suppressed === null ? 'Mensaje enviado.' : `Sin mensaje: ${NOT_TEXTED[suppressed]}.`;
      return `Llamada a ${lineName}, ${how} tras ${say(formatDuration(waitedMs))}. ${answer}`;
    },
    wrote: (who, lineName) => `Mensaje de ${who} para ${lineName}`,
    test: {
      title: 'Aviso de prueba de textback',
      body: 'Si puede leer esto, los avisos le llegan por este medio.',
    },
    titles: {
      'low-balance': 'Quedan pocos créditos',
      'consent-review': 'Parece que alguien ya no quiere mensajes',
      'auto-reply-loop': 'Un robot contesta nuestros mensajes',
      'cap-reached': 'Un tope detiene mensajes',
      'reply-rate': 'Los clientes dejaron de contestar',
      'response-late': 'Nadie ha devuelto la llamada',
      'gateway-down': 'No se pueden enviar mensajes',
      'pbx-down': 'La central de teléfonos no responde',
      'webhook-failing': 'Un programa no recibe los eventos',
      'passkey-copied': 'Tal vez alguien tiene una copia de una llave de acceso',
    },
    detail: (kind, english) => (COUNTED.has(kind) ? counted(say(english)) : say(english)),
  };
}
