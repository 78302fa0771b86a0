import type { Sentences } from '../../../core/say-in.ts';

/** Refusals about holidays and calendar files, and why an event of one is no holiday. */
export const HOLIDAYS: Sentences = {
  'Export the holidays from your calendar program as .ics.':
    'Exporte los días festivos de su programa de calendario como .ics.',
  'The file is no iCalendar file: it does not begin with BEGIN:VCALENDAR.':
    'El archivo no es de calendario: no empieza con BEGIN:VCALENDAR.',
  'The calendar is larger than a calendar of holidays.':
    'El calendario es más grande que uno de días festivos.',
  'Give one of at most 1 MB.': 'Elija uno de a lo más 1 MB.',
  'The calendar has no events.': 'El calendario no tiene eventos.',
  'The calendar has more than {} events.': 'El calendario tiene más de {} eventos.',
  'Give one that holds holidays only.': 'Elija uno que solo tenga días festivos.',
  'The name of the holiday has {} characters.': 'El nombre del día festivo tiene {} caracteres.',
  'Give one of 1 to {}, e.g. Thanksgiving.': 'Escriba uno de 1 a {}, por ejemplo Día de Acción de Gracias.',
  'There would be more than {} holidays.': 'Habría más de {} días festivos.',
  'Remove some first: see `textback holiday list`.': 'Quite primero algunos.',
  'There is no holiday {} of every line.': 'No hay ningún día festivo {} de todas las líneas.',
  'There is no holiday {} of the line {}.': 'No hay ningún día festivo {} de la línea {}.',
  'There is no holiday {} {}.': 'No hay ningún día festivo {} {}.',
  'See `textback holiday list`. Those of every line are removed with --all, those of one with its number.':
    'Vea la lista; quizás alguien ya lo quitó.',
  'it was cancelled': 'se canceló',
  'it has no day': 'no tiene día',
  'it is over': 'ya pasó',
  'it does not last whole days': 'no dura días enteros',
  'no calendar has its day {}': 'ningún calendario tiene su día {}',
  'it lasts {} days, and a holiday 1 to {}': 'dura {} días, y un día festivo de 1 a {}',
  'it repeats in a way that no holiday here can ({})':
    'se repite de una manera que aquí no puede ningún día festivo ({})',
  'it cannot be read ({})': 'no se entiende ({})',
};
