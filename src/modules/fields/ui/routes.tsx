import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs'
import { type NavItem, page } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'settings',
    path: '/settings/fields',
    order: 45,
    icon: IconForms,
    label: { ru: 'Поля', en: 'Fields' },
    visibleTo: (viewer) => can(viewer, 'configure'),
  },
]

export const pages = [page('/settings/fields', () => import('./fields-page.tsx'), 'FieldsPage')]
