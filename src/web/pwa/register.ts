/** Registration of the service worker, and the offer of a new version. */

const LOOK_EVERY_MS = 30 * 60_000

let waiting: ServiceWorker | undefined
const listeners = new Set<() => void>()

/** For useSyncExternalStore: whether a new version is ready. */
export const newVersion = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  },
  isReady: () => waiting !== undefined,
}

/** Takes the new version: the page is loaded anew when it has taken over. */
export function takeNewVersion(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker is of its own origin
  waiting?.postMessage('update')
}

/** Called once by main.tsx. Without https (but for localhost) browsers have no service workers, and everything goes on without one. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  window.addEventListener('load', () => {
    // A browser may promise one and give none: a private window, one that is steered by a program.
    const registering = navigator.serviceWorker.register('/service-worker.js') as Promise<
      ServiceWorkerRegistration | undefined
    >
    registering.then((registration) => registration && watch(registration)).catch(() => {})
  })
}

function watch(registration: ServiceWorkerRegistration): void {
  const offer = (worker: ServiceWorker | null) => {
    // The first one of all replaces nothing.
    if (!worker || !navigator.serviceWorker.controller) return
    waiting = worker
    for (const listener of listeners) listener()
  }
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') offer(worker)
    })
  })
  setInterval(() => void registration.update().catch(() => {}), LOOK_EVERY_MS)
  // When nothing else is going on, and not for somebody who counts his megabytes.
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } }
  if (!connection?.saveData) setTimeout(() => navigator.serviceWorker.controller?.postMessage('rest'), 10_000)
}
