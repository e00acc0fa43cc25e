import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { NoticeLine } from './notice-line.tsx'
import css from './notices.module.css'
import { useIsToday, useNoticeTexts, useRead, useUnread } from './use-notices.ts'

const SHOWN = 12

/** Under the bell: today, earlier; all can be read at once. */
export function LatestNotices({ onDone }: { onDone: () => void }) {
  const texts = useNoticeTexts()
  const unread = useUnread()
  const read = useRead()
  const latest = useQuery({
    queryKey: ['notices', 'latest'],
    queryFn: () => api.notifications.list({ limit: SHOWN }),
  })
  const isOfToday = useIsToday()
  const isToday = ({ createdAt }: { createdAt: string }) => isOfToday(createdAt)
  const rows = latest.data?.rows
  const parts = [
    { title: texts.bell.today, rows: rows?.filter(isToday) ?? [] },
    { title: texts.bell.earlier, rows: rows?.filter((notice) => !isToday(notice)) ?? [] },
  ]
  return (
    <>
      <div className={css.head}>
        <h2>{texts.bell.title}</h2>
        <Button
          variant="subtle"
          disabled={unread === 0}
          loading={read.isPending}
          onClick={() => read.mutate(undefined)}
        >
          {texts.bell.readAll}
        </Button>
      </div>
      <div className={css.scroll}>
        {latest.error ? (
          <ErrorState error={latest.error} onRepeat={() => void latest.refetch()} />
        ) : !rows ? (
          <SkeletonText lines={4} />
        ) : rows.length === 0 ? (
          <div className={css.nothing}>
            <strong>{texts.bell.empty}</strong>
            <p>{texts.bell.emptyText}</p>
          </div>
        ) : (
          parts
            .filter((part) => part.rows.length > 0)
            .map((part) => (
              <section key={part.title}>
                <h3 className={css.part}>{part.title}</h3>
                <ul className={css.list}>
                  {part.rows.map((notice) => (
                    <NoticeLine key={notice.id} notice={notice} onOpen={onDone} />
                  ))}
                </ul>
              </section>
            ))
        )}
      </div>
      <div className={css.foot}>
        <Link to="/notices" onClick={onDone}>
          {texts.bell.all}
        </Link>
        <Link to="/notices/settings" onClick={onDone}>
          {texts.bell.settings}
        </Link>
      </div>
    </>
  )
}
