import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Navigate, useRouterState } from '@tanstack/react-router'
import { createContext, useContext, useEffect, useMemo } from 'react'
import type { Language } from '#core/i18n/language.ts'
import { toApiError } from '../api-error.ts'
import { useLanguage } from '../i18n/language.tsx'
import { CompanyProvider } from '../i18n/use-format.tsx'
import { CardPartsProvider } from '../kit/card-parts.tsx'
import { ErrorState } from '../kit/error-state.tsx'
import { connectLayouts } from '../kit/table/layouts.ts'
import { ViewerProvider, type Viewer } from '../session.tsx'
import type { ModuleUi } from '../kit/routing.tsx'
import { PartsProvider, partsFor } from './modules-context.tsx'
import css from './signed-in.module.css'
import { Shell } from './shell.tsx'
import { useOnePerson } from './use-one-person.ts'
import { useShellTexts } from './use-shell-texts.ts'

/** What the frame needs from outside: who is signed in, how to leave, what the modules declare. */
export type Session = {
  /** Null when nobody is signed in; `setUp: false` when the installation has no company yet. */
  loadViewer: () => Promise<Viewer | null>
  signOut: () => Promise<void>
  /** Absent: the choice stays in this browser. */
  keepLanguage?: (language: Language) => Promise<void>
  modules: readonly ModuleUi[]
  /** Where to send a stranger. */
  signInPath: string
}

const SessionContext = createContext<Session | undefined>(undefined)
export const SessionProvider = SessionContext.Provider

/** The gate of the shell: asks who is here, sends a stranger to sign in and brings him back afterwards. */
export function SignedIn() {
  const session = useContext(SessionContext)
  if (!session) throw new Error('SignedIn outside of SessionProvider')
  const texts = useShellTexts()
  const client = useQueryClient()
  const { loadViewer, signOut, modules, signInPath } = session
  const { href, pathname } = useRouterState({ select: (state) => state.location })
  const viewer = useQuery({ queryKey: ['viewer'], queryFn: loadViewer, staleTime: 5 * 60_000 })
  const { language, setLanguage } = useLanguage()
  const own = viewer.data?.language
  useEffect(() => {
    if (own && own !== language) setLanguage(own)
    // oxlint-disable-next-line exhaustive-deps -- what the account says counts when it comes, not at each choice in this browser
  }, [own])
  const parts = useMemo(() => viewer.data && partsFor(viewer.data, modules), [viewer.data, modules])
  const layouts = modules.find(({ tableLayouts }) => tableLayouts)?.tableLayouts
  const viewerId = viewer.data?.id
  useOnePerson(viewerId)
  useEffect(() => (layouts && viewerId ? connectLayouts(layouts, viewerId) : undefined), [layouts, viewerId])

  if (viewer.isPending) return <p className={css.wait}>{texts.wait}</p>
  const stranger = viewer.data === null || (viewer.error !== null && toApiError(viewer.error).status === 401)
  if (stranger) {
    // While the page of sign-in is being fetched the address is already its own: going there again would never end.
    if (pathname === signInPath) return null
    return <Navigate to={signInPath} search={href === '/' ? {} : { next: href }} replace />
  }
  if (viewer.error) {
    return (
      <div className={css.wait}>
        <ErrorState error={viewer.error} onRepeat={() => void viewer.refetch()} />
      </div>
    )
  }
  if (!viewer.data || !parts) return null
  const choose = (next: Language) => {
    setLanguage(next)
    client.setQueryData<Viewer>(['viewer'], (known) => known && { ...known, language: next })
    // A lost connection costs the memory of a choice, which this browser keeps as well.
    session.keepLanguage?.(next).catch(() => {})
  }
  const leave = async () => {
    await signOut()
    client.clear()
    window.location.assign(signInPath)
  }
  return (
    <ViewerProvider viewer={viewer.data}>
      <CompanyProvider company={viewer.data}>
        <PartsProvider value={parts}>
          <CardPartsProvider value={parts.cardParts}>
            <Shell onSignOut={() => void leave()} onLanguage={choose} />
          </CardPartsProvider>
        </PartsProvider>
      </CompanyProvider>
    </ViewerProvider>
  )
}
