import type { Words } from './language.ts';

/** In the Spanish of the United States. */
export const passkeys: Words['passkeys'] = {
  title: 'Llaves de acceso',
  what: 'Inicie sesión con su dedo, su cara o el código de su teléfono o computadora. Su contraseña sigue sirviendo.',
  needsName:
    'Los navegadores guardan las llaves de acceso bajo un nombre, y esta página se abrió con una dirección que no lo tiene.',
  whatToSet:
    'En el mismo equipo, ábrala como http://localhost y su puerto; para los demás, ponga public_url y behind_proxy en [http], como explica el README.',
  unsupported: 'Este navegador no crea llaves de acceso. Pruebe con uno más nuevo.',
  password: 'Su contraseña',
  name: 'Nombre de la llave de acceso',
  nameMeans: 'Como usted la reconoce. Si lo deja vacío, se llama como este navegador.',
  add: 'Agregar una llave de acceso',
  failed: 'El navegador no creó la llave de acceso: se canceló, tardó demasiado o ya está aquí.',
  change: 'Cambiar el nombre o quitar',
  rename: 'Cambiar el nombre',
  remove: 'Quitar',
  confirmRemove: (name) =>
    `¿Quitar ${name}? Ya nadie podrá iniciar sesión con ella, y se cierra la sesión donde se usó.`,
  since: (when) => `desde ${when}`,
  used: (when) => `usada por última vez ${when}`,
  unused: 'sin usar todavía',
  added: 'Desde ahora puede iniciar sesión con esta llave de acceso.',
  renamed: 'La llave de acceso ya tiene otro nombre.',
  removed:
    'Ya nadie puede iniciar sesión con esa llave de acceso, y se cerró la sesión donde se usó. Bórrela también en el dispositivo.',
  signIn: 'Usar una llave de acceso',
  notUsed: 'No se usó ninguna llave de acceso: se canceló, tardó demasiado o no hay ninguna aquí.',
};
