import type { Words } from './language.ts';

/** Words of the hunt group, in Spanish. */
export const hunt: Words['hunt'] = {
  title: 'A quién llama la línea',
  back: 'Volver a la línea',
  several: 'Hacer sonar varios teléfonos, a la vez o uno tras otro',
  change: 'Cambiar a quién llama',
  order: 'Orden de los pasos',
  orders: {
    fixed: 'Como están aquí',
    'round-robin': 'Por turno: cada llamada empieza con el siguiente',
    'longest-idle': 'Primero quien lleva más tiempo sin hablar',
  },
  step: (position) => `Paso ${position}`,
  phone: (position) => `Teléfono ${position}`,
  kind: 'Tipo',
  kinds: {
    number: 'Número de teléfono',
    extension: 'Extensión',
    line: 'Otra línea suya',
    endpoint: 'Como lo marca Asterisk',
  },
  to: 'Número',
  toHint:
    'Un grupo o una cola de FreePBX se marca como Local/600@from-internal. Los nombres son para usted: «Celular de María».',
  name: 'Nombre, si quiere',
  press1: 'Debe marcar 1, para que ningún buzón de voz tome la llamada',
  removePhone: 'Quitar teléfono',
  addPhone: 'Hacer sonar otro teléfono a la vez',
  ring: 'Cuántos segundos suena',
  ringHint: 'De 5 a 60. Déjelo vacío para que suene hasta el límite de la línea.',
  when: 'Cuándo suena',
  always: 'siempre',
  whenHint: 'Ningún día marcado: todos los días. Sin horas: todo el día. Las horas son las de la línea.',
  from: 'Desde',
  until: 'Hasta',
  written: 'Horario por escrito',
  writtenHint: 'Por ejemplo: lun-vie 8:00-12:00 13:00-17:00, sáb 9-12. Déjelo vacío para siempre.',
  writeOut: 'Otras horas en otros días',
  tickDays: 'Volver a marcar días',
  up: 'Subir',
  down: 'Bajar',
  removeStep: 'Quitar paso',
  addStep: 'Agregar un paso',
  draft: 'Lo que ve todavía no está guardado.',
  refresh: 'Mostrar qué pasa',
  story: 'Qué pasa cuando alguien llama',
  unread: 'Una parte todavía no se entiende: vea lo marcado abajo.',
  extension: (digits) => `la extensión ${digits}`,
  lineOf: (number) => `los teléfonos de la línea ${number}`,
  rings: ({ step, isInOrder, who, isOne, seconds, when }) =>
    [
      isInOrder ? (step === 1 ? 'Primero' : 'Después') : `Paso ${step}:`,
      when === null ? '' : `, pero solo ${when},`,
      ` ${isOne ? 'suena' : 'suenan a la vez'} ${who} `,
      seconds === null ? 'hasta que deja de sonar.' : `por ${seconds} s.`,
    ].join(''),
  asked: (who, isOne) =>
    `${who} ${isOne ? 'debe' : 'deben'} marcar 1 para tomar la llamada; hasta entonces los demás siguen sonando.`,
  cutShort: (seconds, timeout, isAlways) =>
    `${isAlways ? 'Suena' : 'Si suenan todos los pasos anteriores, suena'} solo ${seconds} s, porque el límite de ${timeout} s de la línea lo termina.`,
  never: (timeout, isAlways) =>
    `${isAlways ? 'Nunca suena' : 'Si suenan todos los pasos anteriores, no suena'}: para entonces ya pasó el límite de ${timeout} s. Haga sonar menos los pasos anteriores, o ponga un límite más largo.`,
  turns: {
    'round-robin': 'Cada llamada empieza con el paso que sigue al que empezó la llamada anterior.',
    'longest-idle': 'Suena primero el paso cuyos teléfonos llevan más tiempo sin hablar con nadie.',
  },
  turnsCut: (timeout) =>
    `Juntos suenan más que el límite de ${timeout} s de la línea: los últimos se cortan. Haga sonar menos segundos, o ponga un límite más largo.`,
  nobody: 'No suena nadie.',
  ends: {
    release: (seconds) => `Después de ${seconds} s a lo más, la llamada termina.`,
    announcement: (seconds) => `Después de ${seconds} s a lo más, quien llama oye el anuncio.`,
    voicemail: (seconds) => `Después de ${seconds} s a lo más, quien llama pasa al buzón de voz.`,
  },
  texted: 'Quien llamó y nadie contestó recibe el mensaje enseguida.',
  notTexted: 'Nadie recibe mensajes: están apagados para esta línea.',
  single: 'Hacer sonar un solo teléfono',
  singleHint: 'Este teléfono reemplaza todos los pasos, a toda hora.',
  useSingle: 'Hacer sonar solo este teléfono',
  noPhone: { problem: 'Este paso no hace sonar a nadie.', remedy: 'Ponga un número, o quite el paso.' },
  noNumber: { problem: 'Hay un nombre sin número.', remedy: 'Ponga su número, o borre el nombre.' },
  noExtension: {
    problem: 'Esto no es una extensión.',
    remedy: 'Ponga sus dígitos, como 100, o elija «Como lo marca Asterisk».',
  },
  bothTimes: {
    problem: 'Falta una hora, o hay una que ningún reloj muestra.',
    remedy: 'Ponga las dos horas, o ninguna para todo el día.',
  },
};
