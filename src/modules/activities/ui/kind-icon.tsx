import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs'
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs'
import IconMessage from '@tabler/icons-react/dist/esm/icons/IconMessage.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import type { NavIcon } from '#web/kit/routing.tsx'
import type { ActivityKind } from '../contract.ts'

const icons: Record<ActivityKind, NavIcon> = {
  call: IconPhone,
  meeting: IconUsers,
  demo: IconDeviceDesktop,
  email: IconMail,
  message: IconMessage,
}

/** The mark of a kind of contact; its name stands beside it or in its label. */
export function KindIcon({ kind, size = 16 }: { kind: ActivityKind; size?: number }) {
  const Icon = icons[kind]
  return <Icon size={size} stroke={1.5} />
}
