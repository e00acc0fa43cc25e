import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs'
import IconMailFast from '@tabler/icons-react/dist/esm/icons/IconMailFast.mjs'
import { type BarPart, barPiece, type LiveTopic, type NavItem, page, type QuickAction } from '#web/kit/routing.tsx'
import type { Viewer } from '#web/session.tsx'

const isAdministration = ({ role }: Viewer) => role === 'owner' || role === 'admin'

export const nav: NavItem[] = [
  {
    area: 'settings',
    path: '/settings/channels',
    order: 75,
    icon: IconMailFast,
    label: { ru: 'Каналы уведомлений', en: 'Notification channels' },
    visibleTo: isAdministration,
  },
]

export const pages = [
  page('/notices', () => import('./notices-page.tsx'), 'NoticesPage'),
  page('/notices/settings', () => import('./settings-page.tsx'), 'NoticeSettingsPage'),
  page('/settings/channels', () => import('./channels-page.tsx'), 'ChannelsPage'),
  page('/settings/deliveries', () => import('./deliveries-page.tsx'), 'DeliveriesPage'),
]

export const actions: QuickAction[] = [
  {
    id: 'notices.settings',
    label: { ru: 'Настройки уведомлений', en: 'Notice settings' },
    icon: IconBell,
    target: { to: '/notices/settings' },
    account: true,
  },
]

export const barParts: BarPart[] = [{ id: 'bell', order: 10, Piece: barPiece(() => import('./bell.tsx'), 'Bell') }]

export const live: LiveTopic[] = [{ topic: 'notice', keys: [['notices']] }]
