import IconSparkles from '@tabler/icons-react/dist/esm/icons/IconSparkles.mjs'
import { type CardPart, type NavItem, page, piece } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/hygiene',
    order: 50,
    icon: IconSparkles,
    label: { ru: 'Гигиена сделок', en: 'Deal hygiene' },
    visibleTo: (viewer) => can(viewer, 'read'),
  },
  {
    area: 'settings',
    path: '/settings/hygiene',
    order: 90,
    icon: IconSparkles,
    label: { ru: 'Правила гигиены', en: 'Rules of hygiene' },
    visibleTo: (viewer) => can(viewer, 'configure'),
  },
]

export const pages = [
  page('/hygiene', () => import('./hygiene-page.tsx'), 'HygienePage'),
  page('/hygiene/deals', () => import('./deals-page.tsx'), 'HygieneDealsPage'),
  page('/settings/hygiene', () => import('./rules-page.tsx'), 'RulesPage'),
]

export const cardParts: CardPart[] = [
  {
    card: 'deal',
    id: 'hygiene',
    label: { ru: 'Гигиена', en: 'Hygiene' },
    place: 'top',
    order: 20,
    Piece: piece(() => import('./deal-hygiene.tsx'), 'DealHygiene'),
  },
]
