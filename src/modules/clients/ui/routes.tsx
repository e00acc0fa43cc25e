import IconBuildings from '@tabler/icons-react/dist/esm/icons/IconBuildings.mjs'
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs'
import IconUserShield from '@tabler/icons-react/dist/esm/icons/IconUserShield.mjs'
import { type CardPart, type LiveTopic, type NavItem, page, piece, type QuickAction } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'sales',
    path: '/clients',
    order: 30,
    icon: IconBuildings,
    label: { ru: 'Клиенты', en: 'Clients' },
    visibleTo: (viewer) => can(viewer, 'read'),
  },
  {
    area: 'settings',
    path: '/settings/personal-data',
    order: 90,
    icon: IconUserShield,
    label: { ru: 'Персональные данные', en: 'Personal data' },
    visibleTo: (viewer) => can(viewer, 'erase'),
  },
]

export const pages = [
  page('/clients', () => import('./clients-page.tsx'), 'ClientsPage'),
  page('/clients/duplicates', () => import('./duplicates-page.tsx'), 'DuplicatesPage'),
  page('/clients/$companyId', () => import('./company-page.tsx'), 'CompanyPage'),
  page('/contacts/$contactId', () => import('./contact-page.tsx'), 'ContactPage'),
  page('/settings/personal-data', () => import('./personal-data-page.tsx'), 'PersonalDataPage'),
]

export const cardParts: CardPart[] = [
  {
    card: 'deal',
    id: 'deal-client',
    label: { ru: 'Клиент', en: 'Client' },
    place: 'side',
    order: 10,
    Piece: piece(() => import('./deal-client.tsx'), 'DealClient'),
    visibleTo: (viewer) => can(viewer, 'read'),
  },
]

/** Clients themselves, and what their timelines tell of. */
export const live: LiveTopic[] = [
  ...['company', 'contact'].map((topic) => ({ topic, keys: [['clients']], atMostEveryS: 2 })),
  ...['deal', 'activity', 'task', 'lead', 'invoice'].map((topic) => ({
    topic,
    keys: [
      ['clients', 'timeline'],
      ['clients', 'deals'],
    ],
    atMostEveryS: 5,
  })),
]

export const actions: QuickAction[] = [
  {
    id: 'company.new',
    order: 60,
    label: { ru: 'Новая компания', en: 'New company' },
    icon: IconBuildings,
    target: { to: '/clients', search: { new: '1' } },
    visibleTo: (viewer) => can(viewer, 'edit'),
  },
  {
    id: 'contact.new',
    order: 70,
    label: { ru: 'Новый контакт', en: 'New contact' },
    icon: IconUserPlus,
    target: { to: '/clients', search: { kind: 'contact', new: '1' } },
    visibleTo: (viewer) => can(viewer, 'edit'),
  },
]
