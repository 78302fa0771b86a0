import type { Words } from './language.ts';

/** Words of a line's settings beyond the first, in Spanish. */
export const line: Words['line'] = {
  name: 'Nombre del negocio',
  nameHint: 'Como lo conocen sus clientes: {{business_name}} en los mensajes lo dice.',
  bookingLink: 'Enlace para citas',
  bookingHint:
    'La dirección de su página de citas, para {{booking_link}} en los mensajes. Déjelo vacío si no tiene.',
  advanced: 'Avanzado',
  groups: {
    response: 'Devolver la llamada',
    texts: 'Cuándo se escribe a quien llamó',
    'after-miss': 'Qué oye quien llama cuando nadie contesta',
    phones: 'Qué muestran y piden los teléfonos que suenan',
  },
  fields: {
    'response-target': {
      label: 'Devolver la llamada en',
      hint: 'En cuánto tiempo de atención debe responder alguien a una llamada perdida, antes de avisar al siguiente. Por ejemplo 5m o 1h; 0 para ninguna meta.',
    },
    'min-ring': {
      label: 'Timbre mínimo que cuenta',
      hint: 'A quien cuelga antes no se le escribe. De 0 a 60 segundos.',
    },
    'cool-down': {
      label: 'Escribir a la misma persona una sola vez en',
      hint: 'Mientras no haya respondido. Por ejemplo 4h o 30m, hasta 30d; 0 para cada vez.',
    },
    'text-delay': {
      label: 'Esperar antes de escribir',
      hint: 'Por si logra comunicarse después. Hasta 1h; 0 para escribir enseguida.',
    },
    'text-expiry': {
      label: 'Ya es tarde para un mensaje después de',
      hint: 'Un mensaje que no pudo salir hasta entonces ya no se envía. De 1m a 1d.',
    },
    countries: {
      label: 'Países a cuyos números se escribe',
      hint: 'Dos letras cada uno, como US, CA. Déjelo vacío para el país de la línea.',
    },
    gateways: {
      label: 'Pasarelas que envían los mensajes',
      hint: 'Sus nombres en orden, separados por comas. Déjelo vacío para todas, como están configuradas.',
    },
    'after-miss': {
      label: 'Cuando nadie contesta',
      hint: 'El mensaje sale de todos modos, enseguida.',
    },
    voicemail: {
      label: 'Dónde está el buzón de voz',
      hint: 'En el plan de marcado: contexto,extensión,prioridad. En FreePBX ext-local,vmu100,1 es el buzón 100. Déjelo vacío si no hay.',
    },
    announcement: {
      label: 'Grabación del anuncio',
      hint: 'Como la llama Asterisk, por ejemplo custom/closed. Déjelo vacío para las palabras de textback.',
    },
    'announcement-answers': {
      label: 'Contestar la llamada para el anuncio',
      hint: 'Entonces quien llama paga la llamada; con algunas operadoras solo así se oye.',
    },
    'caller-id': {
      label: 'Qué muestra el teléfono que suena',
      hint: 'Su troncal debe permitir el número de quien llama; muchas solo permiten el suyo.',
    },
    'caller-id-prefix': {
      label: 'Palabras antes de quien llama',
      hint: 'Donde se muestra el número de esta línea. Hasta 20 caracteres. Déjelo vacío para el nombre del negocio.',
    },
    'confirm-seconds': {
      label: 'Segundos para marcar 1',
      hint: 'Cuánto tiempo tiene quien contesta, donde un teléfono lo pide. De 3 a 30.',
    },
    'name-recording': {
      label: 'Grabación del nombre del negocio',
      hint: 'Se oye antes de «marque 1», por ejemplo custom/acme. Déjelo vacío para un tono.',
    },
  },
  options: {
    'after-miss': {
      'hang-up': 'Terminar la llamada',
      announcement: 'Anunciar que llegará un mensaje',
      voicemail: 'Pasar al buzón de voz',
    },
    'caller-id': {
      caller: 'A quien llama',
      business: 'El número de esta línea, con quien llama en el nombre',
      diversion: 'A quien llama, desviado desde el número de esta línea',
    },
  },
  owners: 'Quién atiende las llamadas perdidas',
  ownersHint:
    'Reciben el primer aviso y son responsables del cliente potencial. Si no responden a tiempo, se avisa al siguiente.',
  rule: 'De quién es una llamada perdida',
  rules: {
    fixed: 'Siempre de la primera persona',
    'round-robin': 'De cada quien por turno',
    hours: 'De quien tenga ese horario',
  },
  person: (position) => `Persona ${position}`,
  theirHours: (position) => `Horario de la persona ${position}`,
  theirHoursHint:
    'Como lun-vie 8:00-17:00. Solo cuenta con «de quien tenga ese horario»; vacío para siempre.',
  hoursNotAsked: {
    problem: 'Los horarios solo cuentan donde una llamada perdida es «de quien tenga ese horario».',
    remedy: 'Elija eso, o borre los horarios.',
  },
  otherTexts: 'Otro texto para ciertas llamadas',
  otherTextsHint:
    'De los textos que corresponden a una llamada, se envía el primero en este orden: día festivo, fuera de horario, cliente conocido, cómo se perdió.',
  variants: {
    holiday: 'El mensaje en un día festivo',
    'known-customer': 'El mensaje para un cliente con quien ya trabajaron',
    'no-answer': 'El mensaje cuando nadie contestó',
    busy: 'El mensaje cuando todos los teléfonos estaban ocupados',
    abandoned: 'El mensaje cuando quien llamaba colgó mientras sonaba',
    unreachable: 'El mensaje cuando ningún teléfono pudo sonar',
    voicemail: 'El mensaje cuando quien llamó pasó al buzón de voz',
  },
  inUse: 'en uso',
  variantHint: 'Déjelo vacío para el mismo texto que en otros momentos.',
  noHolidays: 'Todavía no hay días festivos: este mensaje nunca se envía. Agréguelos en «Días festivos».',
  noVoicemail: 'Quienes llaman a esta línea no pasan al buzón de voz: este mensaje nunca se envía.',
};
