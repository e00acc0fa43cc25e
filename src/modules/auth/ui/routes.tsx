import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs'
import IconUserCircle from '@tabler/icons-react/dist/esm/icons/IconUserCircle.mjs'
import { type NavItem, page, publicPage, type QuickAction } from '#web/kit/routing.tsx'

export const nav: NavItem[] = [
  {
    area: 'settings',
    path: '/settings/api-keys',
    order: 70,
    icon: IconKey,
    label: { ru: 'Ключи API', en: 'API keys' },
    visibleTo: ({ role }) => role === 'owner' || role === 'admin',
  },
]

export const pages = [
  page('/profile', () => import('./profile-page.tsx'), 'ProfilePage'),
  page('/settings/api-keys', () => import('./api-keys-page.tsx'), 'ApiKeysPage'),
]

export const publicPages = [
  publicPage('/setup', () => import('./setup-page.tsx'), 'SetupPage'),
  publicPage('/sign-in', () => import('./sign-in-page.tsx'), 'SignInPage'),
  publicPage('/forgotten-password', () => import('./forgotten-password-page.tsx'), 'ForgottenPasswordPage'),
  publicPage('/invitation/$token', () => import('./invitation-page.tsx'), 'InvitationPage'),
  publicPage('/new-password/$token', () => import('./new-password-page.tsx'), 'NewPasswordPage'),
]

export const actions: QuickAction[] = [
  {
    id: 'auth.profile',
    label: { ru: 'Профиль', en: 'Profile' },
    icon: IconUserCircle,
    target: { to: '/profile' },
    account: true,
  },
]
