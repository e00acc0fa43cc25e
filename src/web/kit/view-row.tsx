import { UnstyledButton } from '@mantine/core'
import { type ComponentProps, type ReactNode, useLayoutEffect, useRef } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import { Link } from './routing.tsx'
import css from './view-row.module.css'

/** A view that a list has of its own: «Просрочены», «Контакты». */
export type OwnView = {
  id: string
  label: string
  /** How many there are; zero is not said. */
  count?: number | undefined
  /** So many are too many. */
  isBad?: boolean
  isActive: boolean
  open: () => void
}

const NEXT_PX = 32

/** The views of a list: one row of tabs over its filters, the same on every page. */
export function ViewRow({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav className={css.row} aria-label={label}>
      {children}
    </nav>
  )
}

type TabProps = { isActive: boolean; onOpen: () => void; title?: string; children: ReactNode }

/** One view; the active one is underlined. */
export function ViewTab({ isActive, onOpen, title, children }: TabProps) {
  const tab = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => {
    const row = tab.current?.closest('nav')
    if (!isActive || !tab.current || !row) return
    // On a phone the row is longer than the screen: the active view is in sight, with a piece of the next one.
    const end = tab.current.offsetLeft + tab.current.offsetWidth + NEXT_PX
    if (end > row.scrollLeft + row.clientWidth) row.scrollLeft = end - row.clientWidth
  }, [isActive])
  return (
    <UnstyledButton
      ref={tab}
      className={css.tab ?? ''}
      aria-current={isActive ? 'page' : undefined}
      title={title}
      onClick={onOpen}
    >
      {children}
    </UnstyledButton>
  )
}

/** The same where a view is a page of its own: the open one is marked by its address. */
export function ViewLink(link: Pick<ComponentProps<typeof Link>, 'to' | 'search' | 'children'>) {
  return <Link {...link} className={css.tab} activeOptions={{ exact: true, includeSearch: false }} />
}

/** Views of the list's own, with how many stand in each. */
export function OwnViewTabs({ views }: { views: readonly OwnView[] }) {
  const format = useFormat()
  return views.map(({ id, label, count = 0, isBad, isActive, open }) => (
    <ViewTab key={id} isActive={isActive} onOpen={open}>
      {label}
      {count > 0 && <small data-bad={isBad || undefined}>{format.number(count)}</small>}
    </ViewTab>
  ))
}

/** Where the list's own views end and the saved ones begin. */
export function ViewBorder() {
  return <span className={css.border} aria-hidden />
}

/** What can be done with views, at the end of the row. */
export function ViewAction({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <UnstyledButton className={css.action ?? ''} onClick={onClick}>
      {children}
    </UnstyledButton>
  )
}
