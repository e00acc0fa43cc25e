import { onlineManager, QueryClient } from '@tanstack/react-query'
import { toApiError } from './api-error.ts'

/** A refusal (4xx) is an answer and is not asked again; a lost connection and a 5xx are, twice. */
export function worthAnotherTry(failures: number, thrown: unknown): boolean {
  const { code, status } = toApiError(thrown)
  return failures < 2 && (code === 'OFFLINE' || status >= 500)
}

// The library believes in a network until it hears of its loss; a page that starts without one would not hear of it.
onlineManager.setOnline(navigator.onLine)

/** Makes the cache of answers. Keys are `['module', 'endpoint', input]`. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        gcTime: 10 * 60_000,
        retry: worthAnotherTry,
        retryDelay: (failures) => 500 * 2 ** failures,
        refetchOnWindowFocus: true,
        // Asked once even when the browser thinks that there is no network (the server may be on this machine); then what is shown stays until there is one.
        networkMode: 'offlineFirst',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  })
}

export const queryClient = makeQueryClient()
