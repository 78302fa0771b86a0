import type { Words } from './language.ts';

/** Words of the settings of the whole business, in Spanish. */
export const business: Words['business'] = {
  title: 'Negocio',
  what: 'Lo que vale para todas las líneas. Un ajuste que se deja vacío vuelve al de textback.',
  groups: {
    replies: 'Respuestas rápidas',
    answers: 'Respuestas a STOP, START y HELP',
    quiet: 'Cuándo no se escribe a nadie',
    caps: 'Límites de los mensajes automáticos',
    alerts: 'Avisos',
    never: 'A quién nunca se le escribe',
    credits: 'Créditos',
  },
  fields: {
    'quick-replies': {
      label: 'Textos que se envían a menudo',
      hint: 'Uno por línea, a un toque en los mensajes. A lo más 12 de 160 caracteres.',
    },
    'opt-out-confirmation': {
      label: 'Respuesta a STOP',
      hint: 'Se envía una vez. Nombra al negocio y no promueve nada.',
    },
    'opt-in-confirmation': { label: 'Respuesta a START', hint: 'A lo más 160 caracteres, sin enlaces.' },
    'help-text': {
      label: 'Respuesta a HELP',
      hint: 'Quién escribe, cómo comunicarse, cómo dejar de recibir.',
    },
    'auto-replies-per-hour': { label: 'Cuántas a un mismo número en una hora', hint: 'De 1 a 60.' },
    'text-back-quiet-hours': {
      label: 'De noche no se escribe a quien llamó sin respuesta',
      hint: 'Por la hora de donde están, según su código de área.',
    },
    'pause-after-reply': {
      label: 'Horas sin mensajes automáticos después de que alguien escribió',
      hint: 'De 0 a 720. Para que textback no se meta en una conversación.',
    },
    'cap-per-number': { label: 'A un mismo número en 24 horas', hint: 'Un número, u off.' },
    'cap-per-prefix': {
      label: 'A números vecinos en 24 horas',
      hint: 'Números que solo difieren en los últimos cuatro dígitos, como los usan los robots. Un número, u off.',
    },
    'cap-per-minute': { label: 'En un minuto', hint: 'Un número, u off.' },
    'cap-per-day': {
      label: 'En 24 horas',
      hint: 'Lo que pasa de ahí espera hasta que alguien lo vea. Un número, u off.',
    },
    'alert-quiet-hours': {
      label: 'Solo avisos urgentes de … a',
      hint: 'Cada noche, como 22:00-7:00; off para nunca.',
    },
    'alert-texts-per-day': {
      label: 'Avisos por mensaje a una persona en 24 horas',
      hint: 'De 0 a 1000. Cada uno gasta un crédito.',
    },
    'low-balance': { label: 'Avisar cuando queden menos créditos que', hint: '0 para nunca.' },
    'internal-numbers': {
      label: 'Teléfonos del negocio mismo',
      hint: 'Números con +, o extensiones, separados por comas.',
    },
    'never-text-tags': {
      label: 'Clientes con estas etiquetas',
      hint: 'Separadas por comas, como spam, vendor.',
    },
    'block-treatment': {
      label: 'Qué oye quien está bloqueado',
      hint: 'Donde su entrada en la lista no dice otra cosa.',
    },
    charge: { label: 'Qué gasta un crédito', hint: 'Como cobra su operadora.' },
    'price-per-100': {
      label: 'Precio de 100 créditos, en dólares',
      hint: 'Solo se muestra. Por ejemplo 9 u 8.50.',
    },
  },
  options: {
    'text-back-quiet-hours': {
      off: 'No: a cualquier hora',
      federal: 'De 9 p. m. a 8 a. m. (regla federal)',
      'by-state': 'Como dicen las reglas de cada estado',
      FL: 'En todas partes como en Florida',
      OK: 'En todas partes como en Oklahoma',
      MD: 'En todas partes como en Maryland',
      CT: 'En todas partes como en Connecticut',
      TX: 'En todas partes como en Texas',
    },
    'block-treatment': {
      busy: 'Un tono de ocupado',
      announcement: 'Un anuncio',
      voicemail: 'El buzón de voz de la línea',
    },
    charge: { message: 'Cada mensaje', segment: 'Cada segmento de un mensaje' },
  },
  saved: 'Guardado. Cuenta desde ahora.',
  atTerminal:
    'Cuánto tiempo se guardan los datos de los clientes se ajusta con `textback settings set keep-for`, porque borra para siempre: pruébelo antes con `textback privacy purge --dry-run`.',
};
