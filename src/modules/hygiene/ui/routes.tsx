import IconSparkles from '@tabler/icons-react/dist/esm/icons/IconSparkles.mjs'
import { type CardPart, type LiveTopic, type NavItem, page, piece } from '#web/kit/routing.tsx'
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
  {
    card: 'deal',
    id: 'hygiene',
    label: { ru: 'Гигиена', en: 'Hygiene' },
    hint: {
      ru: '100 — всё в порядке; чем меньше, тем больше внимания нужно сделке',
      en: '100: all in order; the lower, the more attention the deal needs',
    },
    place: 'cell',
    width: 66,
    order: 10,
    visibleTo: (viewer) => can(viewer, 'read'),
    Piece: piece(() => import('./deal-hygiene.tsx'), 'DealHygieneCell'),
  },
]

export const live: LiveTopic[] = ['deal', 'task', 'activity'].map((topic) => ({
  topic,
  keys: [['hygiene']],
  atMostEveryS: 20,
}))
