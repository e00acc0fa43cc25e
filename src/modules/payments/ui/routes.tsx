import IconBuildingBank from '@tabler/icons-react/dist/esm/icons/IconBuildingBank.mjs'
import IconReceipt from '@tabler/icons-react/dist/esm/icons/IconReceipt.mjs'
import { type CardPart, type LiveTopic, type NavItem, page, piece } from '#web/kit/routing.tsx'
import { can } from '../policy.ts'

export const nav: NavItem[] = [
  {
    area: 'sales',
    path: '/payments',
    order: 60,
    icon: IconReceipt,
    label: { ru: 'Оплаты', en: 'Payments' },
    visibleTo: (viewer) => can(viewer, 'read'),
  },
  {
    area: 'settings',
    path: '/settings/requisites',
    order: 65,
    icon: IconBuildingBank,
    label: { ru: 'Реквизиты и счета', en: 'Requisites and invoices' },
    visibleTo: (viewer) => can(viewer, 'configure'),
  },
]

export const pages = [
  page('/payments', () => import('./payments-page.tsx'), 'PaymentsPage'),
  page('/invoices/$invoiceId', () => import('./invoice-page.tsx'), 'InvoicePage'),
  page('/invoices/$invoiceId/print', () => import('./invoice-print-page.tsx'), 'InvoicePrintPage'),
  page('/settings/requisites', () => import('./requisites-page.tsx'), 'RequisitesPage'),
]

const part = { label: { ru: 'Счета и оплаты', en: 'Invoices and payments' }, place: 'tab', order: 30 } as const

export const cardParts: CardPart[] = [
  {
    ...part,
    card: 'deal',
    id: 'money',
    Piece: piece(() => import('./card-money.tsx'), 'DealMoney'),
    visibleTo: (viewer) => can(viewer, 'read'),
  },
  {
    ...part,
    card: 'company',
    id: 'money',
    Piece: piece(() => import('./card-money.tsx'), 'CompanyMoney'),
    visibleTo: (viewer) => can(viewer, 'read'),
  },
]

export const live: LiveTopic[] = [{ topic: 'invoice', keys: [['payments']] }]
