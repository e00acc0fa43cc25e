import IconUsersGroup from '@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'

const who = new Set(['owner', 'director', 'head', 'seller', 'auditor'])

export const nav: NavItem[] = [
  {
    area: 'cycle',
    path: '/rituals',
    order: 20,
    icon: IconUsersGroup,
    label: { ru: 'Ритуалы', en: 'Rituals' },
    visibleTo: ({ role }) => who.has(role),
  },
]

export const pages = [
  page('/rituals', () => import('./rituals-page.tsx'), 'RitualsPage'),
  page('/rituals/$key', () => import('./ritual-page.tsx'), 'RitualPage'),
]

export const live: LiveTopic[] = [{ topic: 'ritual', keys: [['rituals']] }]
