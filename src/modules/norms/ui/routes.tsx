import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'plan',
    path: '/norms',
    order: 30,
    icon: IconTargetArrow,
    label: { ru: 'Нормы', en: 'Norms' },
    visibleTo: (viewer) => can({ role: viewer.role }, 'read'),
  },
]

export const pages = [page('/norms', () => import('./norms-page.tsx'), 'NormsPage')]

export const live: LiveTopic[] = [
  { topic: 'norm', keys: [['norms']] },
  { topic: 'activity', keys: [['norms']], atMostEveryS: 20 },
]
