import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query'
import { RouterProvider, type AnyRouter } from '@tanstack/react-router'
import type { Language } from '#core/i18n/language.ts'
import { LanguageProvider } from './i18n/language.tsx'
import { SpokenNames } from './kit/spoken-names.tsx'
import { cssVariables, theme } from './kit/theme.ts'
import { SessionProvider, type Session } from './shell/signed-in.tsx'

const colorScheme = localStorageColorSchemeManager({ key: 'mostik.theme' })

type Props = { router: AnyRouter; queryClient: QueryClient; session: Session; language?: Language }

/** The whole browser side: theme, language, cache, session, pages. */
export function App({ router, queryClient, session, language }: Props) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      colorSchemeManager={colorScheme}
      defaultColorScheme="auto"
    >
      <LanguageProvider {...(language && { initial: language })}>
        <SpokenNames>
          <QueryClientProvider client={queryClient}>
            <SessionProvider value={session}>
              <RouterProvider router={router} />
            </SessionProvider>
          </QueryClientProvider>
        </SpokenNames>
      </LanguageProvider>
    </MantineProvider>
  )
}
