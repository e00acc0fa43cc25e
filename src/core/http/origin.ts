import type { FastifyRequest } from 'fastify'

/**
 * Whether a browser sends this write from another site (CSRF). Cookies are SameSite=Lax as well; this is the second lock.
 * Programs send no Origin and no Sec-Fetch-Site: they authenticate with a key and not with a cookie.
 */
export function isForeignOrigin(request: FastifyRequest, publicUrl: string): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return false
  const site = request.headers['sec-fetch-site']
  if (site === 'cross-site' || site === 'same-site') return true
  const { origin } = request.headers
  if (!origin) return false
  return origin !== new URL(publicUrl).origin && origin !== `${request.protocol}://${request.host}`
}
