import type { Sentences } from '../../../core/say-in.ts';

/** What is told of a call: its phones, how long, and why its caller was texted or not. */
export const CALLS: Sentences = {
  'under 1 s': 'menos de 1 s',
  'not known': 'no se sabe',
  // Phones, as core/explain-leg.ts tells of them.
  'being dialled': 'marcando',
  ringing: 'sonando',
  'asked to press 1': 'se le pide oprimir 1',
  'still talking': 'todavía hablan',
  'it was not heard how it ended': 'no se supo cómo terminó',
  'no answer': 'nadie contestó',
  'rang {}': 'sonó {}',
  busy: 'ocupado',
  declined: 'rechazada',
  'declined (pressed another key than 1)': 'rechazada (oprimió otra tecla en vez de 1)',
  'answered after {}': 'contestó a los {}',
  answered: 'contestó',
  'pressed 1': 'oprimió 1',
  'pressed 1 after {}': 'oprimió 1 a los {}',
  'talked {}': 'hablaron {}',
  'wrong number (the carrier does not know it)': 'número equivocado (la operadora no lo conoce)',
  'could not be reached ({})': 'no se pudo comunicar ({})',
  'but nobody pressed 1 (a voicemail?)': 'pero nadie oprimió 1 (¿un buzón de voz?)',
  'caller gave up': 'quien llamaba colgó',
  'caller gave up after {}': 'quien llamaba colgó a los {}',
  'but caller gave up': 'pero quien llamaba colgó',
  'but caller gave up after {}': 'pero quien llamaba colgó a los {}',
  'another phone answered': 'contestó otro teléfono',
  'but another phone took the call': 'pero otro teléfono tomó la llamada',
  'another phone took the call': 'otro teléfono tomó la llamada',
  'but could not be connected to the caller': 'pero no se pudo conectar con quien llamaba',
  'hung up': 'colgó',
  'the trunk refused the call; check its credentials and which caller ID it allows':
    'la troncal rechazó la llamada; revise sus credenciales y qué identificador de llamada permite',
  'no response': 'sin respuesta',
  'no response; check that the phone or trunk is registered':
    'sin respuesta; revise que el teléfono o la troncal esté registrado',
  'the phone ended it': 'el teléfono la terminó',
  "the carrier's network failed": 'falló la red de la operadora',
  'the carrier has no free line': 'la operadora no tiene línea libre',
  'the carrier knows no route to it': 'la operadora no conoce una ruta hacia él',
  'the phone is not registered': 'el teléfono no está registrado',
  'the phone is out of order': 'el teléfono no funciona',
  'nothing came back; check that the phone or trunk exists in Asterisk and is registered':
    'no hubo respuesta; revise que el teléfono o la troncal exista en Asterisk y esté registrado',
  'cause {}': 'causa {}',
  'SIP status {}': 'estado SIP {}',
  'nobody: no step of the line rings at this hour': 'nadie: ningún paso de la línea suena a esta hora',
  'nobody: the line has no phone to ring': 'nadie: la línea no tiene teléfono que suene',
  // Calls out and back, and voicemail.
  'connected after {}': 'conectada a los {}',
  'connected after {}, {}': 'conectada a los {}, {}',
  'no answer after {}': 'sin respuesta después de {}',
  'not known: it ended while Asterisk could not be heard':
    'no se sabe: terminó mientras no se podía escuchar a Asterisk',
  'after {}': 'después de {}',
  'left no voicemail': 'no dejó mensaje de voz',
  'left a voicemail': 'dejó un mensaje de voz',
  'left a voicemail of {}': 'dejó un mensaje de voz de {}',
  // What a reason was judged by, as core/text-back-rules.ts says it.
  'no-answer': 'nadie contestó',
  abandoned: 'colgó mientras sonaba',
  unreachable: 'ningún teléfono pudo sonar',
  voicemail: 'buzón de voz',
  blocked: 'bloqueada',
  off: 'desactivado',
  '{} ago': 'hace {}',
  'blocked {} ago': 'bloqueado hace {}',
  'blocked {} ago: {}': 'bloqueado hace {}: {}',
  'waited {}, minimum {}': 'esperó {}, mínimo {}',
  'one of your lines': 'una de sus líneas',
  'one of the setting internal-numbers': 'uno del ajuste internal-numbers',
  'missed {} ago, {} allowed': 'se perdió hace {}, se permiten {}',
  'a person wrote to them; for another {}': 'una persona le escribió; por otros {}',
  'got through in call {}': 'logró hablar en la llamada {}',
  'called back in outbound call {}': 'se le devolvió la llamada, con la llamada hecha {}',
  'per-number {} of {}': 'por número {} de {}',
  'per-prefix {} of {}': 'por prefijo {} de {}',
  'per-minute {} of {}': 'por minuto {} de {}',
  'per-day {} of {}': 'por día {} de {}',
  'balance {}, costs {}': 'saldo {}, cuesta {}',
  'refused by the carrier {} ago: {}': 'rechazado por la operadora hace {}: {}',
  'of no country': 'de ningún país',
  '{}, allowed: {}': '{}, permitidos: {}',
  'once in {}': 'una vez cada {}',
  'not texted yet, once in {}': 'aún no se le escribió, una vez cada {}',
  'texted {} ago, replied since': 'se le escribió hace {}, y respondió',
  'texted {} ago, once in {}': 'se le escribió hace {}, una vez cada {}',
  'quiet for another {}, which is too late': 'horas de descanso por otros {}, y será demasiado tarde',
  'quiet for another {}, waits until then': 'horas de descanso por otros {}, espera hasta entonces',
  'a landline': 'un teléfono fijo',
  'a premium-rate number': 'un número de tarifa especial',
  'a special number': 'un número especial',
  'a toll-free number': 'un número gratuito',
  'an emergency number': 'un número de emergencia',
  'a short number': 'un número corto',
  'not a phone number': 'no es un número de teléfono',
};

