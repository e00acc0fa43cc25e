import IconTrendingDown from '@tabler/icons-react/dist/esm/icons/IconTrendingDown.mjs'
import { type CardPart, type LiveTopic, type NavItem, page, piece } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/losses',
    order: 70,
    icon: IconTrendingDown,
    label: { ru: 'Потери', en: 'Losses' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [
  page('/losses', () => import('./losses-page.tsx'), 'LossesPage'),
  page('/losses/deals', () => import('./behind-page.tsx'), 'LostDealsPage'),
]

export const cardParts: CardPart[] = [
  {
    card: 'deal',
    id: 'rivals',
    label: { ru: 'Конкуренты', en: 'Competitors' },
    place: 'side',
    order: 60,
    Piece: piece(() => import('./deal-rivals.tsx'), 'DealRivals'),
  },
]

export const live: LiveTopic[] = [{ topic: 'deal', keys: [['losses']], atMostEveryS: 20 }]
