import type { Sentences } from './say-in.ts';

/**
 * What alert-detail.ts says, for people who read Spanish. Texts carry it too: no á, í, ó, ú and no backtick, which GSM
 * 7 bit has not (3GPP TS 23.038 §6.2.1), and for which a segment would hold 67 characters in place of 153.
 */
export const DETAILS: Sentences = {
  '{} credits are left, fewer than {}: top up with `textback credits topup 100`':
    'Créditos restantes: {} (menos de {}). Para recargar: "textback credits topup 100"',
  'lead {} seems to ask for no more texts: decide with `textback consent review`; missed calls are not answered with texts until then':
    'El cliente {} parece no querer recibir mensajes. Decida con "textback consent review"; mientras tanto, sus llamadas perdidas no reciben mensaje',
  'lead {} got {} automatic answers within an hour and gets no more for now: perhaps a machine answers us':
    'El cliente {} ha recibido {} respuestas del sistema en una hora y por ahora no recibe otra: tal vez nos contesta un robot',
  "{} {}: the cap {} is reached, and missed callers' texts are held. See them with `textback caps list`; send or drop them with `textback caps release`":
    '{} {}: se ha llegado al tope {}, y los mensajes por llamadas perdidas quedan en espera. Véalos con "textback caps list"; para enviarlos o descartarlos: "textback caps release"',
  'texts to one number in 24 h': 'mensajes al mismo cliente en 24 h',
  'texts in 24 h to numbers that share all but the last four digits':
    'mensajes en 24 h a clientes de la misma zona',
  'texts in a minute': 'mensajes en un minuto',
  'texts in 24 h': 'mensajes en 24 h',
  'None of the latest 40 missed callers who were texted has replied, where every tenth did before: the calls may be forged, or carriers may filter your texts. Look at the callers with `textback call list`':
    'De 40 personas que recibieron mensaje por una llamada perdida, ninguna ha contestado; antes contestaba una de cada diez. Tal vez las llamadas son falsas o las operadoras filtran los mensajes. Revise las llamadas con "textback call list"',
  "Lead {} has waited {} for somebody to call back ({}). It is nobody's now. See it with `textback lead show {}`":
    'El cliente {} espera desde hace {} que le devuelvan la llamada ({}). Por ahora no le toca a nadie. Véalo con "textback lead show {}"',
  "Lead {} has waited {} for somebody to call back ({}). It is {}'s now. See it with `textback lead show {}`":
    'El cliente {} espera desde hace {} que le devuelvan la llamada ({}). Ahora le toca a {}. Véalo con "textback lead show {}"',
  "Lead {} has waited {} for somebody to call back ({}). It is {}'s now, it was {}'s. See it with `textback lead show {}`":
    'El cliente {} espera desde hace {} que le devuelvan la llamada ({}). Ahora le toca a {}; antes, a {}. Véalo con "textback lead show {}"',
  'the gateway {} is down: {}; texts wait, or go out through the next gateway':
    'El proveedor {} no funciona: {}. Los mensajes esperan, o salen por el siguiente',
  'textback has lost Asterisk ({}): {}; calls ring on through the dialplan, and are caught up with later':
    'textback no tiene contacto con Asterisk ({}): {}. Los teléfonos siguen sonando, y las llamadas se registran después',
  'the webhook "{}" takes no events: {}; they wait':
    'El webhook "{}" no recibe eventos: {}. Los eventos esperan',
  'the webhook "{}" was switched off: {}; textback webhook set "{}" --enable goes on':
    'El webhook "{}" fue desactivado: {}. Para seguir: textback webhook set "{}" --enable',
  'passkey {} of {} was refused: it says it was used less often than before, so somebody may have a copy. Take it away with `textback user passkey remove "{}" {}`, and have a new one added':
    'La llave {} de {} fue rechazada: indica menos usos que antes, y tal vez alguien tiene una copia. Para quitarla: textback user passkey remove "{}" {}. Luego agregue otra',
};
