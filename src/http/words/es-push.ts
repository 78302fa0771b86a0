import type { Words } from './language.ts';

/** In the Spanish of the United States. */
export const push: Words['push'] = {
  unreachable: {
    title: 'No se puede conectar con textback',
    why: 'Este teléfono o computadora, o el equipo donde funciona textback, no tiene conexión en este momento.',
    goesOn:
      'Lo que escribieron los clientes no se guarda en este dispositivo, así que no hay nada que leer aquí hasta que vuelva la conexión.',
    again: 'Intentar de nuevo',
  },
};
