import IconBuildings from '@tabler/icons-react/dist/esm/icons/IconBuildings.mjs'
import { api } from '#web/api.ts'
import { type NavItem, page, type SearchSource } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'sales',
    path: '/companies',
    order: 30,
    icon: IconBuildings,
    label: { ru: 'Клиенты', en: 'Clients' },
    visibleTo: (viewer) => can(viewer, 'read'),
  },
]

export const pages = [page('/companies', () => import('./companies-page.tsx'), 'CompaniesPage')]

export const searchSources: SearchSource[] = [
  {
    id: 'companies',
    label: { ru: 'Клиенты', en: 'Clients' },
    async find(text) {
      const { rows } = await api.clients.companies({ text, limit: 8 })
      return rows.slice(0, 8).map(({ id, name, inn }) => ({
        id,
        title: name,
        ...(inn && { detail: inn }),
        target: { to: '/companies', search: { company: id } },
      }))
    },
  },
]
