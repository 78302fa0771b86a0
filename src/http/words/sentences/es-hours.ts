import type { Sentences } from '../../../core/say-in.ts';

/** What is wrong with hours as they were typed. */
export const HOURS: Sentences = {
  'Write for example "mon-fri 8:00-17:00, sat 9-12".': 'Escriba por ejemplo «lun-vie 8:00-17:00, sáb 9-12».',
  'Write for example "9:00-12:00", "8am-noon, 1pm-5pm" or "closed".':
    'Escriba por ejemplo «9:00-12:00», «8am-mediodía, 1pm-5pm» o «cerrado».',
  'The hours do not say on which days.': 'El horario no dice en qué días.',
  'The last day has no hours.': 'El último día no tiene horas.',
  'Add them, or "closed".': 'Agréguelas, o «cerrado».',
  'There are no hours in it.': 'No tiene horas.',
  'Hours of a single day name no days.': 'Las horas de un solo día no nombran días.',
  'It is closed, and has hours.': 'Está cerrado, y tiene horas.',
  'The hours are too long to be hours.': 'El horario es demasiado largo.',
  'These hours are never open.': 'Con este horario nunca está abierto.',
  'Name the hours in which somebody is there.': 'Nombre las horas en las que hay alguien.',
  'On {}, {} and {} overlap.': 'El {}, {} y {} se enciman.',
  '{} and {} overlap.': '{} y {} se enciman.',
  'Write each stretch once.': 'Escriba cada tramo una sola vez.',
  '{} is neither a day nor hours.': '{} no es ni un día ni horas.',
  '{} has a time that no clock shows.': '{} tiene una hora que ningún reloj muestra.',
  'Write 0:00 to 24:00.': 'Escriba de 0:00 a 24:00.',
  '{} can be read in two ways.': '{} se puede leer de dos maneras.',
  'Write am and pm after both times, e.g. 8am-5pm, or use the 24-hour clock, e.g. 8:00-17:00.':
    'Escriba am y pm después de las dos horas, por ejemplo 8am-5pm, o use el reloj de 24 horas, por ejemplo 8:00-17:00.',
  // What stands in them.
  Monday: 'lunes',
  Tuesday: 'martes',
  Wednesday: 'miércoles',
  Thursday: 'jueves',
  Friday: 'viernes',
  Saturday: 'sábado',
  Sunday: 'domingo',
  '{} AM-{} AM': '{} a.m.-{} a.m.',
  '{} AM-{} PM': '{} a.m.-{} p.m.',
  '{} PM-{} AM': '{} p.m.-{} a.m.',
  '{} PM-{} PM': '{} p.m.-{} p.m.',
  '{} AM-noon': '{} a.m.-mediodía',
  '{} PM-noon': '{} p.m.-mediodía',
  'noon-{} AM': 'mediodía-{} a.m.',
  'noon-{} PM': 'mediodía-{} p.m.',
  'noon-noon': 'mediodía-mediodía',
  'all day': 'todo el día',
};
