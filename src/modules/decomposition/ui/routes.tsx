import IconArrowsSplit2 from '@tabler/icons-react/dist/esm/icons/IconArrowsSplit2.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'plan',
    path: '/decomposition',
    order: 25,
    icon: IconArrowsSplit2,
    label: { ru: 'От денег к звонкам', en: 'From money to calls' },
    visibleTo: (viewer) => can(viewer, 'read'),
  },
]

export const pages = [
  page('/decomposition', () => import('./decomposition-page.tsx'), 'DecompositionPage'),
  page('/decomposition/$personId', () => import('./seller-page.tsx'), 'SellerPage'),
]

export const live: LiveTopic[] = [
  { topic: 'plan', keys: [['decomposition']] },
  { topic: 'deal', keys: [['decomposition']], atMostEveryS: 60 },
]
