import IconFileDownload from '@tabler/icons-react/dist/esm/icons/IconFileDownload.mjs'
import { api } from '#web/api.ts'
import type { LayoutServer } from '#web/kit/table/layouts.ts'
import { type NavItem, page } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'settings',
    path: '/settings/exports',
    order: 75,
    icon: IconFileDownload,
    label: { ru: 'Выгрузки', en: 'Exports' },
    visibleTo: ({ role }) => role === 'owner' || role === 'director' || role === 'admin',
  },
]

export const pages = [page('/settings/exports', () => import('./export-settings-page.tsx'), 'ExportSettingsPage')]

/** Where tables keep their columns for the person. */
export const tableLayouts: LayoutServer = {
  load: async () => (await api.lists.layouts({})).layouts,
  keep: (list, layout) => api.lists.keepLayout({ list, layout: JSON.parse(JSON.stringify(layout)) }),
}
