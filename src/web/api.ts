import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { contract } from '../contract.ts'
import { currentLanguage } from './i18n/language.tsx'
import { noteWrite } from './live/own-writes.ts'
import { type Keep, sendOrKeep } from './outbox/outbox.ts'
import { sendOnce } from './send-once.ts'

interface Context {
  /** A quick write that waits when there is no network; then the call throws KEPT (see isKept). */
  keep?: Keep
}

/** The server's published API: `api.deals.list({ … })`. Throws what toApiError understands. */
export const api: JsonifiedClient<ContractRouterClient<typeof contract, Context>> = createORPCClient(
  new OpenAPILink<Context>(contract, {
    url: () => `${window.location.origin}/api`,
    headers: () => ({ 'x-language': currentLanguage() }),
    // Looked up at each call: tests put their own in its place.
    fetch: (request, init, { context: { keep } }) => {
      const send: typeof fetch = (asked, how) => globalThis.fetch(asked, { ...init, ...how })
      if (request.method === 'GET') return send(request)
      return sendOnce(request, () => noteWrite(() => (keep ? sendOrKeep(request, keep, send) : send(request))))
    },
  }),
)
