import IconTriangle from '@tabler/icons-react/dist/esm/icons/IconTriangle.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/cohorts',
    order: 27,
    icon: IconTriangle,
    label: { ru: 'Когорты', en: 'Cohorts' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [page('/cohorts', () => import('./cohorts-page.tsx'), 'CohortsPage')]

export const live: LiveTopic[] = [{ topic: 'deal', keys: [['cohorts']], atMostEveryS: 20 }]
