import IconSpeakerphone from '@tabler/icons-react/dist/esm/icons/IconSpeakerphone.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'analytics',
    path: '/sources',
    order: 50,
    icon: IconSpeakerphone,
    label: { ru: 'Источники', en: 'Sources' },
    visibleTo: ({ role }) => role !== 'hr' && role !== 'admin',
  },
]

export const pages = [page('/sources', () => import('./sources-page.tsx'), 'SourcesPage')]

export const live: LiveTopic[] = [{ topic: 'deal', keys: [['sources']], atMostEveryS: 20 }]
