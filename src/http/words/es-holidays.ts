import type { Words } from './language.ts';

const NTH = {
  1: 'primer',
  2: 'segundo',
  3: 'tercer',
  4: 'cuarto',
  5: 'quinto',
  [-1]: 'último',
} as const;

/** Words of the holidays, in Spanish. */
export const holidays: Words['holidays'] = {
  title: 'Días festivos',
  what: 'En un día festivo una línea está cerrada todo el día, o abre a otras horas; quien llama entonces recibe el mensaje de fuera de horario, o el de días festivos.',
  whose: 'Días festivos de',
  everyLine: 'Todas las líneas',
  none: 'Todavía no hay días festivos.',
  forEveryLine: 'todas las líneas',
  closed: 'cerrado todo el día',
  openAt: (hours) => `abierto ${hours}`,
  over: 'ya pasó',
  repeats: {
    once: 'una vez',
    yearly: 'cada año en esta fecha',
    observed: 'cada año; en fin de semana también el viernes anterior o el lunes siguiente',
    nth: ({ nth, weekday, month }) => `cada año, ${NTH[nth]} ${weekday} de ${month}`,
  },
  edit: 'Cambiar',
  remove: 'Quitar',
  add: 'Agregar un día festivo',
  day: 'Día',
  until: 'Último día, si son varios',
  repeat: 'Se repite',
  repeatWords: {
    once: 'Solo esta vez',
    yearly: 'Cada año en esta fecha',
    observed: 'Cada año en esta fecha; en fin de semana también el día hábil de al lado',
    'nth-weekday': 'Cada año en este día de la semana, como el cuarto jueves de noviembre',
    'last-weekday': 'Cada año en el último de estos días de la semana del mes',
  },
  name: 'Nombre',
  hours: 'Abierto de todos modos',
  hoursHint: 'Por ejemplo 9-12. Déjelo vacío para cerrado todo el día.',
  federal: 'Agregar los días festivos federales de Estados Unidos',
  federalHint:
    'Once días, de Año Nuevo a Navidad, cerrado todo el día; en fin de semana también el día hábil de al lado. Los que ya están quedan una sola vez.',
  import: 'Tomarlos de un calendario',
  importHint:
    'Un archivo que termina en .ics, como lo exportan los programas de calendario: sus eventos de todo el día serán días festivos. Hasta 1 MB.',
  file: 'Archivo de calendario',
  look: 'Solo ver',
  take: 'Agregarlos',
  looked: 'Esto es lo que se agregaría; no se guardó nada.',
  taken: 'Se leyó el calendario.',
  nothingNew: 'No tenía nada nuevo.',
  changes: { added: 'nuevo', changed: 'cambiado', unchanged: 'como estaba' },
  notTaken: (event, why) => `No se tomó: ${event}: ${why}`,
  saved: 'Guardado. Cuenta desde la próxima llamada.',
  noDay: { problem: 'Esto no es un día.', remedy: 'Elija uno en el calendario, como 2026-12-25.' },
  badUntil: {
    problem: 'El último día no es después del primero, o pasa de 31 días.',
    remedy: 'Elija un día posterior, o déjelo vacío si es un solo día.',
  },
  oneWeekday: {
    problem: 'Varios días no pueden repetirse por su día de la semana.',
    remedy: 'Agréguelos uno por uno, o haga que se repitan por su fecha.',
  },
  noFile: { problem: 'No eligió ningún archivo.', remedy: 'Elija primero el archivo de calendario.' },
};
