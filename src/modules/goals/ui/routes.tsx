import IconFlag from '@tabler/icons-react/dist/esm/icons/IconFlag.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'plan',
    path: '/goals',
    order: 10,
    icon: IconFlag,
    label: { ru: 'Стратегия и цели', en: 'Strategy and goals' },
    visibleTo: (viewer) => can({ role: viewer.role }, 'read') || can({ role: viewer.role }, 'read strategy'),
  },
]

export const pages = [page('/goals', () => import('./goals-page.tsx'), 'GoalsPage')]

export const live: LiveTopic[] = [
  { topic: 'goal', keys: [['goals']] },
  { topic: 'deal', keys: [['goals', 'list']], atMostEveryS: 60 },
]
