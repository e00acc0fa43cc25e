import IconChecklist from '@tabler/icons-react/dist/esm/icons/IconChecklist.mjs'
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
  {
    area: 'settings',
    path: '/settings/facts',
    order: 95,
    icon: IconChecklist,
    label: { ru: 'Проверка показателей', en: 'Check of figures' },
    visibleTo: ({ role }) => role === 'owner' || role === 'admin',
  },
]

export const pages = [
  page('/metrics', () => import('./metrics-page.tsx'), 'MetricsPage'),
  page('/settings/facts', () => import('./facts-page.tsx'), 'FactsPage'),
  page('/metrics/records', () => import('./records-page.tsx'), 'RecordsPage'),
]

export const live: LiveTopic[] = [{ topic: 'deal', keys: [['metrics']], atMostEveryS: 20 }]
