import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs'
import { type LiveTopic, page, type QuickAction } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const pages = [page('/sources/spend', () => import('./spend-page.tsx'), 'SpendPage')]

export const actions: QuickAction[] = [
  {
    id: 'spend.open',
    label: { ru: 'Траты на рекламу', en: 'Advertising spend' },
    icon: IconCoins,
    target: { to: '/sources/spend' },
    visibleTo: (viewer) => can(viewer, 'read'),
  },
]

export const live: LiveTopic[] = [{ topic: 'spend', keys: [['spend'], ['sources']], atMostEveryS: 2 }]
