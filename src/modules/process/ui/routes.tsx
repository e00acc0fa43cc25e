import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/process',
    order: 25,
    icon: IconRoute,
    label: { ru: 'Карта процесса', en: 'Process map' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [
  page('/process', () => import('./process-page.tsx'), 'ProcessPage'),
  page('/process/deals', () => import('./behind-page.tsx'), 'WayDealsPage'),
]

export const live: LiveTopic[] = [{ topic: 'deal', keys: [['process']], atMostEveryS: 30 }]
