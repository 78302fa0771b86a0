import type { Sentences } from '../../../core/say-in.ts';

/** Refusals about leads, texts, people, credits and the block list. */
export const PEOPLE: Sentences = {
  '{} may not change this: the role is {}.': '{} no puede cambiar esto: su rol es {}.',
  'Nothing was changed. An owner can do it, or allow it with `textback user set "{}" role …`.':
    'No se cambió nada. Un dueño puede hacerlo, o permitirlo con `textback user set "{}" role …`.',
  'Did you mean {}?': '¿Quiso decir {}?',
  'Use one of {}.': 'Use uno de estos: {}.',
  'Write one of {}.': 'Escriba uno de estos: {}.',
  'Set one of {}.': 'Fije uno de estos: {}.',
  // Leads.
  'Lead {} was removed by privacy purge on {}.':
    'El cliente {} se borró por antigüedad (privacy purge) el {}.',
  'Its calls and texts still count in reports; names, numbers and words are gone for good.':
    'Sus llamadas y mensajes todavía cuentan en los informes; nombres, números y palabras ya no existen.',
  'There is no lead {}.': 'No hay ningún cliente {}.',
  'Name it by its id or phone number; see `textback lead list`, or `textback lead search`.':
    'Nómbrelo por su id o su número de teléfono; búsquelo en la lista de clientes.',
  'There is no stage {}.': 'No hay ninguna etapa {}.',
  'The stages are {}.': 'Las etapas son {}.',
  'Both are lead {}.': 'Los dos son el cliente {}.',
  'They may have been merged before: see `textback lead show`. Name two leads.':
    'Quizás ya se unieron antes: vea `textback lead show`. Nombre dos clientes.',
  'A lead has at most {} numbers.': 'Un cliente tiene a lo más {} números.',
  'Nothing was merged. Nobody calls from that many: look whether they are one person.':
    'No se unió nada. Nadie llama desde tantos: vea si de verdad son una sola persona.',
  'A lead cannot be called that.': 'Un cliente no puede llamarse así.',
  'Give a name of at most {} characters, or "" for none.':
    'Escriba un nombre de a lo más {} caracteres, o nada para quitarlo.',
  'The note is empty.': 'La nota está vacía.',
  'The note has {} characters.': 'La nota tiene {} caracteres.',
  'Give what is to be remembered, in up to {} characters.':
    'Escriba lo que se deba recordar, en a lo más {} caracteres.',
  '{} cannot be a tag.': '{} no puede ser una etiqueta.',
  'Give letters and digits with hyphens between, at most 40, e.g. spam or wrong-number.':
    'Use letras y números con guiones entre ellos, a lo más 40, por ejemplo spam o numero-equivocado.',
  'A lead has at most {} tags.': 'Un cliente tiene a lo más {} etiquetas.',
  'Take some off with `textback lead untag`.': 'Quite algunas.',
  'Lead {} is not merged into another.': 'El cliente {} no está unido con otro.',
  'There is nothing to undo.': 'No hay nada que deshacer.',
  'Name the one that was merged into it, by its number: {}.':
    'Nombre al que se unió con él, por su número: {}.',
  'Lead {} was merged on {}, more than 30 days ago: what it had is not known any more.':
    'El cliente {} se unió el {}, hace más de 30 días: ya no se sabe qué tenía.',
  'It stays merged.': 'Queda unido.',
  'Lead {} was merged into lead {}, which was merged into another itself since.':
    'El cliente {} se unió con el cliente {}, que desde entonces se unió con otro.',
  'Undo that first: textback lead unmerge {}': 'Primero deshaga eso: textback lead unmerge {}',
  'A stage cannot be {}.': 'Una etapa no puede ser {}.',
  'A stage cannot be called {}.': 'Una etapa no puede llamarse {}.',
  'Give a name of at most 40 characters, with a letter in it.':
    'Escriba un nombre de a lo más 40 caracteres, con alguna letra.',
  'There is a stage called {} already.': 'Ya hay una etapa que se llama {}.',
  'See `textback stage list`.': 'Vea `textback stage list`.',
  'A pipeline has at most {} stages.': 'Puede haber a lo más {} etapas.',
  'Remove one with `textback stage remove`.': 'Quite una con `textback stage remove`.',
  '{} is no place in a timeline.': '{} no es un lugar en el historial.',
  'Give what the page before said after --before.': 'Empiece de nuevo desde lo más reciente.',
  'There is nothing to look for in {}.': 'En {} no hay nada que buscar.',
  'Give part of a number, or words of a name, note or text.':
    'Escriba parte de un número, o palabras de un nombre, una nota o un mensaje.',
  '{} is no place in what was found.': '{} no es un lugar en lo que se encontró.',
  'Give what the page before said after --after.': 'Empiece de nuevo con la búsqueda.',
  // Who looks after a line's missed calls.
  "By the rule {}, nobody's hours are asked.": 'Con la regla {} no cuenta el horario de nadie.',
  'Leave the hours out, or give --rule hours.': 'Quite el horario, o elija la regla por horario.',
  '{} stands there twice.': '{} está dos veces.',
  'Name each person once.': 'Nombre a cada persona una sola vez.',
  'A line has at most {} people who look after it.': 'Una línea tiene a lo más {} personas que la atienden.',
  'Name fewer.': 'Nombre a menos personas.',
  // Texts.
  '{} is not texted: {}.': 'No se le escribe a {}: {}.',
  'Nothing was sent. You may still call.': 'No se envió nada. Todavía puede llamar.',
  'There is no credit left.': 'No quedan créditos.',
  'Nothing was sent. Top up with `textback credits topup 100`.':
    'No se envió nada. Agregue créditos en Ajustes, Créditos.',
  'The text is empty.': 'El mensaje está vacío.',
  'The text has {} characters.': 'El mensaje tiene {} caracteres.',
  'Write up to {} characters, in quotes.': 'Escriba a lo más {} caracteres.',
  'There is no line to text from.': 'No hay una línea desde la cual escribir.',
  'Add one with `textback line add NUMBER --forward TO`.':
    'Agregue una con `textback line add NUMBER --forward TO`.',
  'There is no text {}.': 'No hay ningún mensaje {}.',
  'Its id stands in the answer to the reply, in the decision on a call, and in the timeline.':
    'Su id está en el historial.',
  // Calls.
  'There is no call {}.': 'No hay ninguna llamada {}.',
  'See the newest with `textback call list`.': 'Vea las más recientes en la lista de llamadas.',
  'There is no call {} for a page to begin after.':
    'No hay ninguna llamada {} después de la cual pueda empezar una página.',
  'Begin again with the newest calls.': 'Empiece de nuevo con las llamadas más recientes.',
  'Choose a day, or leave it out.': 'Elija un día, o ninguno.',
  'There is no outbound call {}.': 'No hay ninguna llamada hecha {}.',
  'See the newest with `textback call outbound list`.':
    'Vea las más recientes en la lista de llamadas hechas.',
  // The block list.
  'Shorten it to at most {}.': 'Acórtela a lo más a {}.',
  'Check its digits; or give --exact, to block callers whose caller ID is just this.': 'Revise sus dígitos.',
  '{} stands for callers who withhold their number.': '{} representa a quienes ocultan su número.',
  'To block them all: textback block add {}': 'Para bloquearlos a todos, escriba {}',
  '{} is an emergency number, which may have to call back.':
    '{} es un número de emergencia, que quizás tenga que devolver la llamada.',
  'It cannot be blocked.': 'No se puede bloquear.',
  'There is no number.': 'Falta el número.',
  'That is too long for a caller ID.': 'Eso es demasiado largo para un número.',
  'Give the number in any usual spelling, e.g. +12125550123.':
    'Escriba el número como se acostumbra, por ejemplo +12125550123.',
  '{} is one of your own lines.': '{} es una de sus propias líneas.',
  'Take it out of service with `textback line remove` first, if that is what you want.':
    'Si es lo que quiere, quítela antes con `textback line remove`.',
  '{} is the phone of {}.': '{} es el teléfono de {}.',
  'Give that person another phone first: see `textback user list`.':
    'Dele primero otro teléfono a esa persona.',
  '{} is one of your own phones, by the setting internal-numbers.':
    '{} es uno de sus propios teléfonos, según el ajuste internal-numbers.',
  'Take it out of that setting first: `textback settings set internal-numbers …`.':
    'Quítelo primero de ese ajuste: `textback settings set internal-numbers …`.',
  'There are {} numbers on the block list, which is as many as it takes.':
    'Hay {} números en la lista de bloqueados, y no caben más.',
  'Remove some that have not called for long: textback block remove NUMBER':
    'Quite algunos que no hayan llamado desde hace mucho.',
  '{} is not on the block list.': '{} no está en la lista de bloqueados.',
  // People, passwords, credits.
  'There is nobody called {}.': 'No hay nadie que se llame {}.',
  'There is nobody named {}.': 'No hay nadie que se llame {}.',
  'See `textback user list`, or add them with `textback user add NAME`.':
    'Vea el equipo en Ajustes, o agregue a la persona con `textback user add NAME`.',
  'See everybody with `textback user list`.': 'Vea el equipo en Ajustes.',
  'People have no setting {}.': 'Las personas no tienen el ajuste {}.',
  '{} has this {} already.': '{} ya tiene este {}.',
  'See `textback user show "{}"`. Each person has a {} of their own.':
    'Vea `textback user show "{}"`. Cada persona tiene su propio {}.',
  'The {} cannot be {}.': 'El ajuste {} no puede ser {}.',
  'Give a phone number such as +12125550123, or none.': 'Escriba un número como +12125550123, o none.',
  'Give an address such as maria@acme.example, or none.':
    'Escriba una dirección como maria@acme.example, o none.',
  'Give a language as in en or es-MX, or none.': 'Escriba un idioma como en o es-MX, o none.',
  'Give the user name of the operating system, as `whoami` says it, or none.':
    'Escriba el nombre de usuario del sistema, como lo dice `whoami`, o none.',
  'Give the phone as Asterisk names it, e.g. PJSIP/100, or none.':
    'Escriba el teléfono como lo llama Asterisk, por ejemplo PJSIP/100, o none.',
  "Give the person's name, with a letter in it, of at most {}.":
    'Escriba el nombre de la persona, con alguna letra, de a lo más {} caracteres.',
  // How people are told.
  '{} is no {}.': '{} no es un {} válido.',
  'phone number': 'número de teléfono',
  'e-mail address': 'correo electrónico',
  'web address': 'enlace web',
  'ntfy topic': 'tema de ntfy',
  'Give one such as {}.': 'Escriba uno como {}.',
  'There is no {} {}.': 'No existe {} {}.',
  channel: 'el medio',
  'kind of alert': 'el tipo de aviso',
  'Give one after the channel, or with `textback user set {} {} …`.':
    'Escriba uno aquí, o con `textback user set {} {} …`.',
  'Give it after the channel.': 'Escríbalo aquí.',
  'It is not known where {} is reached by {}.': 'No se sabe dónde se le avisa a {} por {}.',
  '{} is told there by {} already.': 'A {} ya se le avisa ahí por {}.',
  'See it with `textback alert channels`; change what it tells of with `textback alert set`.':
    'Véalo en la lista: de qué avisa se puede cambiar ahí.',
  '{} has no address of their own for {}.': '{} no tiene dirección propia para {}.',
  'Nothing was changed. Say where with --address.': 'No se cambió nada. Dé una dirección.',
  'Nothing was changed. Say where with --address, or first `textback user set {} {} …`.':
    'No se cambió nada. Dé una dirección, o primero `textback user set {} {} …`.',
  'There is no alert channel {}.': 'No existe el aviso {}.',
  'See them with `textback alert channels`.': 'Vea los que hay en Ajustes, Equipo.',
  '{} is not told of anything.': 'A {} no se le avisa de nada.',
  'Add a way with `textback alert add {} sms`.':
    'Agregue una manera, por ejemplo con `textback alert add {} sms`.',
  'The password is shorter than {} characters.': 'La contraseña tiene menos de {} caracteres.',
  'The password is longer than {} characters.': 'La contraseña tiene más de {} caracteres.',
  'The password is one of those that are tried first.': 'Esa contraseña es de las primeras que se prueban.',
  'Four unrelated words make a good one.': 'Cuatro palabras sin relación entre sí forman una buena.',
  'The password until now is another one.': 'La contraseña actual es otra.',
  'Nothing was changed. Type it again, or ask an owner for a new one.':
    'No se cambió nada. Escríbala de nuevo, o pida una nueva a un dueño.',
  '{} has no session {}.': '{} no tiene la sesión {}.',
  'See `textback user sessions "{}"`.': 'Vea sus sesiones en Cuenta.',
  '{} credits cannot be added.': 'No se pueden agregar {} créditos.',
  'Give a whole number from 1 to {}.': 'Escriba un número entero de 1 a {}.',
  'The key cannot be used.': 'Esa clave no se puede usar.',
  'Give up to {} letters, digits and signs without spaces, e.g. INVOICE-7.':
    'Escriba a lo más {} letras, números y signos sin espacios, por ejemplo FACTURA-7.',
  'The key {} was used for a top-up of {} before, not of {}.':
    'La clave {} ya se usó para una recarga de {}, no de {}.',
  'Give another key, if this is another top-up.': 'Use otra clave, si es otra recarga.',
  // Webhooks.
  // The dashboard.
  'See `textback report --help` for examples.': 'Elija otro período.',
  'Give one of --month, --week, --day, or --from with --to.': 'Elija un mes, una semana o un día.',
  'The last day is before the first.': 'El último día es anterior al primero.',
  '{} is no day. Write it as 2026-11-03.': '{} no es un día. Escríbalo como 2026-11-03.',
  '{} is no month. Write it as 2026-11.': '{} no es un mes. Escríbalo como 2026-11.',
  '{} is no day. Write it as 2026-11-30.': '{} no es un día. Escríbalo como 2026-11-30.',
  '{} is no day. Write it as 2026-11-01.': '{} no es un día. Escríbalo como 2026-11-01.',
  '{} is no week. Write it as 2026-W45, or give a day of it.':
    '{} no es una semana. Escríbala como 2026-W45, o dé un día de ella.',
};
