import IconTablePlus from '@tabler/icons-react/dist/esm/icons/IconTablePlus.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/metrics',
    order: 80,
    icon: IconTablePlus,
    label: { ru: 'Разрезы', en: 'Cuts' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [
  page('/metrics', () => import('./metrics-page.tsx'), 'MetricsPage'),
  page('/metrics/records', () => import('./records-page.tsx'), 'RecordsPage'),
]

export const live: LiveTopic[] = [{ topic: 'deal', keys: [['metrics']], atMostEveryS: 20 }]
