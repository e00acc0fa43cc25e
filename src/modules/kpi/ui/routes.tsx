import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/kpi',
    order: 5,
    icon: IconLayoutDashboard,
    label: { ru: 'Показатели', en: 'Figures' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [page('/kpi', () => import('./kpi-page.tsx'), 'KpiPage')]

export const live: LiveTopic[] = ['deal', 'activity', 'plan'].map((topic) => ({
  topic,
  keys: [
    ['kpi', 'board'],
    ['kpi', 'courses'],
  ],
  atMostEveryS: 20,
}))
