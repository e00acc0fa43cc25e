import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { Language } from '#core/i18n/language.ts'
import { showCutText } from '../kit/cut-text.ts'
import { belongsElsewhere, latinKey } from '../kit/keys.ts'
import { PageTitleProvider } from '../kit/page-title.tsx'
import { SkeletonText } from '../kit/skeletons.tsx'
import { useStored } from '../kit/storage.ts'
import { useTourOpen } from '../kit/tour-state.ts'
import { usePhone } from '../kit/use-phone.ts'
import { useLive } from '../live/use-live.ts'
import { useOutbox } from '../outbox/use-outbox.ts'
import { BottomBar } from './bottom-bar.tsx'
import { useParts } from './modules-context.tsx'
import { LightOnPaper } from './light-on-paper.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { PaperHead } from './paper-head.tsx'
import { Rail } from './rail.tsx'
import css from './shell.module.css'
import { UpdateOffer } from './update-offer.tsx'
import { TopBar } from './top-bar.tsx'
import { useShellTexts } from './use-shell-texts.ts'

// Not needed for the first picture; the palette is fetched while nothing else is going on, so that Ctrl+K loses no letter.
const loadPalette = () => import('./palette.tsx')
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })))
const KeysHelp = lazy(() => import('./keys-help.tsx').then((module) => ({ default: module.KeysHelp })))
const Tour = lazy(() => import('./tour/tour.tsx').then((module) => ({ default: module.Tour })))
const Toasts = lazy(() => import('../kit/toast.tsx').then((module) => ({ default: module.Toasts })))

const PALETTE_FIELD = 'palette-field'

type Props = { onSignOut: () => void; onLanguage: (language: Language) => void }

/** The frame of the signed-in pages: rail, top bar, content; a bottom bar on a phone. */
export function Shell({ onSignOut, onLanguage }: Props) {
  const texts = useShellTexts()
  const phone = usePhone()
  const [narrow, setNarrow] = useStored('rail.narrow', false)
  const [title, setTitle] = useState('')
  const [paletteOpen, setPaletteOpen] = useState(false)
  const [helpOpen, setHelpOpen] = useState(false)
  const isTour = useTourOpen()
  const main = useRef<HTMLElement>(null)
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  useLive(useParts().live)
  useOutbox()
  // What is typed after Ctrl+K before the field has the cursor.
  const early = useRef<string | null>(null)
  const openPalette = useCallback(() => {
    early.current = ''
    setPaletteOpen(true)
  }, [])
  const takeEarly = useCallback(() => {
    const typed = early.current ?? ''
    early.current = ''
    return typed
  }, [])
  const closePalette = useCallback(() => {
    early.current = null
    setPaletteOpen(false)
  }, [])

  useEffect(() => {
    document.title = title ? `${title} · ${texts.product}` : texts.product
  }, [title, texts.product])
  useEffect(() => {
    // Without a network it is fetched when it is asked for.
    const timer = setTimeout(() => loadPalette().catch(() => {}), 1500)
    return () => clearTimeout(timer)
  }, [])
  useEffect(() => {
    document.addEventListener('mouseover', showCutText)
    return () => document.removeEventListener('mouseover', showCutText)
  }, [])
  useEffect(() => {
    main.current?.scrollTo({ top: 0 })
  }, [pathname])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
        event.preventDefault()
        openPalette()
        return
      }
      if (belongsElsewhere(event)) return
      if (latinKey(event) === '?') setHelpOpen(true)
      if (event.code === 'BracketLeft') setNarrow(!narrow)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [narrow, setNarrow, openPalette])
  useEffect(() => {
    // A letter that comes before the cursor is neither lost nor a command of the page below.
    const onEarly = (event: KeyboardEvent) => {
      if (early.current === null || document.activeElement?.id === PALETTE_FIELD) return
      if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
      early.current += event.key
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', onEarly, { capture: true })
    return () => window.removeEventListener('keydown', onEarly, { capture: true })
  }, [])

  return (
    <PageTitleProvider value={setTitle}>
      <a className={css.skip} href="#content">
        {texts.skip}
      </a>
      <div className={css.shell}>
        {!phone && <Rail narrow={narrow} onToggle={() => setNarrow(!narrow)} />}
        <div className={css.column}>
          <TopBar
            title={title}
            onSearch={openPalette}
            onHelp={() => setHelpOpen(true)}
            onSignOut={onSignOut}
            onLanguage={onLanguage}
          />
          <OfflineBanner />
          <UpdateOffer />
          <main ref={main} id="content" className={css.main} tabIndex={-1}>
            <PaperHead />
            <Suspense
              fallback={
                <div className={css.waiting}>
                  <SkeletonText lines={6} />
                </div>
              }
            >
              <Outlet />
            </Suspense>
          </main>
          {phone && <BottomBar onSignOut={onSignOut} />}
        </div>
      </div>
      <LightOnPaper />
      <Suspense>
        {paletteOpen && <Palette opened takeEarly={takeEarly} fieldId={PALETTE_FIELD} onClose={closePalette} />}
        {helpOpen && <KeysHelp opened onClose={() => setHelpOpen(false)} />}
        {isTour && <Tour />}
        <Toasts />
      </Suspense>
    </PageTitleProvider>
  )
}
