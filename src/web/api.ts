import { createORPCClient } from '@orpc/client'
import type { ContractRouterClient } from '@orpc/contract'
import type { JsonifiedClient } from '@orpc/openapi-client'
import { OpenAPILink } from '@orpc/openapi-client/fetch'
import { contract } from '../contract.ts'
import { currentLanguage } from './i18n/language.tsx'
import { noteWrite } from './live/own-writes.ts'

/** The server's published API: `api.deals.list({ … })`. Throws what toApiError understands. */
export const api: JsonifiedClient<ContractRouterClient<typeof contract>> = createORPCClient(
  new OpenAPILink(contract, {
    url: () => `${window.location.origin}/api`,
    headers: () => ({ 'x-language': currentLanguage() }),
    // Looked up at each call: tests put their own in its place.
    fetch: (request, init) =>
      request.method === 'GET' ? globalThis.fetch(request, init) : noteWrite(() => globalThis.fetch(request, init)),
  }),
)
