// Between the pages and the network. A phone that is lost must not hold what customers wrote: of pages, only the one
// that says that textback cannot be reached is kept. `SHELL` is written above this by routes/service-worker.ts.
const CACHE = `shell-${SHELL.version}`;

self.addEventListener('install', (event) => {
  event.waitUntil(fill());
});

async function fill() {
  const cache = await caches.open(CACHE);
  await cache.addAll(SHELL.files);
  // A new version of textback is in force at once, not when the last page of the old one is closed.
  await self.skipWaiting();
}

self.addEventListener('activate', (event) => {
  event.waitUntil(takeOver());
});

async function takeOver() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  // The browser asks for a page while this worker is still being started.
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

// Live updates, forms, and parts of pages go by as if there were no worker.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(page(event));
  else if (SHELL.files.includes(new URL(request.url).pathname)) event.respondWith(kept(request));
});

async function page(event) {
  try {
    const response = (await event.preloadResponse) ?? (await fetch(event.request));
    // What a proxy says in textback's place.
    if (response.status === 502 || response.status === 504) return await offline(response);
    return response;
  } catch {
    return await offline(Response.error());
  }
}

async function offline(otherwise) {
  return (await caches.match(SHELL.offline)) ?? otherwise;
}

/** Their names change with what is in them. */
async function kept(request) {
  return (await caches.match(request)) ?? (await fetch(request));
}

// What happened, for whoever looks after it (services/notify-people.ts). A browser wants something shown each time.
self.addEventListener('push', (event) => {
  event.waitUntil(show(alertIn(event.data)));
});

function alertIn(data) {
  try {
    return data.json();
  } catch {
    return { title: 'textback', body: '', path: '/inbox', tag: 'alert', isUrgent: false };
  }
}

function show({ title, body, path, tag, isUrgent }) {
  const { icon } = SHELL;
  return self.registration.showNotification(title, {
    ...{ body, tag, icon, badge: icon, data: { path }, requireInteraction: isUrgent },
  });
}

// The browser has given up its address, and does not say where alerts are to go now: that takes a person.
self.addEventListener('pushsubscriptionchange', (event) => {
  const { title, body } = SHELL.ended[navigator.language.split('-')[0]] ?? SHELL.ended.en;
  event.waitUntil(show({ title, body, path: '/account', tag: 'ended', isUrgent: true }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data.path));
});

/** A page that shows it already is looked at; no other is led away from what may be half written in it. */
async function open(path) {
  const url = new URL(path, self.location.origin);
  const { pathname } = url.origin === self.location.origin ? url : new URL('/inbox', self.location.origin);
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const shown = pages.find((page) => new URL(page.url).pathname === pathname);
  return shown === undefined ? await self.clients.openWindow(pathname) : await shown.focus();
}
