import { formatDuration } from '../../core/duration.ts';
import { sayIn } from '../../core/say-in.ts';
import type { TextCount } from '../../services/count-text.ts';
import { alerts } from './es-alerts.ts';
import { business } from './es-business.ts';
import { consent } from './es-consent.ts';
import { forms } from './es-forms.ts';
import { holidays } from './es-holidays.ts';
import { hunt } from './es-hunt.ts';
import { keys } from './es-keys.ts';
import { line } from './es-line.ts';
import { passkeys } from './es-passkeys.ts';
import { people } from './es-people.ts';
import { push } from './es-push.ts';
import { safety } from './es-safety.ts';
import { settings } from './es-settings.ts';
import { setup } from './es-setup.ts';
import { webhooks } from './es-webhooks.ts';
import type { Words } from './language.ts';
import { BUSINESS } from './sentences/es-business.ts';
import { CALLS, DECISIONS } from './sentences/es-calls.ts';
import { HOLIDAYS } from './sentences/es-holidays.ts';
import { HOURS } from './sentences/es-hours.ts';
import { HUNT } from './sentences/es-hunt.ts';
import { LINES } from './sentences/es-lines.ts';
import { PASSKEYS } from './sentences/es-passkeys.ts';
import { PEOPLE } from './sentences/es-people.ts';
import { PUSH } from './sentences/es-push.ts';
import { SETUP } from './sentences/es-setup.ts';
import { TEAM } from './sentences/es-team.ts';
import { WEBHOOKS } from './sentences/es-webhooks.ts';

const say = sayIn(
  CALLS,
  HOLIDAYS,
  HOURS,
  HUNT,
  DECISIONS,
  PEOPLE,
  PUSH,
  TEAM,
  LINES,
  SETUP,
  WEBHOOKS,
  BUSINESS,
  PASSKEYS,
);

const credits = (count: number) => (count === 1 ? '1 crédito' : `${count} créditos`);

