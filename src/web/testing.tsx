import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createMemoryHistory, createRootRoute, createRoute, createRouter, RouterProvider } from '@tanstack/react-router'
import { render, type RenderResult } from '@testing-library/react'
import type { ReactNode } from 'react'
import type { TimeZone } from '#core/calendar/day.ts'
import type { Language } from '#core/i18n/language.ts'
import { CompanyProvider } from './i18n/use-format.tsx'
import { LanguageProvider } from './i18n/language.tsx'
import { parseSearch, stringifySearch } from './kit/search-text.ts'
import { cssVariables, theme } from './kit/theme.ts'
import { ViewerProvider, type Viewer } from './session.tsx'

/** A head of sales of a Moscow company on 21 November 2026; tests change what they care about. */
export const someViewer: Viewer = {
  id: '00000000-0000-7000-8000-000000000001',
  name: 'Анна Ветрова',
  email: 'anna@example.ru',
  role: 'head',
  departmentId: '00000000-0000-7000-8000-000000000010',
  companyName: 'Северный станок',
  currency: 'RUB',
  timeZone: 'Europe/Moscow' as TimeZone,
  isDemo: false,
  today: '2026-11-21',
}

type Options = { path?: string; language?: Language; viewer?: Partial<Viewer> }

/** Renders a piece of UI with everything it expects around it, at an address of the product; waits until it is drawn. */
export async function renderKit(
  piece: ReactNode,
  options: Options = {},
): Promise<RenderResult & { address: () => string }> {
  const viewer = { ...someViewer, ...options.viewer }
  const rootRoute = createRootRoute()
  const anyPage = createRoute({ getParentRoute: () => rootRoute, path: '$', component: () => piece })
  const router = createRouter({
    routeTree: rootRoute.addChildren([anyPage]),
    history: createMemoryHistory({ initialEntries: [options.path ?? '/'] }),
    parseSearch,
    stringifySearch,
  })
  const queryClient = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  await router.load()
  const result = render(
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
      <LanguageProvider initial={options.language ?? 'ru'}>
        <QueryClientProvider client={queryClient}>
          <ViewerProvider viewer={viewer}>
            <CompanyProvider company={viewer}>
              <RouterProvider router={router} />
            </CompanyProvider>
          </ViewerProvider>
        </QueryClientProvider>
      </LanguageProvider>
    </MantineProvider>,
  )
  return Object.assign(result, { address: () => router.state.location.href })
}
