import IconTargetOff from '@tabler/icons-react/dist/esm/icons/IconTargetOff.mjs'
import { type LiveTopic, type NavItem, page } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

const sees = ({ role }: { role: string }) => can({ role, scope: 'people', readOnly: false }, 'read')

export const nav: NavItem[] = [
  {
    area: 'cycle',
    path: '/cases',
    order: 30,
    icon: IconTargetOff,
    label: { ru: 'Отклонения', en: 'Deviations' },
    visibleTo: sees,
  },
  {
    area: 'settings',
    path: '/settings/cases',
    order: 92,
    icon: IconTargetOff,
    label: { ru: 'Правила отклонений', en: 'Rules of deviations' },
    visibleTo: ({ role }) => can({ role, scope: 'people', readOnly: false }, 'configure'),
  },
]

export const pages = [
  page('/cases', () => import('./cases-page.tsx'), 'CasesPage'),
  page('/cases/$caseId', () => import('./case-page.tsx'), 'CasePage'),
  page('/settings/cases', () => import('./rules-page.tsx'), 'CaseRulesPage'),
]

export const live: LiveTopic[] = [{ topic: 'case', keys: [['cases']], atMostEveryS: 2 }]
