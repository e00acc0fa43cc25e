import IconFileImport from '@tabler/icons-react/dist/esm/icons/IconFileImport.mjs'
import { type NavItem, page, type QuickAction } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

const visibleTo = ({ role }: { role: string }) => can({ role, readOnly: role === 'auditor' }, 'read')

export const nav: NavItem[] = [
  {
    area: 'settings',
    path: '/imports',
    order: 30,
    icon: IconFileImport,
    label: { ru: 'Импорт', en: 'Import' },
    visibleTo,
  },
]

export const pages = [
  page('/imports', () => import('./imports-page.tsx'), 'ImportsPage'),
  page('/imports/$importId', () => import('./import-page.tsx'), 'ImportPage'),
]

export const actions: QuickAction[] = [
  {
    id: 'imports.upload',
    label: { ru: 'Выбрать файлы', en: 'Choose files' },
    icon: IconFileImport,
    target: { to: '/imports' },
    visibleTo: ({ role }) => can({ role, readOnly: role === 'auditor' }, 'deals'),
  },
]
