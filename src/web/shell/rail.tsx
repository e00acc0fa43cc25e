import { ActionIcon } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useRouterState } from '@tanstack/react-router'
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs'
import IconLayoutSidebarLeftCollapse from '@tabler/icons-react/dist/esm/icons/IconLayoutSidebarLeftCollapse.mjs'
import IconLayoutSidebarLeftExpand from '@tabler/icons-react/dist/esm/icons/IconLayoutSidebarLeftExpand.mjs'
import IconBriefcase from '@tabler/icons-react/dist/esm/icons/IconBriefcase.mjs'
import IconChartBar from '@tabler/icons-react/dist/esm/icons/IconChartBar.mjs'
import IconReportAnalytics from '@tabler/icons-react/dist/esm/icons/IconReportAnalytics.mjs'
import IconRefresh from '@tabler/icons-react/dist/esm/icons/IconRefresh.mjs'
import IconTarget from '@tabler/icons-react/dist/esm/icons/IconTarget.mjs'
import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import IconSettings from '@tabler/icons-react/dist/esm/icons/IconSettings.mjs'
import { useLanguage } from '../i18n/language.tsx'
import { type Area, Link, type NavIcon, type NavItem } from '../kit/routing.tsx'
import { useStored } from '../kit/storage.ts'
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
  // The list of pages may be longer than the window: where one is stays in sight.
  const areas = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // With the frame that lays the page out anyway: at once it would be laid out twice.
    const frame = requestAnimationFrame(() => {
      areas.current?.querySelector(`.${css.current}`)?.scrollIntoView({ block: 'nearest' })
    })
    return () => cancelAnimationFrame(frame)
  }, [current])
  const toggle = narrow ? texts.expand : texts.collapse
  return (
    <nav className={css.rail} data-narrow={narrow || undefined} aria-label={texts.navigation}>
      <div className={css.top}>
        <Link to="/" className={css.brand} aria-label={narrow ? texts.product : undefined}>
          <Logo />
          {!narrow && (
            <span>
              <b>{texts.product}</b>
              <small>{viewer?.isDemo ? `${viewer.companyName} · ${texts.demo}` : viewer?.companyName}</small>
            </span>
          )}
        </Link>
      </div>
      <div className={css.areas} ref={areas}>
        {areasOf(nav).map(({ area, items }) =>
          area === 'bridge' || items.length === 1 ? (
            <div key={area} className={css.area}>
              {items.map((item) => (
                <RailLink key={item.path} item={item} narrow={narrow} current={item === current} />
              ))}
            </div>
          ) : (
            <Group key={area} {...{ area, items, narrow, current }} />
          ),
        )}
      </div>
      <ActionIcon className={css.toggle} aria-label={toggle} title={`${toggle} [`} onClick={onToggle}>
        {narrow ? <IconLayoutSidebarLeftExpand size={18} /> : <IconLayoutSidebarLeftCollapse size={18} />}
      </ActionIcon>
    </nav>
  )
}

const ICONS: Record<Exclude<Area, 'bridge'>, NavIcon> = {
  sales: IconBriefcase,
  analytics: IconChartBar,
  plan: IconTarget,
  cycle: IconRefresh,
  team: IconUsersGroup,
  reports: IconReportAnalytics,
  settings: IconSettings,
}

type GroupProps = { area: keyof typeof ICONS; items: readonly NavItem[]; narrow: boolean; current: NavItem | undefined }

/** An area: one line until somebody opens it or is on one of its pages. What was opened stays so in this browser. */
function Group({ area, items, narrow, current }: GroupProps) {
  const texts = useShellTexts()
  const [isOpened, setOpened] = useStored(`rail.${area}`, area === 'sales')
  const isHere = items.some((item) => item === current)
  const shown = isHere || isOpened
  const label = texts.areas[area]
  const Icon = ICONS[area]
  return (
    <div className={css.area} role="group" aria-label={label}>
      <button
        type="button"
        className={`${css.link} ${css.group}`}
        aria-expanded={shown}
        aria-label={narrow ? label : undefined}
        title={narrow ? label : undefined}
        disabled={isHere}
        onClick={() => setOpened(!isOpened)}
      >
        <Icon size={18} stroke={1.6} />
        {!narrow && <span>{label}</span>}
        {!narrow && !isHere && <IconChevronDown size={14} className={css.chevron} />}
      </button>
      {shown && (
        <div className={css.pages}>
          {items.map((item) => (
            <RailLink key={item.path} item={item} narrow={narrow} current={item === current} />
          ))}
        </div>
      )}
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
