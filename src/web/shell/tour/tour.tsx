import { Button, CloseButton } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTexts } from '../../i18n/language.tsx'
import { belongsElsewhere } from '../../kit/keys.ts'
import { useGo } from '../../kit/routing.tsx'
import { stopTour } from '../../kit/tour-state.ts'
import { useParts } from '../modules-context.tsx'
import { tourSteps, type TourStep } from './steps.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'
import css from './tour.module.css'

/** A card over the pages that leads through the loop: it goes to each page, changes nothing and remembers nothing. */
export function Tour() {
  const texts = useTexts({ ru, en })
  const go = useGo()
  const { nav } = useParts()
  const [at, setAt] = useState(0)
  const title = useRef<HTMLHeadingElement>(null)
  // A page that the viewer's role has not got is left out.
  const steps = useMemo(() => tourSteps.filter(({ path }) => nav.some((item) => item.path === path)), [nav])
  const step = steps[at]
  useEffect(() => {
    if (!step) return
    title.current?.focus({ preventScroll: true })
    if (step.into) return openFirst(step.into, (to) => go({ to }, { replace: true }))
    go({ to: step.path }, { replace: true })
    // oxlint-disable-next-line exhaustive-deps -- `go` is new each time; the step decides
  }, [step])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // An open panel or dialog takes its keys for itself, Escape first of all.
      if (belongsElsewhere(event)) return
      if (event.key === 'Escape') stopTour()
      if (event.key === 'ArrowRight') setAt((known) => Math.min(steps.length - 1, known + 1))
      if (event.key === 'ArrowLeft') setAt((known) => Math.max(0, known - 1))
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [steps])
  if (!step) return null
  const isLast = at === steps.length - 1
  const words = texts.steps[step.id]
  return (
    <>
      <Ring step={step} />
      <section className={css.card} aria-label={texts.title} data-no-print>
        <header className={css.head}>
          <small>{texts.of(at + 1, steps.length)}</small>
          <CloseButton aria-label={texts.close} onClick={stopTour} />
        </header>
        <h2 ref={title} tabIndex={-1} aria-live="polite">
          {words.title}
        </h2>
        <p>{words.text}</p>
        <footer className={css.foot}>
          <small className={css.keys}>{texts.keys}</small>
          <Button variant="default" disabled={at === 0} onClick={() => setAt(at - 1)}>
            {texts.back}
          </Button>
          <Button onClick={() => (isLast ? stopTour() : setAt(at + 1))}>{isLast ? texts.finish : texts.next}</Button>
        </footer>
      </section>
    </>
  )
}

const LOOK_MS = 250
const LOOKS = 16

/** Goes into the first record of the list as soon as the list is there. Gives the function that gives up. */
function openFirst(begin: string, go: (to: string) => void): () => void {
  let looks = 0
  const timer = setInterval(() => {
    const link = document.querySelector(`main a[href^="${begin}"]`)
    looks += 1
    if (!link && looks < LOOKS) return
    clearInterval(timer)
    if (link) go(new URL(link.getAttribute('href') ?? begin, window.location.origin).pathname)
  }, LOOK_MS)
  return () => clearInterval(timer)
}

/** Marks the page's line in the rail: where this is found later. On a phone there is no rail. */
function Ring({ step }: { step: TourStep }) {
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const [box, setBox] = useState<DOMRect>()
  useLayoutEffect(() => {
    const measure = () => {
      const link = document.querySelector(`nav a[href="${step.path}"]`)
      link?.scrollIntoView({ block: 'nearest' })
      setBox(link?.getBoundingClientRect())
    }
    measure()
    window.addEventListener('resize', measure)
    return () => window.removeEventListener('resize', measure)
  }, [step, pathname])
  if (!box || box.width === 0) return null
  const { left, top, width, height } = box
  return <div className={css.ring} style={{ left, top, width, height }} aria-hidden />
}
