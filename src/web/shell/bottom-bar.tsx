import { useRouterState } from '@tanstack/react-router'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { lazy, Suspense, useState } from 'react'
import { Link, type NavItem } from '../kit/routing.tsx'
import css from './bottom-bar.module.css'
import { openItem, useParts } from './modules-context.tsx'
import { useShellTexts } from './use-shell-texts.ts'

const BottomSheet = lazy(() => import('./bottom-sheet.tsx').then((module) => ({ default: module.BottomSheet })))

/** The phone's bar: Today, Deals, Add, Tasks, More; a slot with nothing behind it is not there. */
export function BottomBar({ onSignOut }: { onSignOut: () => void }) {
  const texts = useShellTexts()
  const { nav, actions } = useParts()
  const [sheet, setSheet] = useState<'add' | 'more' | undefined>()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const current = openItem(nav, pathname)
  const slot = (name: NonNullable<NavItem['phone']>) => nav.find((item) => item.phone === name)
  const [today, deals, tasks] = [slot('today'), slot('deals'), slot('tasks')]
  return (
    <>
      <nav className={css.bar} aria-label={texts.navigation}>
        {today && <Slot item={today} label={texts.phone.today} current={current === today} />}
        {deals && <Slot item={deals} label={texts.phone.deals} current={current === deals} />}
        {actions.some(({ account }) => !account) && (
          <button type="button" className={css.slot} onClick={() => setSheet('add')}>
            <IconPlus size={22} />
            <span>{texts.phone.add}</span>
          </button>
        )}
        {tasks && <Slot item={tasks} label={texts.phone.tasks} current={current === tasks} />}
        <button type="button" className={css.slot} onClick={() => setSheet('more')}>
          <IconDots size={22} />
          <span>{texts.phone.more}</span>
        </button>
      </nav>
      <Suspense>
        {sheet && <BottomSheet sheet={sheet} onClose={() => setSheet(undefined)} onSignOut={onSignOut} />}
      </Suspense>
    </>
  )
}

function Slot({ item, label, current }: { item: NavItem; label: string; current: boolean }) {
  const Icon = item.icon
  return (
    <Link to={item.path} className={current ? `${css.slot} ${css.current}` : css.slot}>
      <Icon size={22} stroke={1.6} />
      <span>{label}</span>
    </Link>
  )
}
