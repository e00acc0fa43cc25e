import IconRotateClockwise from '@tabler/icons-react/dist/esm/icons/IconRotateClockwise2.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'
import { reads } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'cycle',
    path: '/cycle',
    order: 10,
    icon: IconRotateClockwise,
    label: { ru: 'Доска цикла', en: 'Cycle board' },
    visibleTo: reads,
  },
]

export const pages = [page('/cycle', () => import('./cycle-page.tsx'), 'CyclePage')]

export const live: LiveTopic[] = [{ topic: 'cycle', keys: [['cycle'], ['planfact']] }]
