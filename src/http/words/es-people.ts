import type { Words } from './language.ts';

/** Words about the people of the business, in the Spanish of the United States. */
export const people: Words['people'] = {
  add: 'Agregar a una persona',
  addTitle: 'Una persona nueva',
  back: 'Volver al equipo',
  facts: 'Quién es',
  name: 'Nombre',
  role: 'Función',
  phone: 'Teléfono propio',
  phoneHint:
    'Ahí llegan los avisos por mensaje, y lo que escriba desde él al número del negocio son órdenes.',
  email: 'Correo electrónico',
  emailHint: 'Ahí llegan los avisos por correo.',
  language: 'Idioma',
  asBrowser: 'El del navegador',
  extension: 'Teléfono en la central',
  extensionHint: 'Por ejemplo PJSIP/100: las llamadas hechas ahí son suyas.',
  login: 'Usuario en este equipo',
  loginHint: 'Así los comandos de textback actúan en su nombre. Déjelo vacío si no tiene.',
  added: (name) => `Se agregó a ${name}. Dele abajo una contraseña para que pueda iniciar sesión.`,
  saved: 'Guardado.',
  onlyOwners: 'Solo un dueño puede cambiar esto.',
  open: (name) => `Editar a ${name}`,
  lines: 'Atiende',
  signIn: 'Inicio de sesión',
  noPassword: 'No tiene contraseña y no puede iniciar sesión.',
  hasPassword: (when) => `Desde el ${when} tiene una contraseña propia.`,
  temporary: (until) =>
    `Tiene una contraseña temporal, válida hasta el ${until}, y aún no ha elegido la suya.`,
  temporaryOver: 'Tenía una contraseña temporal, que ya venció.',
  give: 'Dar una contraseña temporal',
  confirmGive: '¿Dar una contraseña nueva? Se cierra su sesión en todas partes y la anterior deja de servir.',
  given: (name) => `Esta es la contraseña de ${name}. Se muestra solo esta vez: anótela o léasela.`,
  givenHow: (address, name, until) =>
    `Inicia sesión en ${address} como ${name} y luego elige una propia. Hasta el ${until} es válida.`,
  take: 'Quitar el inicio de sesión',
  confirmTake:
    'Se cierra su sesión en todas partes y no podrá iniciarla hasta que se le dé una contraseña. ¿Continuar?',
  taken: 'Ya no puede iniciar sesión.',
  notYourself: {
    problem: 'No puede quitarse el inicio de sesión a sí mismo.',
    remedy: 'No se cambió nada. Otro dueño puede hacerlo.',
  },
  sessions: 'Dónde tiene la sesión abierta',
  noSessions: 'No tiene ninguna sesión abierta.',
  signOut: 'Cerrar sesión',
  signOutAll: 'Cerrar sesión en todas partes',
  signedOut: 'Se cerró su sesión.',
  noPasskeys: 'Ninguna.',
  removePasskey: (name) => `Quitar ${name}`,
  passkeyRemoved: 'Ya nadie podrá iniciar sesión con esa llave de acceso, y se cerró la sesión donde se usó.',
  remove: 'Quitar del equipo',
  removeMeans:
    'Ya no puede iniciar sesión, no recibe avisos y no atiende ninguna línea. Lo que hizo conserva su nombre.',
  leadsTo: 'Quién se encarga de sus clientes potenciales',
  leadsOwned: (count) =>
    count === '1'
      ? 'Es responsable de 1 cliente potencial.'
      : `Es responsable de ${count} clientes potenciales.`,
  confirmRemove: (name) => `¿Quitar a ${name}?`,
  removed: (name) => `Se quitó a ${name}.`,
  nobodyHere: { problem: 'Esa persona ya no está.', remedy: 'Vuelva al equipo.' },
  choose: 'Elija una contraseña propia',
  chooseWhy: 'Inició sesión con una temporal. Desde ahora solo usted la conoce.',
  currentGiven: 'Contraseña que le dieron',
};
