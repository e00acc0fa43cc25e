import IconTemplate from '@tabler/icons-react/dist/esm/icons/IconTemplate.mjs'
import { type CardPart, type NavItem, page, piece } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

const label = { ru: 'Шаблоны сообщений', en: 'Message templates' }

export const nav: NavItem[] = [
  {
    area: 'settings',
    path: '/settings/templates',
    order: 75,
    icon: IconTemplate,
    label,
    visibleTo: (viewer) => can(viewer, 'configure'),
  },
]

export const pages = [page('/settings/templates', () => import('./templates-page.tsx'), 'TemplatesPage')]

const part = (card: CardPart['card'], name: 'DealWrite' | 'CompanyWrite' | 'ContactWrite'): CardPart => ({
  card,
  id: 'write',
  label: { ru: 'Написать', en: 'Write' },
  place: 'side',
  order: 20,
  Piece: piece(() => import('./write.tsx'), name),
  visibleTo: (viewer) => can(viewer, 'read'),
})

export const cardParts: CardPart[] = [
  part('deal', 'DealWrite'),
  part('company', 'CompanyWrite'),
  part('contact', 'ContactWrite'),
]
