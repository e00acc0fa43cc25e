import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/sellers',
    order: 40,
    icon: IconUsers,
    label: { ru: 'Продавцы', en: 'Sellers' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [
  page('/sellers', () => import('./sellers-page.tsx'), 'SellersPage'),
  page('/sellers/deals', () => import('./behind-page.tsx'), 'BehindPage'),
  page('/sellers/$personId', () => import('./seller-page.tsx'), 'SellerPage'),
]

export const live: LiveTopic[] = ['deal', 'activity'].map((topic) => ({ topic, keys: [['sellers']], atMostEveryS: 20 }))
