import { Drawer } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import IconDots from '@tabler/icons-react/dist/esm/icons/IconDots.mjs'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { useState } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { Link, useGo, type NavItem } from '../kit/routing.tsx'
import css from './bottom-bar.module.css'
import { areasOf, openItem, useParts } from './modules-context.tsx'
import { useShellTexts } from './use-shell-texts.ts'

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
        {actions.length > 0 && (
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
      <Drawer
        opened={sheet !== undefined}
        onClose={() => setSheet(undefined)}
        position="bottom"
        size="auto"
        title={<strong>{sheet === 'add' ? texts.addTitle : texts.moreTitle}</strong>}
        transitionProps={{ duration: 120 }}
      >
        {sheet === 'add' && <AddList onDone={() => setSheet(undefined)} />}
        {sheet === 'more' && <AreaList onDone={() => setSheet(undefined)} onSignOut={onSignOut} />}
      </Drawer>
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

function AddList({ onDone }: { onDone: () => void }) {
  const { language } = useLanguage()
  const { actions } = useParts()
  const go = useGo()
  return (
    <ul className={css.list}>
      {actions.map(({ id, icon: Icon, label, target }) => (
        <li key={id}>
          <button
            type="button"
            onClick={() => {
              onDone()
              go(target)
            }}
          >
            <Icon size={20} stroke={1.6} />
            {label[language]}
          </button>
        </li>
      ))}
    </ul>
  )
}

function AreaList({ onDone, onSignOut }: { onDone: () => void; onSignOut: () => void }) {
  const texts = useShellTexts()
  const { language } = useLanguage()
  const { nav } = useParts()
  return (
    <>
      {areasOf(nav).map(({ area, items }) => (
        <section key={area}>
          {items.length > 1 && <h2 className={css.area}>{texts.areas[area]}</h2>}
          <ul className={css.list}>
            {items.map(({ path, icon: Icon, label }) => (
              <li key={path}>
                <Link to={path} onClick={onDone}>
                  <Icon size={20} stroke={1.6} />
                  {label[language]}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <ul className={css.list}>
        <li>
          <button type="button" onClick={onSignOut}>
            {texts.signOut}
          </button>
        </li>
      </ul>
    </>
  )
}
