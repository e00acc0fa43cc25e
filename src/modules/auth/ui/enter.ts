/** After a sign-in the whole page is loaded anew: nothing of an earlier session stays in memory. */
export function enter(next?: string): void {
  window.location.replace(isOwnPath(next) ? next : '/')
}

/** Only paths of this product: an address may come from a foreign link. */
function isOwnPath(path: string | undefined): path is string {
  if (!path?.startsWith('/')) return false
  try {
    return new URL(path, window.location.origin).origin === window.location.origin
  } catch {
    return false
  }
}
