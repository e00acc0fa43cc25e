import { ActionIcon, Indicator, Popover } from '@mantine/core'
import IconBell from '@tabler/icons-react/dist/esm/icons/IconBell.mjs'
import { lazy, Suspense, useState } from 'react'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { usePhone } from '#web/kit/use-phone.ts'
import css from './notices.module.css'
import { useNoticeTexts, useUnread } from './use-notices.ts'

const LatestNotices = lazy(() => import('./latest-notices.tsx').then((module) => ({ default: module.LatestNotices })))

/** The bell of the top bar: how many notices are unread, and the latest of them. */
export function Bell() {
  const texts = useNoticeTexts()
  const unread = useUnread()
  const phone = usePhone()
  const [opened, setOpened] = useState(false)
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width="min(400px, calc(100vw - 16px))"
      trapFocus
      returnFocus
      shadow="md"
    >
      <Indicator
        label={unread >= 100 ? '99+' : unread}
        disabled={unread === 0}
        size={16}
        offset={phone ? 11 : 6}
        className={css.indicator ?? ''}
      >
        <Popover.Target>
          <ActionIcon
            aria-label={texts.bell.label(unread)}
            onClick={() => setOpened(!opened)}
            className={css.bell ?? ''}
          >
            <IconBell size={20} stroke={1.6} />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown className={css.panel ?? ''} aria-label={texts.bell.title}>
        <Suspense fallback={<SkeletonText lines={4} />}>
          <LatestNotices onDone={() => setOpened(false)} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
