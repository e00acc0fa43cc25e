import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import css from './side-panel.module.css'
import { useFocusBack } from './use-focus-back.ts'
import { usePhone } from './use-phone.ts'

type Props = {
  opened: boolean
  onClose: () => void
  title: ReactNode
  /** Stands under the content and stays in sight. */
  footer?: ReactNode
  width?: number
  children: ReactNode
}

/** A panel at the right edge over the page; Escape closes it. The whole screen on a phone. */
export function SidePanel({ opened, onClose, title, footer, width = 480, children }: Props) {
  const phone = usePhone()
  useFocusBack(opened)
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      title={title}
      position="right"
      size={phone ? '100%' : width}
      transitionProps={{ duration: 120 }}
      classNames={{ content: css.content, header: css.header, title: css.title, body: css.body }}
    >
      <div className={css.scroll}>{children}</div>
      {footer && <div className={css.footer}>{footer}</div>}
    </Drawer>
  )
}
