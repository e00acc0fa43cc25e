import IconBeach from '@tabler/icons-react/dist/esm/icons/IconBeach.mjs'
import IconListCheck from '@tabler/icons-react/dist/esm/icons/IconListCheck.mjs'
import IconMapPin from '@tabler/icons-react/dist/esm/icons/IconMapPin.mjs'
import { type LiveTopic, type NavItem, page, type QuickAction } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  { area: 'team', path: '/absences', order: 40, icon: IconBeach, label: { ru: 'Отсутствия', en: 'Absences' } },
  {
    area: 'team',
    path: '/territories',
    order: 50,
    icon: IconMapPin,
    label: { ru: 'Территории', en: 'Territories' },
    visibleTo: ({ role }) => role !== 'hr',
  },
  {
    area: 'team',
    path: '/duties',
    order: 60,
    icon: IconListCheck,
    label: { ru: 'Кто за что отвечает', en: 'Who answers for what' },
  },
]

export const pages = [
  page('/absences', () => import('./absences-page.tsx'), 'AbsencesPage'),
  page('/territories', () => import('./territories-page.tsx'), 'TerritoriesPage'),
  page('/duties', () => import('./duties-page.tsx'), 'DutiesPage'),
]

export const actions: QuickAction[] = [
  {
    id: 'absence.new',
    label: { ru: 'Попросить отпуск или записать отсутствие', en: 'Ask for leave or write down an absence' },
    icon: IconBeach,
    target: { to: '/absences', search: { new: '1' } },
    visibleTo: ({ role }) => role !== 'auditor',
  },
]

export const live: LiveTopic[] = [
  { topic: 'absence', keys: [['absences']] },
  { topic: 'territory', keys: [['territories']] },
]
