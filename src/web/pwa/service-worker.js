/*
 * Keeps the shell and the build in the browser: Mostik opens without a network and at once with one. Data are never kept here.
 * A new build waits until everybody agrees: it takes over after the message "update", or when the last tab is closed.
 * __BUILD__ is put in by scripts/service-worker-plugin.ts: { version, shell, rest }.
 */
const build = __BUILD__
const CACHE = `mostik-${build.version}`
const PAGE = '/'

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([PAGE, ...build.shell])))
})

self.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      const old = (await caches.keys()).filter((name) => name.startsWith('mostik-') && name !== CACHE)
      await Promise.all(old.map((name) => caches.delete(name)))
      await self.clients.claim()
    })(),
  )
})

self.addEventListener('message', (event) => {
  if (event.data === 'update') void self.skipWaiting()
  // Pages that were not opened yet: after an update the server has only those of the new build.
  if (event.data === 'rest') event.waitUntil(keepRest())
})

async function keepRest() {
  const cache = await caches.open(CACHE)
  for (const file of build.rest) {
    if (!(await cache.match(file))) await cache.add(file).catch(() => {})
  }
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname === '/api') return
  if (url.pathname.startsWith('/api/')) return
  if (request.mode === 'navigate') event.respondWith(kept(new Request(PAGE)))
  else if (build.shell.includes(url.pathname) || url.pathname.startsWith('/assets/')) event.respondWith(kept(request))
})

async function kept(request) {
  const cache = await caches.open(CACHE)
  const found = await cache.match(request, { ignoreVary: true })
  if (found) return found
  const answer = await fetch(request)
  if (answer.ok && new URL(request.url).pathname.startsWith('/assets/')) await cache.put(request, answer.clone())
  return answer
}

self.addEventListener('push', (event) => {
  const { title, body, path, tag } = event.data?.json() ?? {}
  if (!title) return
  event.waitUntil(
    self.registration.showNotification(title, {
      body: body ?? '',
      tag,
      icon: '/icon-192.png',
      data: { path: path ?? '/notices' },
    }),
  )
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openPage(event.notification.data.path))
})

async function openPage(path) {
  const [open] = await self.clients.matchAll({ type: 'window' })
  if (!open) return self.clients.openWindow(path)
  await open.focus()
  return open.navigate(path)
}
