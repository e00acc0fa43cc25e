import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs'
import { type LiveTopic, page, type NavItem } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'plan',
    path: '/plan',
    order: 20,
    icon: IconTargetArrow,
    label: { ru: 'План продаж', en: 'Sales plan' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [page('/plan', () => import('./plans-page.tsx'), 'PlansPage')]

export const live: LiveTopic[] = [{ topic: 'plan', keys: [['plans'], ['planfact']], atMostEveryS: 5 }]
