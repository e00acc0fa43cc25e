import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import { type CardPart, type LiveTopic, type NavItem, page, piece } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/segments',
    order: 60,
    icon: IconUsersGroup,
    label: { ru: 'Клиенты: классы', en: 'Clients: classes' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [page('/segments', () => import('./segments-page.tsx'), 'SegmentsPage')]

export const cardParts: CardPart[] = [
  {
    card: 'company',
    id: 'segments',
    label: { ru: 'Класс клиента', en: 'Class of the client' },
    place: 'top',
    order: 20,
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
    Piece: piece(() => import('./client-class.tsx'), 'ClientClassLine'),
  },
]

export const live: LiveTopic[] = [{ topic: 'company', keys: [['segments']], atMostEveryS: 60 }]
