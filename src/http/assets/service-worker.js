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
