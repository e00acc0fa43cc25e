import { Button } from '@mantine/core'
import IconDeviceDesktop from '@tabler/icons-react/dist/esm/icons/IconDeviceDesktop.mjs'
import IconMail from '@tabler/icons-react/dist/esm/icons/IconMail.mjs'
import IconMessage from '@tabler/icons-react/dist/esm/icons/IconMessage.mjs'
import IconPhone from '@tabler/icons-react/dist/esm/icons/IconPhone.mjs'
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs'
import { useInfiniteQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useTexts } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import type { NavIcon } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { Activity, ActivityKind } from '../contract.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'
import css from './activities.module.css'
import { AddActivity } from './add-activity.tsx'

const icons: Record<ActivityKind, NavIcon> = {
  call: IconPhone,
  meeting: IconUsers,
  demo: IconDeviceDesktop,
  email: IconMail,
  message: IconMessage,
}

/** Contacts with the client on a deal: recording one, and those before it, newest first. */
export function DealActivities({ dealId, may }: { dealId: string; may: boolean }) {
  const texts = useTexts({ ru, en })
  const list = useInfiniteQuery({
    queryKey: ['activities', 'list', { dealId }],
    queryFn: ({ pageParam }) => api.activities.list({ dealId, limit: 30, ...(pageParam && { cursor: pageParam }) }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
  })
  const rows = list.data?.pages.flatMap((slice) => slice.rows)
  return (
    <div className={css.activities}>
      {may && <AddActivity dealId={dealId} />}
      {list.error ? (
        <ErrorState error={list.error} onRepeat={() => void list.refetch()} />
      ) : !rows ? (
        <SkeletonText lines={5} />
      ) : rows.length === 0 ? (
        <p className={css.quiet}>
          {texts.empty} {may && texts.emptyHint}
        </p>
      ) : (
        <ol className={css.list} aria-label={texts.title}>
          {rows.map((activity) => (
            <Line key={activity.id} activity={activity} />
          ))}
        </ol>
      )}
      {list.hasNextPage && (
        <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {texts.more}
        </Button>
      )}
    </div>
  )
}

function Line({ activity }: { activity: Activity }) {
  const texts = useTexts({ ru, en })
  const format = useFormat()
  const Icon = icons[activity.kind]
  return (
    <li>
      <Icon size={16} stroke={1.5} />
      <div>
        <div className={css.head}>
          <strong>{texts.kinds[activity.kind]}</strong>
          {!activity.done && <span className={css.quiet}>{texts.planned}</span>}
          {activity.durationS !== null && <span className={css.quiet}>{format.duration(activity.durationS)}</span>}
          <span className={css.quiet}>{activity.owner?.name}</span>
          <time className={css.quiet} dateTime={activity.occurredAt}>
            {format.dateTime(activity.occurredAt)}
          </time>
        </div>
        {activity.result && <p>{activity.result}</p>}
      </div>
    </li>
  )
}
