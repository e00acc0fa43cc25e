import { ActionIcon } from '@mantine/core'
import { useRouterState } from '@tanstack/react-router'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconLayoutSidebarLeftCollapse from '@tabler/icons-react/dist/esm/icons/IconLayoutSidebarLeftCollapse.mjs'
import IconLayoutSidebarLeftExpand from '@tabler/icons-react/dist/esm/icons/IconLayoutSidebarLeftExpand.mjs'
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs'
import { useState } from 'react'
import { useLanguage } from '../i18n/language.tsx'
import { Link, type NavItem } from '../kit/routing.tsx'
import { useMaybeViewer } from '../session.tsx'
import { Logo } from './logo.tsx'
import { areasOf, openItem, useParts } from './modules-context.tsx'
import css from './rail.module.css'
import { useShellTexts } from './use-shell-texts.ts'

/** The navigation: areas with their pages; narrow, it keeps the icons. */
export function Rail({ narrow, onToggle }: { narrow: boolean; onToggle: () => void }) {
  const texts = useShellTexts()
  const viewer = useMaybeViewer()
  const { nav } = useParts()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const current = openItem(nav, pathname)
  const toggle = narrow ? texts.expand : texts.collapse
  return (
    <nav className={css.rail} data-narrow={narrow || undefined} aria-label={texts.navigation}>
      <div className={css.top}>
        <Link to="/" className={css.brand} aria-label={texts.product}>
          <Logo />
          {!narrow && (
            <span>
              <b>{texts.product}</b>
              <small>{viewer?.isDemo ? `${viewer.companyName} · ${texts.demo}` : viewer?.companyName}</small>
            </span>
          )}
        </Link>
      </div>
      <div className={css.areas}>
        {areasOf(nav).map(({ area, items }) =>
          area === 'settings' && items.length > 1 ? (
            <Settings key={area} items={items} narrow={narrow} current={current} />
          ) : (
            <div key={area} className={css.area}>
              {items.length > 1 && !narrow && <div className={css.areaName}>{texts.areas[area]}</div>}
              {items.map((item) => (
                <RailLink key={item.path} item={item} narrow={narrow} current={item === current} />
              ))}
            </div>
          ),
        )}
      </div>
      <ActionIcon className={css.toggle} aria-label={toggle} title={`${toggle} [`} onClick={onToggle}>
        {narrow ? <IconLayoutSidebarLeftExpand size={18} /> : <IconLayoutSidebarLeftCollapse size={18} />}
      </ActionIcon>
    </nav>
  )
}

/** Many pages that are needed rarely: one line until somebody opens it or is on one of them. */
function Settings({
  items,
  narrow,
  current,
}: {
  items: readonly NavItem[]
  narrow: boolean
  current: NavItem | undefined
}) {
  const texts = useShellTexts()
  const isHere = items.some((item) => item === current)
  const [isOpened, setOpened] = useState(false)
  const shown = isHere || isOpened
  return (
    <div className={css.area}>
      <button
        type="button"
        className={`${css.link} ${css.group}`}
        aria-expanded={shown}
        aria-label={narrow ? texts.areas.settings : undefined}
        title={narrow ? texts.areas.settings : undefined}
        disabled={isHere}
        onClick={() => setOpened(!isOpened)}
      >
        <IconSettings size={18} stroke={1.6} />
        {!narrow && <span>{texts.areas.settings}</span>}
        {!narrow && !isHere && <IconChevronDown size={14} className={css.chevron} />}
      </button>
      {shown &&
        items.map((item) => <RailLink key={item.path} item={item} narrow={narrow} current={item === current} />)}
    </div>
  )
}

function RailLink({ item, narrow, current }: { item: NavItem; narrow: boolean; current: boolean }) {
  const { language } = useLanguage()
  const label = item.label[language]
  const Icon = item.icon
  return (
    <Link
      to={item.path}
      className={current ? `${css.link} ${css.current}` : css.link}
      aria-label={narrow ? label : undefined}
      title={narrow ? label : undefined}
    >
      <Icon size={18} stroke={1.6} />
      {!narrow && <span>{label}</span>}
    </Link>
  )
}
