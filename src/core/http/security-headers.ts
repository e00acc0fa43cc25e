import { fastifyHelmet } from '@fastify/helmet'

/**
 * The security headers of each answer, by name; those of helmet. They follow from the address of the installation alone, so they are put together once: the
 * plugin would do it for each request, and set them past the reply, one by one.
 * @param isSecure whether the installation is reached by https
 */
export function securityHeaders(isSecure: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentPolicy(isSecure),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'referrer-policy': 'same-origin',
    ...(isSecure && { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }),
    'x-content-type-options': 'nosniff',
    'x-dns-prefetch-control': 'off',
    'x-download-options': 'noopen',
    'x-frame-options': 'SAMEORIGIN',
    'x-permitted-cross-domain-policies': 'none',
    'x-xss-protection': '0',
  }
}

/** Where a page may take what from. */
function contentPolicy(isSecure: boolean): string {
  const directives = {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    connectSrc: ["'self'"],
    fontSrc: ["'self'"],
    // Recordings of calls lie at the telephony's address.
    mediaSrc: ["'self'", 'blob:', 'https:', ...(isSecure ? [] : ['http:'])],
    objectSrc: ["'none'"],
    frameAncestors: ["'none'"],
    upgradeInsecureRequests: isSecure ? [] : null,
  }
  let policy = ''
  const response = { setHeader: (_name: string, value: string) => void (policy = value) }
  fastifyHelmet.contentSecurityPolicy({ directives })({} as never, response as never, () => {})
  return policy
}
