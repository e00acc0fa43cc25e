import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/funnel',
    order: 20,
    icon: IconFilter,
    label: { ru: 'Воронка', en: 'Funnel' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [
  page('/funnel', () => import('./funnel-page.tsx'), 'FunnelPage'),
  page('/funnel/leaks', () => import('./leaks-page.tsx'), 'LeaksPage'),
  page('/funnel/compare', () => import('./compare-page.tsx'), 'ComparePage'),
  page('/funnel/time', () => import('./time-page.tsx'), 'TimePage'),
  page('/funnel/deals', () => import('./behind-page.tsx'), 'BehindPage'),
]

export const live: LiveTopic[] = [{ topic: 'deal', keys: [['funnel']], atMostEveryS: 20 }]
