import IconBuilding from '@tabler/icons-react/dist/esm/icons/IconBuilding.mjs'
import IconCalendar from '@tabler/icons-react/dist/esm/icons/IconCalendar.mjs'
import IconCoins from '@tabler/icons-react/dist/esm/icons/IconCoins.mjs'
import IconHierarchy from '@tabler/icons-react/dist/esm/icons/IconHierarchy2.mjs'
import IconListDetails from '@tabler/icons-react/dist/esm/icons/IconListDetails.mjs'
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { type NavItem, page, type QuickAction } from '#web/kit/routing.tsx'
import { can, type CompanyAction } from '../policy.ts'

const labels = {
  structure: { ru: 'Структура', en: 'Structure' },
  people: { ru: 'Люди', en: 'People' },
  company: { ru: 'Компания', en: 'Company' },
  calendar: { ru: 'Рабочий календарь', en: 'Working calendar' },
  rates: { ru: 'Курсы валют', en: 'Currency rates' },
  audit: { ru: 'Журнал аудита', en: 'Audit log' },
}
const whoMay =
  (action: CompanyAction): NonNullable<NavItem['visibleTo']> =>
  (viewer) =>
    can(viewer, action)

export const nav: NavItem[] = [
  { area: 'team', path: '/structure', order: 10, icon: IconHierarchy, label: labels.structure },
  { area: 'team', path: '/people', order: 20, icon: IconUsers, label: labels.people },
  {
    area: 'settings',
    path: '/settings/company',
    order: 10,
    icon: IconBuilding,
    label: labels.company,
    visibleTo: whoMay('editCompany'),
  },
  {
    area: 'settings',
    path: '/settings/calendar',
    order: 20,
    icon: IconCalendar,
    label: labels.calendar,
    visibleTo: whoMay('editCalendar'),
  },
  {
    area: 'settings',
    path: '/settings/rates',
    order: 30,
    icon: IconCoins,
    label: labels.rates,
    visibleTo: whoMay('editRates'),
  },
  {
    area: 'settings',
    path: '/settings/audit',
    order: 80,
    icon: IconListDetails,
    label: labels.audit,
    visibleTo: whoMay('readAudit'),
  },
]

export const pages = [
  page('/structure', () => import('./structure-page.tsx'), 'StructurePage'),
  page('/people', () => import('./people-page.tsx'), 'PeoplePage'),
  page('/settings/company', () => import('./company-page.tsx'), 'CompanyPage'),
  page('/settings/calendar', () => import('./calendar-page.tsx'), 'CalendarPage'),
  page('/settings/rates', () => import('./rates-page.tsx'), 'RatesPage'),
  page('/settings/audit', () => import('./audit-page.tsx'), 'AuditPage'),
]

export const actions: QuickAction[] = [
  {
    id: 'org.person.new',
    label: { ru: 'Добавить сотрудника', en: 'Add a person' },
    icon: IconUserPlus,
    target: { to: '/people', search: { person: 'new' } },
    visibleTo: (viewer) => can(viewer, 'addPerson', { role: 'seller', below: true, self: false }),
  },
]
