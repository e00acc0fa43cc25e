import IconArrowsExchange from '@tabler/icons-react/dist/esm/icons/IconArrowsExchange.mjs'
import { type CardPart, type NavItem, page, piece } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

const label = { ru: 'Передача дел', en: 'Hand-over' }

export const nav: NavItem[] = [
  {
    area: 'team',
    path: '/handover',
    order: 40,
    icon: IconArrowsExchange,
    label,
    visibleTo: (viewer) => can(viewer, 'readJournal'),
  },
]

export const pages = [
  page('/handover', () => import('./handover-page.tsx'), 'HandoverPage'),
  page('/handover/new', () => import('./wizard-page.tsx'), 'HandoverWizardPage'),
]

export const cardParts: CardPart[] = [
  {
    card: 'person',
    id: 'handover',
    label,
    place: 'side',
    order: 20,
    Piece: piece(() => import('./person-holdings.tsx'), 'PersonHoldings'),
    visibleTo: (viewer) => can(viewer, 'readJournal'),
  },
]
