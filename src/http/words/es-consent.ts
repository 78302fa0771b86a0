import type { Words } from './language.ts';

/** Words of the record of consent, in the Spanish of the United States. */
export const consent: Words['consent'] = {
  title: 'Consentimiento',
  means:
    'Quién pidió que no le escriban más, quién estuvo de acuerdo y qué dijo. Vale para todas las líneas, de inmediato, y nada se borra nunca.',
  search: 'Número',
  find: 'Buscar',
  back: 'Volver al registro',
  filters: { all: 'Todo', 'opted-out': 'Sin mensajes', 'opted-in': 'De acuerdo', review: 'Por decidir' },
  empty: 'Nadie ha pedido nada.',
  noneWaits: 'No hay nada por decidir.',
  more: 'Más',
  states: { 'opted-out': 'No quiere mensajes', 'opted-in': 'Está de acuerdo' },
  never: 'Nunca pidió nada: sus llamadas perdidas se contestan con un mensaje.',
  isOut: 'No quiere mensajes. No se le envía ninguno, desde ninguna línea.',
  isIn: 'Está de acuerdo con que se le escriba.',
  underReview:
    'Quizá pidió que no le escriban más. Los mensajes automáticos esperan a que alguien lo decida.',
  superseded: 'ya no vale',
  sources: {
    text: 'por mensaje',
    staff: 'lo dijo al personal',
    phone: 'por teléfono',
    voicemail: 'en el buzón de voz',
    email: 'por correo electrónico',
    'in-person': 'en persona',
  },
  byCustomer: 'el cliente',
  to: (line) => `a ${line}`,
  recordedBy: (who) => `registrado por ${who}`,
  history: 'Lo que dijo, primero lo más reciente',
  lead: 'Abrir el cliente potencial',
  link: 'Consentimiento',
  record: 'Registrar que no quiere mensajes',
  recordMeans: 'Vale de inmediato, para todas las líneas, lo haya dicho como lo haya dicho.',
  source: 'Cómo lo dijo',
  note: 'Qué dijo, y cuándo',
  noteHint: 'Se guarda como prueba.',
  lift: 'Volver a escribirle',
  liftMeans:
    'Solo con una prueba de que estuvo de acuerdo: un formulario firmado, un correo, sus propias palabras. También puede escribir START.',
  liftNote: 'La prueba: qué dijo o firmó, y cuándo',
  confirmLift: '¿Seguro que estuvo de acuerdo en que se le vuelva a escribir?',
  onlyOwners:
    'Solo un dueño puede registrar, con prueba, que vuelve a aceptar mensajes. El cliente puede escribir START.',
  wrote: 'Escribió',
  decideOut: 'No quiere mensajes',
  decideNot: 'Quiso decir otra cosa',
  decideNote: 'Nota, si quiere',
  recorded: 'Registrado.',
  known: 'Registrado. Ya era así.',
};
