import type { Words } from './language.ts';

/** Words about how people are told, in the Spanish of the United States. */
export const alerts: Words['alerts'] = {
  title: 'Avisos',
  titleOf: (name) => `Avisos de ${name}`,
  details: 'Datos',
  means:
    'El responsable de un cliente se entera de sus llamadas perdidas y respuestas; los dueños, de lo que falla.',
  night: (from, to) =>
    `De ${from} a ${to} solo sale lo urgente, y lo demás por la mañana, si un medio no dice otra cosa.`,
  noNight: 'No hay horas de silencio: los avisos salen a cualquier hora.',
  none: 'Por ahora no recibe avisos.',
  add: 'Agregar un medio',
  channel: 'Cómo',
  address: 'Dónde',
  addressHint:
    'Déjelo vacío para el teléfono o correo propio. Para ntfy: el tema. Para un webhook: su dirección (https://…).',
  ownHint: 'Déjelo vacío: los mensajes y correos van a su propio teléfono y correo. Para ntfy: el tema.',
  costs: 'Cada mensaje gasta un crédito del negocio.',
  kindsLegend: 'De qué',
  kinds: {
    'missed-call': 'Una llamada perdida',
    reply: 'La respuesta de un cliente',
    'low-balance': 'Quedan pocos créditos',
    'consent-review': 'Alguien parece pedir que no haya más mensajes',
    'auto-reply-loop': 'Una máquina contesta nuestros mensajes',
    'cap-reached': 'Un límite detiene mensajes',
    'reply-rate': 'Los clientes dejaron de contestar',
    'response-late': 'Nadie ha devuelto la llamada',
    'gateway-down': 'No se pueden enviar mensajes',
    'pbx-down': 'No se puede hablar con la central telefónica',
    'webhook-failing': 'Un webhook no recibe lo que pasa',
    test: 'Una prueba',
  },
  atNight: 'También en las horas de silencio, de lo que no es urgente',
  everything: 'todo',
  alsoAtNight: 'también de noche',
  noAddress: 'aún sin dirección',
  noKinds: { problem: 'No hay nada elegido.', remedy: 'Elija al menos uno, o quite este medio.' },
  remove: 'Quitar',
  confirmRemove: '¿No avisar más por este medio?',
  test: 'Enviar un aviso de prueba',
  tested: 'En camino: vea abajo qué pasa con él.',
  saved: 'Guardado.',
  latest: 'Los últimos avisos',
  nothingTold: 'Ninguno todavía.',
  states: { queued: 'espera', sent: 'enviado', failed: 'falló', expired: 'no llegó a tiempo' },
};
