import IconTags from '@tabler/icons-react/dist/esm/icons/IconTags.mjs'
import { type CardPart, type LiveTopic, type NavItem, page, piece } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'settings',
    path: '/products',
    order: 60,
    icon: IconTags,
    label: { ru: 'Товары и цены', en: 'Products and prices' },
    visibleTo: (viewer) => can(viewer, 'read') && viewer.role !== 'seller',
  },
]

export const pages = [page('/products', () => import('./products-page.tsx'), 'ProductsPage')]

export const cardParts: CardPart[] = [
  {
    card: 'deal',
    id: 'discount',
    label: { ru: 'Скидка', en: 'Discount' },
    place: 'top',
    order: 40,
    Piece: piece(() => import('./discount-request.tsx'), 'DealDiscount'),
  },
  {
    card: 'deal',
    id: 'lines',
    label: { ru: 'Товары', en: 'Products' },
    place: 'tab',
    order: 20,
    Piece: piece(() => import('./deal-lines.tsx'), 'DealLines'),
  },
]

/** Lines and questions about discounts go with their deal. */
export const live: LiveTopic[] = [{ topic: 'deal', keys: [['products', 'dealLines']] }]
