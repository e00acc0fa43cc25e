import IconChartBar from '@tabler/icons-react/dist/esm/icons/IconChartBar.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/plan-fact',
    order: 10,
    icon: IconChartBar,
    label: { ru: 'План/факт', en: 'Plan/fact' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [
  page('/plan-fact', () => import('./plan-fact-page.tsx'), 'PlanFactPage'),
  page('/plan-fact/bookings', () => import('./bookings-page.tsx'), 'BookingsPage'),
]

export const live: LiveTopic[] = [{ topic: 'deal', keys: [['planfact']], atMostEveryS: 20 }]
