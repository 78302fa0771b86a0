import type { Sentences } from '../../../core/say-in.ts';

/** Refusals and warnings about lines: whom they ring, what they say, when they are open. */
export const LINES: Sentences = {
  '{} is not a phone number.': '{} no es un número de teléfono.',
  'Name the line by its number, in any usual spelling, e.g. +12125550100.':
    'Nombre la línea por su número, como se acostumbra, por ejemplo +12125550100.',
  "Give the customer's number in any usual spelling, e.g. +12125550123.":
    'Escriba el número del cliente como se acostumbra, por ejemplo +12125550123.',
  'There is no line at {}.': 'No hay ninguna línea en {}.',
  'See `textback line list`, or add it with `textback line add {} --forward NUMBER`.':
    'Vea `textback line list`, o agréguela con `textback line add {} --forward NUMBER`.',
  'A line has no setting {}.': 'Una línea no tiene el ajuste {}.',
  // Whom it rings.
  'Write a phone number such as +12125550199, or an endpoint such as PJSIP/100.':
    'Escriba un número como +12125550199, o una extensión como PJSIP/100.',
  '{} is too short for a phone number.': '{} es demasiado corto para un número de teléfono.',
  'For an extension write PJSIP/{}, or Local/{}@from-internal on FreePBX.':
    'Para una extensión escriba PJSIP/{}, o Local/{}@from-internal en FreePBX.',
  '{} is an emergency number: no line may forward to it.':
    '{} es un número de emergencia: ninguna línea puede desviarse a él.',
  '{} is neither a phone number nor an endpoint.': '{} no es ni un número de teléfono ni una extensión.',
  '{} is not the number of a line.': '{} no es el número de una línea.',
  'Write for example line:+12125550101; see `textback line list`.':
    'Escriba por ejemplo line:+12125550101; vea `textback line list`.',
  'Asterisk has no way to ring {}.': 'Asterisk no tiene manera de hacer sonar {}.',
  'The endpoint {} has a character that cannot be dialled, or is too long.':
    'La extensión {} tiene un carácter que no se puede marcar, o es demasiado larga.',
  'Name one endpoint, without spaces, commas, "&" or brackets, e.g. PJSIP/100.':
    'Nombre una sola extensión, sin espacios, comas, «&» ni corchetes, por ejemplo PJSIP/100.',
  'A Local endpoint needs a dialplan context: {} has none.':
    'Una extensión Local necesita un contexto del plan de marcado: {} no tiene.',
  'Write Local/EXTENSION@CONTEXT, e.g. Local/600@from-internal.':
    'Escriba Local/EXTENSIÓN@CONTEXTO, por ejemplo Local/600@from-internal.',
  'The line would ring nobody.': 'La línea no haría sonar a nadie.',
  'Give it another step first, or remove the line.': 'Dele primero otro paso, o quite la línea.',
  'A line has at most {} steps; this would make {}.': 'Una línea tiene a lo más {} pasos; serían {}.',
  'Let phones ring at once in fewer steps, or use a queue of Asterisk: Local/600@from-internal.':
    'Haga sonar varios teléfonos a la vez en menos pasos, o use una cola de Asterisk: Local/600@from-internal.',
  'A step rings at most {} destinations at once; step {} would ring {}.':
    'Un paso hace sonar a lo más {} teléfonos a la vez; el paso {} haría sonar {}.',
  'Spread them over several steps, or use a ring group of Asterisk: Local/600@from-internal.':
    'Repártalos en varios pasos, o use un grupo de Asterisk: Local/600@from-internal.',
  'Step {} would ring {} twice.': 'El paso {} haría sonar {} dos veces.',
  'Name each destination of a step once.': 'Nombre cada teléfono de un paso una sola vez.',
  'There is no step {}: the line has {}.': 'No hay paso {}: la línea tiene {}.',
  'one step': 'un paso',
  '{} steps': '{} pasos',
  'See them with `textback line hunt show`.': 'Véalos con `textback line hunt show`.',
  'Write for example "PJSIP/100 & 212-555-0199! 20s; 212-555-0198! (Maria) 15s", where ! means: press 1 to accept.':
    'Escriba por ejemplo «PJSIP/100 & 212-555-0199! 20s; 212-555-0198! (Maria) 15s», donde ! significa: oprimir 1 para aceptar.',
  'The plan is too long to be one.': 'El plan es demasiado largo.',
  'The plan names nobody to ring.': 'El plan no nombra a nadie a quien llamar.',
  'Step {}: {}': 'Paso {}: {}',
  'A step cannot ring for {}.': 'Un paso no puede sonar durante {}.',
  "Give whole seconds from {} to {}, or default for as long as the line's ring timeout allows.":
    'Escriba segundos enteros de {} a {}, o default para todo lo que permite la línea.',
  'It has hours twice.': 'Tiene horario dos veces.',
  'Write all hours of a step in one pair of brackets.':
    'Escriba todo el horario de un paso en un solo par de corchetes.',
  '{} has more than one name, or one that cannot be kept.':
    '{} tiene más de un nombre, o uno que no se puede guardar.',
  'Give one of at most {} characters, in round brackets after its number.':
    'Escriba uno de a lo más {} caracteres, entre paréntesis después de su número.',
  'The line {} has no phones of its own: its PBX routes it.':
    'La línea {} no tiene teléfonos propios: la maneja su central.',
  'Ring what the PBX rings for it, e.g. Local/600@from-internal/n for ring group 600 of FreePBX.':
    'Haga sonar lo que la central hace sonar por ella, por ejemplo Local/600@from-internal/n para el grupo 600 de FreePBX.',
  'There is no line at {} whose phones could ring.':
    'No hay ninguna línea en {} cuyos teléfonos puedan sonar.',
  'See `textback line list`; to dial the number itself, write {} without "line:".':
    'Vea `textback line list`; para marcar el número mismo, escriba {} sin «line:».',
  'The line {} would forward to {}: the call would never reach a person.':
    'La línea {} se desviaría a {}: la llamada nunca llegaría a una persona.',
  itself: 'sí misma',
  'itself, through {}': 'sí misma, a través de {}',
  '{} and {}': '{} y {}',
  'Forward it to a phone that somebody holds: a cell phone or an extension.':
    'Desvíela a un teléfono que alguien tenga: un celular o una extensión.',
  'The line has nobody to ring.': 'La línea no tiene a quién llamar.',
  'Say whom first: textback line set {} forward +12125550199':
    'Diga primero a quién: textback line set {} forward +12125550199',
  'The daemon has no gateway {}.': 'No hay ninguna conexión con la operadora que se llame {}.',
  'It has {}. A new one is known once the daemon has started with it.':
    'Hay {}. Una nueva se conoce cuando textback arranca con ella.',
  'Callers of this line get voicemail after a miss, so it must be somewhere.':
    'Quien llama a esta línea sin respuesta pasa al buzón de voz, así que debe estar en algún lugar.',
  'Change that first: textback line set {} after-miss hang-up':
    'Cambie eso primero: textback line set {} after-miss hang-up',
  'It is not set where voicemail is in the dialplan.':
    'No se ha dicho dónde está el buzón de voz en el plan de marcado.',
  'Say where, e.g. ext-local,vmu100,1 for mailbox 100 of FreePBX: first textback line set {} voicemail ext-local,vmu100,1, or --voicemail of line add.':
    'Diga dónde, por ejemplo ext-local,vmu100,1 para el buzón 100 de FreePBX: primero textback line set {} voicemail ext-local,vmu100,1.',
  'After a miss nothing can be {}.': 'Después de una llamada perdida no puede haber {}.',
  'Write hang-up, announcement or voicemail.': 'Escriba hang-up, announcement o voicemail.',
  '{} ends in {}.': '{} termina en {}.',
  'Leave that out, Asterisk finds the file itself: {}':
    'Quite eso, Asterisk encuentra el archivo por sí solo: {}',
  '{} is no name of a recording.': '{} no es el nombre de una grabación.',
  'Name it as Asterisk does, e.g. custom/closed for /var/lib/asterisk/sounds/custom/closed.wav, or write default.':
    'Nómbrela como Asterisk, por ejemplo custom/closed para /var/lib/asterisk/sounds/custom/closed.wav, o escriba default.',
  '{} is no place in the dialplan.': '{} no es un lugar del plan de marcado.',
  'Write context,extension,priority, e.g. ext-local,vmu100,1 on FreePBX; or none.':
    'Escriba contexto,extensión,prioridad, por ejemplo ext-local,vmu100,1 en FreePBX; o none.',
  "Where no phone is busy or unreachable, {} until the line's ring timeout of {} s, and step {} never does. Ring for fewer seconds, or set a longer timeout.":
    'Si ningún teléfono está ocupado o fuera de alcance, {} hasta los {} s que suena la línea, y el paso {} nunca suena. Ponga menos segundos, o más tiempo a la línea.',
  'step 1 rings': 'el paso 1 suena',
  'steps 1 to {} ring': 'los pasos 1 a {} suenan',
  // Its other settings.
  'The name is empty.': 'El nombre está vacío.',
  'The name has {} characters or one that cannot be shown.':
    'El nombre tiene {} caracteres, o uno que no se puede mostrar.',
  'Give the name that callers know, of at most {} characters.':
    'Escriba el nombre que conocen sus clientes, de a lo más {} caracteres.',
  'The prefix cannot be {}.': 'El prefijo no puede ser {}.',
  "Give at most {} characters without quotes, brackets and commas, e.g. Acme; or default for the line's name.":
    'Escriba a lo más {} caracteres sin comillas, paréntesis ni comas, por ejemplo Acme; o default para el nombre de la línea.',
  '{} cannot be {}.': '{} no puede ser {}.',
  'The ring timeout': 'El tiempo que suena',
  'Write on or off.': 'Escriba on u off.',
  'Give whole seconds from {} to {}.': 'Escriba segundos enteros de {} a {}.',
  'The message was not saved. Try it first with `textback message preview`.': 'El texto no se guardó.',
  'Give a phone number such as +12125550100, or a name of at most 11 letters and digits, e.g. AcmeHVAC.':
    'Escriba un número como +12125550100, o un nombre de a lo más 11 letras y números, por ejemplo AcmeHVAC.',
  '{} cannot be shown as a sender.': '{} no se puede mostrar como remitente.',
  '{} is not a number that a text can come from.': 'Desde {} no puede salir un mensaje.',
  '{} is no list of countries.': '{} no es una lista de países.',
  'Give two-letter codes with commas between, e.g. US,CA; or default for that of the line.':
    'Escriba códigos de dos letras separados por comas, por ejemplo US,CA; o default para el de la línea.',
  'There is no time zone {}.': 'No existe la zona horaria {}.',
  'Give its IANA name, e.g. America/Chicago.': 'Escriba su nombre IANA, por ejemplo America/Chicago.',
  'Carriers filter texts with links of {}.': 'Las operadoras filtran los mensajes con enlaces de {}.',
  'Give the address of the booking page itself.': 'Escriba la dirección de la página de citas misma.',
  '{} is not a web address of at most {} characters.':
    '{} no es una dirección web de a lo más {} caracteres.',
  'Give one like https://acme.example/book, or "default" for none.':
    'Escriba una como https://acme.example/book, o «default» para ninguna.',
  '{} is no list of gateways.': '{} no es una lista de conexiones.',
  'Give their names in order of preference, e.g. "carrier,backup", or "default" for all as configured.':
    'Escriba sus nombres en orden de preferencia, por ejemplo «carrier,backup», o «default» para todas.',
  // What it says.
  'The message is empty: write what the caller should read.':
    'El texto está vacío: escriba lo que debe leer quien llama.',
  'The message has {} characters: shorten it to at most {}.':
    'El texto tiene {} caracteres: acórtelo a lo más a {}.',
  'Carriers filter texts with links of {}: give the address of the page itself.':
    'Las operadoras filtran los mensajes con enlaces de {}: escriba la dirección de la página misma.',
  'There is no placeholder {}: {}': 'No existe el marcador {}: {}',
  'use one of {}': 'use uno de estos: {}',
  'did you mean {}?': '¿quiso decir {}?',
  'A placeholder is not closed: write it between two braces on each side, {{like_this}}.':
    'Un marcador no está cerrado: escríbalo entre dos llaves de cada lado, {{así}}.',
  '{{}} would be sent as it stands: write {}.': '{{}} se enviaría tal cual: escriba {}.',
  'It cannot be saved like this.': 'Así no se puede guardar.',
  'It does not say who texts: callers, and carriers, expect {{business_name}} in it.':
    'No dice quién escribe: sus clientes, y las operadoras, esperan que tenga {{business_name}}.',
  'It has {} characters: over {}, phones and carriers may split it.':
    'Tiene {} caracteres: con más de {}, los teléfonos y las operadoras pueden partirlo.',
  'It goes out as UCS-2, which holds 70 characters a segment in place of 160, because of {}.':
    'Sale como UCS-2, en el que caben 70 caracteres por segmento en vez de 160, por {}.',
  'It takes {} segments, which carriers may charge one by one.':
    'Ocupa {} segmentos, que las operadoras pueden cobrar uno por uno.',
  'The line has no hours, so it is never after them. Set them: textback hours set {} …':
    'La línea no tiene horario, así que nunca está fuera de él. Póngaselo en Ajustes, Horario.',
  'The line has no holidays. Add them: textback holiday add {} …': 'La línea no tiene días festivos.',
  'There is no template for {}.': 'No hay textos listos para {}.',
  'Give a time of day such as 22:00-7:00, or off.': 'Escriba una hora del día como 22:00-7:00, u off.',
  'Write for example "2026-12-25", "dec 25", "jul 4 observed", "4th thu nov" or "last mon may".':
    'Escriba por ejemplo «2026-12-25», «dec 25», «jul 4 observed», «4th thu nov» o «last mon may».',
  '{} is not a day.': '{} no es un día.',
  'No calendar has the day {}.': 'Ningún calendario tiene el día {}.',
  'No year has the day {}.': 'Ningún año tiene el día {}.',
};