/** Every word of the pages, in the Spanish of the United States. People are addressed as usted. */
export const es: Words = {
  language: 'es',
  product: 'textback',
  home: 'Ir a la bandeja de entrada',
  skip: 'Ir al contenido',
  navigation: 'Páginas',
  offline: 'Sin conexión: lo que ve puede no estar al día.',
  save: 'Guardar',
  filter: 'Mostrar',
  nobody: 'Nadie',
  duration: (ms) => say(formatDuration(ms)),
  say,
  places: {
    inbox: 'Mensajes',
    leads: 'Clientes',
    calls: 'Llamadas',
    dashboard: 'Resumen',
    settings: 'Ajustes',
    account: 'Cuenta',
  },
  inbox: {
    title: 'Mensajes',
    all: 'Todos',
    unreadOnly: 'Sin leer',
    older: 'Conversaciones anteriores',
    empty:
      'Todavía no hay mensajes. Cuando alguien llama y nadie contesta, recibe un mensaje de texto, y su respuesta llega aquí.',
    allRead: 'Ya leyó todo.',
    choose: 'Elija una conversación.',
    you: 'Usted:',
    closed: 'Cerrada',
    unread: (count) => `${count} sin leer`,
  },
  thread: {
    title: 'Conversación',
    back: 'Volver a los mensajes',
    timeline: 'Lo que pasó',
    earlier: 'Anteriores',
    call: 'Llamar',
    details: 'Detalles',
    reply: 'Escriba un mensaje',
    send: 'Enviar',
    bookingLink: 'Enlace para citas',
    quickReplies: 'Respuestas rápidas',
    count: ({ characters, segments, left, isUnicode, credits: cost, balance }: TextCount) =>
      characters === 0
        ? `Quedan ${credits(balance)}`
        : `${characters === 1 ? '1 carácter' : `${characters} caracteres`}, ${
            segments === 1 ? '1 segmento' : `${segments} segmentos`
          }${isUnicode ? ' (caracteres especiales)' : ''}, quedan ${left} · ${credits(cost)} de ${balance}`,
    noTexts: 'Pidió no recibir más mensajes (STOP). Puede llamarle; un mensaje no se enviaría.',
    blockedNoTexts: 'Está bloqueado: ningún teléfono suena cuando llama, y nadie le escribe.',
    readOnly: 'Puede ver, pero no escribir.',
    optedOutShort: 'Sin mensajes (STOP)',
    blocked: 'Bloqueado',
    erased: 'Borrado por antigüedad (privacy purge)',
    automatic: 'textback',
    owner: 'Responsable',
    stageLabel: 'Etapa',
    name: 'Nombre',
    tag: 'Agregar una etiqueta',
    untag: (tag) => `Quitar la etiqueta ${tag}`,
    note: 'Agregar una nota',
    close: 'Cerrar la conversación',
    reopen: 'Abrir de nuevo',
    markUnread: 'Marcar como no leída',
    block: 'Bloquear',
    confirmBlock:
      '¿Bloquear a esta persona? Ningún teléfono volverá a sonar cuando llame, y nadie le escribirá.',
    unblock: 'Desbloquear',
    states: {
      queued: 'por enviar',
      sending: 'enviándose',
      sent: 'enviado',
      delivered: 'entregado',
      undelivered: 'no entregado',
      failed: 'no se pudo enviar',
      expired: 'no se envió a tiempo',
      cancelled: 'cancelado',
      unknown: 'quizás enviado',
      received: 'recibido',
    },
    calls: {
      answered: 'Llamada contestada',
      'no-answer': 'Llamada perdida: nadie contestó',
      busy: 'Llamada perdida: todos los teléfonos estaban ocupados',
      abandoned: 'Llamada perdida: colgó mientras sonaba',
      unreachable: 'Llamada perdida: ningún teléfono pudo sonar',
      voicemail: 'Llamada perdida: pasó al buzón de voz',
      blocked: 'Llamada bloqueada',
      'in-progress': 'Llamando ahora',
      'not-known': 'Llamada, no se sabe cómo terminó',
    },
    talked: (duration) => `hablaron ${duration}`,
    calledFrom: (extension, what) => `Llamada desde ${extension}: ${what}`,
    stage: (to, who) => `Etapa ${to}, por ${who}`,
    assigned: (to, why) => `Responsable: ${to} (${why})`,
    reasons: {
      rule: 'por la regla de la línea',
      escalation: 'nadie había respondido',
      merge: 'dos clientes potenciales se unieron en uno',
      'user-removed': 'su responsable ya no está',
    },
    optedIn: 'Pidió recibir mensajes otra vez',
    optedOut: 'Pidió no recibir más mensajes',
    merged: (number, who) => `Unido con ${number}, por ${who}`,
  },
  leads: {
    title: 'Clientes',
    boardTitle: 'Etapas',
    back: 'Volver a los clientes',
    list: 'Lista',
    board: 'Tablero',
    search: 'Buscar',
    searchHint: 'Nombre, número, palabras de notas y mensajes',
    find: 'Buscar',
    narrow: 'Filtrar',
    narrowedBy: 'Filtros',
    anySource: 'Cualquier origen',
    anyOwner: 'Cualquiera',
    anyStage: 'Cualquier etapa',
    anyTag: 'Cualquier etiqueta',
    order: 'Orden',
    nobodysFirst: 'Primero los que no son de nadie',
    unassigned: 'Sin responsable',
    latest: 'Actividad más reciente',
    without: (what, value) => `Quitar el filtro ${what}: ${value}`,
    withoutAll: 'Quitar todos',
    noneSoFar: 'Ninguno entre los que se revisaron hasta ahora.',
    source: 'Origen',
    tag: 'Etiqueta',
    sources: { 'missed-call': 'Llamada perdida', text: 'Mensaje', import: 'Importado' },
    empty:
      'Todavía no hay clientes potenciales. Lo es cada persona que llama sin que le contesten, o que escribe.',
    noneFound: 'No hay clientes así.',
    more: 'Más clientes',
    foundIn: (place, excerpt) => `${place}: ${excerpt}`,
    places: { note: 'Nota', text: 'Mensaje' },
    exportTable: 'Todos como tabla (CSV)',
    exportContacts: 'Todos como contactos (vCard)',
    contact: 'Guardar como contacto',
    emptyStage: 'Nadie',
    move: 'Mover',
    moveWhom: (name) => `Mover a ${name} a otra etapa`,
    moveTo: 'Mover a',
    moreIn: (stage) => `Más en ${stage}`,
    cancel: 'Cancelar',
    conversation: 'Abrir la conversación',
    facts: 'Cliente potencial',
    numbers: 'Números',
    created: 'Desde',
    activity: 'Actividad más reciente',
    response: 'Respuesta',
    answeredAfter: (duration, by) => `después de ${duration}, por ${by}`,
    waiting: 'espera a una persona',
    escalated: (times) => (times === 1 ? 'se avisó una vez' : `se avisó ${times} veces`),
    somebody: 'alguien',
    mergeTitle: '¿La misma persona dos veces?',
    mergeOther: 'Número del otro cliente, o su # e id',
    merge: 'Unir con este cliente',
    confirmMerge: 'Todo lo del otro cliente pasa a este. Se puede deshacer durante 30 días.',
    undoMerge: (number) => `Separar ${number} de nuevo`,
    change: 'Cambiar',
    timeline: 'Lo que pasó',
  },
  calls: {
    title: 'Llamadas',
    back: 'Volver a las llamadas',
    incoming: 'Recibidas',
    outgoing: 'Hechas',
    outgoingTitle: 'Llamadas hechas',
    older: 'Llamadas anteriores',
    empty: 'Todavía no hay llamadas. Aquí se anota cada llamada que llega a una línea de textback.',
    noneFound: 'No hay llamadas así.',
    noneOutgoing:
      'Todavía no hay llamadas. Aquí aparece lo que marcan sus extensiones, donde textback puede saberlo.',
    outcome: 'Resultado',
    anyOutcome: 'Cualquier resultado',
    ends: {
      missed: 'Perdidas, todas',
      answered: 'Contestada',
      'no-answer': 'Nadie contestó',
      busy: 'Teléfonos ocupados',
      abandoned: 'Colgó mientras sonaba',
      unreachable: 'Ningún teléfono pudo sonar',
      voicemail: 'Pasó al buzón de voz',
      blocked: 'Bloqueada',
      'not-known': 'En curso, o no se sabe',
    },
    line: 'Línea',
    anyLine: 'Cualquier línea',
    day: 'Día',
    withheld: 'Número oculto',
    rang: (names, duration) =>
      duration === null ? `Sonó en ${names}` : `Sonó en ${names} durante ${duration}`,
    test: 'Prueba',
    testLabel: 'Prueba',
    testCall: 'Una llamada de prueba, hecha por textback',
    handlings: { journaled: 'Sin textback', observed: 'Solo observada' },
    explainHandlings: {
      journaled: 'El plan de marcado por sí solo, mientras textback no estaba',
      observed: 'Su central telefónica; textback solo observa esta línea',
    },
    number: 'Número',
    talk: 'Duración',
    voicemail: 'Buzón de voz',
    calledBack: 'Llamada devuelta',
    routedBy: 'Atendida por',
    lead: 'Abrir la conversación',
    phones: 'Teléfonos',
    textBack: 'Respuesta por mensaje',
    undecided: 'Aún no se decide: la llamada no ha terminado.',
    asked: 'Razones en contra, en orden',
    answer: (applies, detail) => [applies ? 'sí' : 'no', detail].filter((part) => part !== '').join(', '),
    texted: 'Se le escribió',
    notTexted: (reason) => `Sin mensaje: ${reason}`,
    reasons: {
      'test-call': 'llamada de prueba',
      disabled: 'desactivado',
      answered: 'contestada',
      'outcome-unknown': 'no se sabe cómo terminó',
      blocked: 'bloqueado',
      tagged: 'lo impide una etiqueta',
      'rang-too-briefly': 'sonó muy poco',
      'withheld-number': 'número oculto',
      'own-number': 'es un número suyo',
      'not-textable': 'no recibe mensajes',
      'opted-out': 'pidió no recibir mensajes',
      'consent-under-review': 'quizás pidió no recibir mensajes',
      'country-not-allowed': 'país no permitido',
      'too-old': 'demasiado tarde',
      'in-conversation': 'en conversación',
      'cool-down': 'se le escribió hace poco',
      resolved: 'ya hablaron',
      'cap-reached': 'límite alcanzado',
      'quiet-hours': 'allá es de noche',
      'no-credit': 'sin créditos',
    },
  },
  dashboard: {
    title: 'Resumen',
    period: 'Período',
    units: { day: 'Día', week: 'Semana', month: 'Mes' },
    line: 'Línea',
    allLines: 'Todas las líneas',
    owner: 'Responsable',
    everybody: 'Todos',
    show: 'Mostrar',
    earlier: 'Período anterior',
    later: 'Período siguiente',
    soFar: (period) => `${period}, hasta ahora`,
    against: (period) => `comparado con ${period}`,
    asOf: (when, timeZone) => `Datos al ${when} · Días y horas de ${timeZone}`,
    figuresTitle: 'Cifras',
    figures: {
      inbound: {
        title: 'Llamadas',
        means:
          'Llamadas recibidas, contestadas o perdidas. No se cuentan las de prueba, las de números bloqueados, las de quien colgó enseguida, ni las que nadie supo cómo terminaron.',
      },
      answered: {
        title: 'Contestadas',
        means: 'Llamadas en las que alguien contestó, y oprimió 1 donde se pide.',
      },
      missed: {
        title: 'Perdidas',
        means:
          'Llamadas que nadie contestó, por la razón que sea; también las de quien dejó un mensaje en el buzón de voz.',
      },
      missedRate: { title: 'Tasa de perdidas', means: 'Llamadas perdidas, del total de llamadas.' },
      brief: {
        title: 'Colgó enseguida',
        means:
          'Personas que colgaron antes del tiempo mínimo de la línea. No cuentan como perdidas ni reciben mensaje.',
      },
      textsSent: {
        title: 'Mensajes enviados',
        means:
          'Mensajes a clientes que la operadora aceptó, tanto automáticos como de personas, según cuándo se escribieron.',
      },
      textsDelivered: {
        title: 'Entregados',
        means: 'De estos, los que la operadora dijo que llegaron. No todas lo dicen.',
      },
      textBacks: {
        title: 'Respuestas automáticas',
        means: 'Mensajes enviados que respondieron a una llamada perdida.',
      },
      replies: {
        title: 'Contestaciones',
        means: 'Respuestas automáticas cuyo destinatario escribió dentro de 7 días, lo que sea.',
      },
      replyRate: {
        title: 'Tasa de contestación',
        means: 'Contestaciones, del total de respuestas automáticas.',
      },
      leads: {
        title: 'Clientes nuevos',
        means:
          'Personas que llamaron sin que les contestaran, o que escribieron, por primera vez. No se cuentan los importados ni los unidos con otros.',
      },
      qualified: {
        title: 'Calificados',
        means:
          'Clientes potenciales que pasaron a una etapa de calificados, o directo a una de trabajo agendado.',
      },
      booked: {
        title: 'Agendados',
        means: 'Clientes potenciales que pasaron a una etapa de trabajo agendado.',
      },
      followUpMs: {
        title: 'Tiempo de respuesta',
        means:
          'Desde la llamada perdida hasta la primera respuesta de una persona: una llamada devuelta y contestada, un mensaje, su siguiente llamada contestada, o un cambio de etapa. La mediana de las que tuvieron respuesta.',
      },
      withinTarget: {
        title: 'Dentro de la meta',
        means:
          'Llamadas perdidas con respuesta dentro de la meta de la línea, de las que tenían una y cuyo plazo ya pasó.',
      },
      credits: {
        title: 'Créditos usados',
        means: 'Créditos usados en mensajes, también en avisos a su propia gente, menos los devueltos.',
      },
    },
    before: (value) => `Antes: ${value}.`,
    noComparison: 'sin comparación',
    same: 'igual',
    points: (amount) => `${amount} puntos`,
    better: 'mejor',
    worse: 'peor',
    overTime: 'Llamadas y perdidas',
    chartLabel: 'Llamadas y llamadas perdidas en el tiempo. La tabla de abajo tiene los mismos números.',
    asTable: 'Como tabla',
    hour: 'Hora',
    funnelTitle: 'De la llamada perdida al trabajo',
    funnel: {
      missed: {
        title: 'Llamaron sin respuesta',
        means: 'Personas con número cuya llamada se perdió en el período, cada una una vez.',
      },
      texted: {
        title: 'Recibieron mensaje',
        means: 'De estas, las que recibieron una respuesta automática que la operadora aceptó.',
      },
      replied: {
        title: 'Contestaron',
        means:
          'De las que recibieron mensaje, las que escribieron dentro de 7 días de su primera llamada perdida.',
      },
      qualified: {
        title: 'Calificados',
        means:
          'De quienes llamaron sin respuesta, los que desde entonces pasaron a una etapa de calificados o de trabajo agendado; por mensaje o por llamada.',
      },
      booked: {
        title: 'Agendados',
        means:
          'De quienes llamaron sin respuesta, los que desde entonces pasaron a una etapa de trabajo agendado.',
      },
    },
    responsesTitle: 'Primera respuesta a una llamada perdida',
    responsesMeans:
      'Cuánto esperaron quienes llamaron sin respuesta hasta que una persona les devolvió la llamada, les escribió, contestó su siguiente llamada o cambió su etapa.',
    waits: [
      'en 1 minuto',
      'en 5 minutos',
      'en 15 minutos',
      'en 1 hora',
      'en 4 horas',
      'en 24 horas',
      'más tarde',
    ],
    notYet: 'todavía no',
    notYetMeans: 'Nadie les ha respondido hasta ahora.',
    byHourTitle: 'Perdidas por hora de la semana',
    credits: 'Créditos',
    creditsLeft: 'créditos quedan',
    daysLeft: 'días quedan',
    lowCredits: 'Quedan pocos créditos. Sin créditos nadie recibe mensajes: recargue a tiempo.',
    forecast: (perDay) => `Si se usan tantos como en los últimos 28 días: ${perDay} al día.`,
  },
  business,
  forms,
  holidays,
  hunt,
  keys,
  line,
  settings,
  passkeys,
  push,
  setup,
  people,
  safety,
  consent,
  alerts,
  webhooks,
  roles: {
    owner: 'Dueño: puede hacer todo',
    staff: 'Personal: puede hacer todo con los clientes',
    'read-only': 'Puede ver, sin cambiar nada',
  },
  signIn: {
    title: 'Iniciar sesión',
    name: 'Nombre',
    password: 'Contraseña',
    wrong: 'El nombre o la contraseña no son correctos.',
    wait: (seconds) => `Demasiadas contraseñas incorrectas. Intente de nuevo en ${seconds} s.`,
  },
  firstRun: {
    title: 'Todavía nadie puede iniciar sesión',
    nobody: 'Todavía nadie puede iniciar sesión. En la máquina donde corre textback, escriba:',
    commands: 'textback user add Maria --role owner --language es\ntextback user password Maria',
    afterwards: 'Luego cargue esta página de nuevo.',
  },
  account: {
    title: 'Su cuenta',
    language: 'Idioma',
    asBrowser: 'El del navegador',
    languageChanged: 'Se cambió el idioma.',
    changePassword: 'Cambiar la contraseña',
    currentPassword: 'Contraseña actual',
    newPassword: 'Contraseña nueva, de al menos 10 caracteres',
    sessions: 'Dónde tiene la sesión abierta',
    thisBrowser: 'este navegador',
    unknownBrowser: 'Navegador desconocido',
    lastSeen: (when) => `último uso: ${when}`,
    withPasskey: (name) => `inició sesión con la llave de acceso ${name}`,
    signOut: 'Cerrar sesión',
    changed: 'Se cambió su contraseña. En los demás lugares tiene que iniciar sesión otra vez.',
    ended: 'Se cerró la sesión en ese navegador.',
  },
  problems: {
    'bad-request': {
      title: 'No se entiende esta solicitud',
      remedy: 'Regrese, cargue la página de nuevo e inténtelo otra vez.',
    },
    'sign-in-needed': { title: 'No ha iniciado sesión', remedy: 'Inicie sesión e inténtelo de nuevo.' },
    'other-site': {
      title: 'Esto vino de otro sitio, y no se hizo',
      remedy: 'Abra textback por su propia dirección, y hágalo ahí.',
    },
    'old-form': {
      title: 'Esta página era demasiado vieja, y no se hizo nada',
      remedy: 'Regrese, cargue la página de nuevo e inténtelo otra vez.',
    },
    'password-first': {
      title: 'Elija primero una contraseña propia',
      remedy: 'No se hizo nada. La que le dieron solo sirve para elegir otra: véalo en su cuenta.',
    },
    'only-on-this-machine': {
      title: 'Solo los programas de esta máquina pueden pedir esto',
      remedy: 'Pídalo desde la máquina donde corre textback, en la dirección de [http] listen, sin proxy.',
    },
    'too-many-pages': {
      title: 'Hay demasiadas páginas abiertas',
      remedy: 'Cierre algunas y cargue esta página de nuevo.',
    },
    'set-up-already': {
      title: 'textback ya está configurado',
      remedy: 'Alguien fue más rápido, o fue usted. Entre, o pida una contraseña al dueño.',
    },
    'not-found': {
      title: 'Aquí no hay nada',
      remedy: 'Revise la dirección, o vuelva a los mensajes.',
    },
    'length-needed': {
      title: 'Falta la longitud de lo que se envía',
      remedy: 'Envíela en un encabezado Content-Length, en lugar de Transfer-Encoding: chunked.',
    },
    'token-needed': {
      title: 'Esto necesita un token de la API, y no se envió ninguno válido',
      remedy:
        'Cree uno con `textback token add NAME --user PERSON`, y envíelo como `Authorization: Bearer …`.',
    },
    'reading-token': {
      title: 'Este token puede ver, pero no cambiar nada',
      remedy: 'No se cambió nada. Cree otro con `textback token add NAME --user PERSON --scope write`.',
    },
    'other-method': {
      title: 'Esta dirección acepta otros métodos',
      remedy: 'Vea el encabezado Allow, y /api/openapi.json.',
    },
    'not-json': {
      title: 'Lo enviado no dice que es JSON',
      remedy: 'No se cambió nada. Envíe `Content-Type: application/json`.',
    },
    'bad-json': {
      title: 'Lo enviado no es JSON',
      remedy: 'No se cambió nada. Lo que acepta la solicitud está en /api/openapi.json.',
    },
    'key-used': {
      title: 'Este Idempotency-Key se usó para otra solicitud en las últimas 24 horas',
      remedy: 'No se cambió nada. Use una clave nueva para cada cosa que se deba hacer.',
    },
    'answer-erased': {
      title: 'Esto ya se hizo antes, y la respuesta ya no se guarda',
      remedy: 'No se hizo de nuevo: la respuesta hablaba de un cliente que se borró desde entonces.',
    },
    'too-large': { title: 'Es demasiado de una vez', remedy: 'Envíe menos, o envíelo en partes.' },
    'wrong-host': {
      title: 'textback no se llama así',
      remedy:
        'Use http://127.0.0.1 y su puerto, o ponga en [http] public_url el nombre que escribe la gente.',
    },
    'too-many-requests': {
      title: 'Demasiadas solicitudes desde su dirección',
      remedy: 'Espere un minuto y cargue la página de nuevo.',
    },
    failed: {
      title: 'Algo salió mal aquí',
      remedy:
        'No se cambió nada. Inténtelo de nuevo; si sigue igual, mire el registro (journalctl -u textback).',
    },
  },
};