/** Why a caller was not texted, and what became of a text: core/explain-decision.ts, and what services keep with it. */
export const DECISIONS: Sentences = {
  'Not texted: it was a test call.': 'Sin mensaje: fue una llamada de prueba.',
  'Not texted: texting back was switched off for the line {}.':
    'Sin mensaje: la respuesta automática estaba desactivada en la línea {}.',
  'Switch it on with `textback line set {} enabled on`.': 'Actívela con `textback line set {} enabled on`.',
  'Not texted: somebody answered the call.': 'Sin mensaje: alguien contestó la llamada.',
  'Not texted: the call ended while Asterisk could not be heard, so somebody may have answered it.':
    'Sin mensaje: la llamada terminó mientras no se podía escuchar a Asterisk, así que quizás alguien la contestó.',
  'Ask who was there, or call back.': 'Pregunte quién estaba, o devuelva la llamada.',
  'Not texted: the caller is on the block list.': 'Sin mensaje: quien llamó está en la lista de bloqueados.',
  'Not texted: the caller is on the block list ({}).':
    'Sin mensaje: quien llamó está en la lista de bloqueados ({}).',
  'If they should get through again: `textback block remove {}`.':
    'Para que puedan llamar de nuevo: `textback block remove {}`.',
  'If they should get through again, see `textback block list`.':
    'Para que puedan llamar de nuevo, vea `textback block list`.',
  'Not texted: the lead has a tag that forbids it.': 'Sin mensaje: una etiqueta del cliente lo impide.',
  'Not texted: the lead has a tag that forbids it ({}).':
    'Sin mensaje: una etiqueta del cliente lo impide ({}).',
  'If that is wrong, take the tag off with `textback lead untag {} …`.':
    'Si es un error, quite la etiqueta con `textback lead untag {} …`.',
  "Not texted: the caller hung up before the line's minimum ring of {} s.":
    'Sin mensaje: quien llamó colgó antes del mínimo de la línea, que es de {} s.',
  'To text such callers too, lower it with `textback line set {} min-ring 0`.':
    'Para escribirles también, bájelo con `textback line set {} min-ring 0`.',
  'Not texted: the caller withheld the number, so there is nobody to text.':
    'Sin mensaje: quien llamó ocultó su número, así que no hay a quién escribirle.',
  'If this happens to every call, the trunk may not pass the caller ID on: ask the carrier.':
    'Si pasa con todas las llamadas, quizás la troncal no pasa el identificador: pregunte a la operadora.',
  'Not texted: {} is one of your own numbers, which are never texted.':
    'Sin mensaje: {} es uno de sus propios números, a los que nunca se escribe.',
  'Not texted: {} cannot receive texts.': 'Sin mensaje: {} no puede recibir mensajes.',
  'Not texted: {} cannot receive texts ({}).': 'Sin mensaje: {} no puede recibir mensajes ({}).',
  'Call back instead.': 'Mejor devuelva la llamada.',
  'Not texted: {} asked for no more texts.': 'Sin mensaje: {} pidió no recibir más mensajes.',
  'Only the customer can change that, by texting START. You may still call.':
    'Solo el cliente puede cambiarlo, escribiendo START. Usted todavía puede llamar.',
  'Not texted: {} seems to have asked for no more texts, and nobody has decided yet.':
    'Sin mensaje: parece que {} pidió no recibir más mensajes, y nadie lo ha decidido todavía.',
  'Read it with `textback consent review`, then `textback consent resolve {} --dismiss`, or --opt-out.':
    'Léalo con `textback consent review`, y después `textback consent resolve {} --dismiss`, o --opt-out.',
  'Not texted: {} is a number of a country that the line does not text.':
    'Sin mensaje: {} es de un país al que la línea no escribe.',
  'Not texted: {} is a number of a country that the line does not text ({}).':
    'Sin mensaje: {} es de un país al que la línea no escribe ({}).',
  'To text it too, name all countries with `textback line set {} countries US,CA`.':
    'Para escribirle también, nombre todos los países con `textback line set {} countries US,CA`.',
  "Not texted: it was too late. The line's text expiry was over before the text could be queued.":
    'Sin mensaje: era demasiado tarde. El plazo de la línea se había vencido antes de poder prepararlo.',
  'See why textback was down then; or allow later texts with `textback line set {} text-expiry 30m`.':
    'Vea por qué textback no estaba entonces, o permita mensajes más tardíos con `textback line set {} text-expiry 30m`.',
  'Not texted: somebody here is writing with {}.': 'Sin mensaje: alguien de aquí está escribiéndose con {}.',
  'Not texted: somebody here is writing with {} ({}).':
    'Sin mensaje: alguien de aquí está escribiéndose con {} ({}).',
  'Answer in person: `textback inbox`. How long that counts is set by `textback settings set pause-after-reply`.':
    'Conteste en persona. Cuánto tiempo vale eso se fija con `textback settings set pause-after-reply`.',
  'Not texted: {} was texted not long before, and has not replied.':
    'Sin mensaje: a {} se le escribió hace poco, y no ha respondido.',
  'Not texted: {} was texted not long before, and has not replied ({}).':
    'Sin mensaje: a {} se le escribió hace poco, y no ha respondido ({}).',
  'To text such callers sooner again, lower it with `textback line set {} cool-down 1h`.':
    'Para escribirles antes otra vez, bájelo con `textback line set {} cool-down 1h`.',
  'Not texted: the caller has been talked to since.': 'Sin mensaje: desde entonces ya hablaron.',
  'Not texted: the caller has been talked to since ({}).': 'Sin mensaje: desde entonces ya hablaron ({}).',
  'Not texted yet: a cap holds the text.': 'Sin mensaje todavía: un límite lo detiene.',
  'Not texted yet: a cap holds the text ({}).': 'Sin mensaje todavía: un límite lo detiene ({}).',
  'Not texted: a cap was reached.': 'Sin mensaje: se alcanzó un límite.',
  'Not texted: a cap was reached ({}).': 'Sin mensaje: se alcanzó un límite ({}).',
  'Send or drop it with `textback caps release`.': 'Envíelo o descártelo con `textback caps release`.',
  'See the caps with `textback caps show`; set them with `textback settings set`.':
    'Vea los límites con `textback caps show`; fíjelos con `textback settings set`.',
  'Not texted: it was night where the caller is.': 'Sin mensaje: era de noche donde está quien llamó.',
  'Not texted: it was night where the caller is ({}).':
    'Sin mensaje: era de noche donde está quien llamó ({}).',
  'To text such callers in the morning, allow later texts with `textback line set {} text-expiry 12h`.':
    'Para escribirles en la mañana, permita mensajes más tardíos con `textback line set {} text-expiry 12h`.',
  'Not texted: there was no credit left.': 'Sin mensaje: no quedaban créditos.',
  'Top up with `textback credits topup 100`.': 'Recargue con `textback credits topup 100`.',
  'A text is waiting to be sent.': 'Un mensaje espera ser enviado.',
  'A text is waiting to be sent ({}).': 'Un mensaje espera ser enviado ({}).',
  'If it stays so, see that `textback serve` is running and the gateway is connected.':
    'Si sigue así, revise que `textback serve` esté corriendo y que la conexión con la operadora funcione.',
  'A text is being sent.': 'Se está enviando un mensaje.',
  'A text was sent; the carrier has taken it.': 'Se envió un mensaje; la operadora lo aceptó.',
  'A text was sent and delivered.': 'Se envió un mensaje, y se entregó.',
  'A text was sent, but the carrier could not deliver it.':
    'Se envió un mensaje, pero la operadora no pudo entregarlo.',
  'A text was sent, but the carrier could not deliver it ({}).':
    'Se envió un mensaje, pero la operadora no pudo entregarlo ({}).',
  'Call back instead. If it happens often, ask the carrier what its code stands for.':
    'Mejor devuelva la llamada. Si pasa seguido, pregunte a la operadora qué significa su código.',
  'A text was to be sent, but the carrier refused it.':
    'Se iba a enviar un mensaje, pero la operadora lo rechazó.',
  'A text was to be sent, but the carrier refused it ({}).':
    'Se iba a enviar un mensaje, pero la operadora lo rechazó ({}).',
  'Check that the carrier allows the sending number, and registers it for texting (10DLC).':
    'Revise que la operadora permita el número remitente, y que esté registrado para mensajes (10DLC).',
  'A text was to be sent, but could not be in time.': 'Se iba a enviar un mensaje, pero no se pudo a tiempo.',
  'A text was to be sent, but could not be in time ({}).':
    'Se iba a enviar un mensaje, pero no se pudo a tiempo ({}).',
  'See in the log why the gateway was not connected then.':
    'Vea en el registro por qué no había conexión con la operadora entonces.',
  'A text was to be sent, but was cancelled.': 'Se iba a enviar un mensaje, pero se canceló.',
  'A text was to be sent, but was cancelled ({}).': 'Se iba a enviar un mensaje, pero se canceló ({}).',
  'A text was given to the carrier, whose answer was lost: it may have been delivered.':
    'Se dio un mensaje a la operadora y su respuesta se perdió: quizás se entregó.',
  'A text was given to the carrier, whose answer was lost ({}): it may have been delivered.':
    'Se dio un mensaje a la operadora y su respuesta se perdió ({}): quizás se entregó.',
  'It is not sent again, so that nobody is texted twice. A late receipt settles it.':
    'No se envía de nuevo, para que nadie lo reciba dos veces. Un aviso tardío lo aclara.',
  'A text came from the customer.': 'Llegó un mensaje del cliente.',
  // Why a text was called off, as it is kept with it.
  'its time was over before it could be sent': 'su plazo terminó antes de poder enviarlo',
  'the customer was erased': 'el cliente fue borrado',
  'imported from another database: it may have gone out there':
    'importado de otra base de datos: quizás salió allá',
  'restored from a backup: it may have gone out since':
    'restaurado de una copia de seguridad: quizás ya salió',
  'the lead was tagged {}': 'al cliente se le puso la etiqueta {}',
  'the caller got through in call {}': 'quien llamó logró hablar en la llamada {}',
  'the caller was called back in outbound call {}':
    'a quien llamó se le devolvió la llamada, con la llamada hecha {}',
  'blocked by {}': 'bloqueado por {}',
  '{} wrote to the customer': '{} le escribió al cliente',
  '{}; not sent again: {}': '{}; no se envió de nuevo: {}',
  'the number is one of your own lines': 'el número es una de sus propias líneas',
  'texts never go to such a number': 'a un número así nunca se escribe',
  'the number is on the block list': 'el número está en la lista de bloqueados',
  'this phone asked for no more texts from the business; START from it brings them back':
    'este teléfono pidió no recibir más mensajes del negocio; con START desde él vuelven',
  'the customer has opted out': 'el cliente pidió no recibir mensajes',
  'the customer has opted in again': 'el cliente pidió recibir mensajes otra vez',
  'the customer seems to have asked for no more texts, and nobody has decided yet':
    'parece que el cliente pidió no recibir más mensajes, y nadie lo ha decidido todavía',
};
