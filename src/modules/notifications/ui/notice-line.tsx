import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import css from './notices.module.css'
import { type Notice, placeOf, useIsToday, useNoticeTexts, useRead } from './use-notices.ts'

/** One notice; opening its record reads it. */
export function NoticeLine({ notice, onOpen }: { notice: Notice; onOpen?: () => void }) {
  const texts = useNoticeTexts()
  const format = useFormat()
  const read = useRead()
  const isToday = useIsToday()(notice.createdAt)
  return (
    <li className={css.line} data-unread={notice.isRead ? undefined : ''}>
      <Link
        {...placeOf(notice.path)}
        onClick={() => {
          if (!notice.isRead) read.mutate([notice.id])
          onOpen?.()
        }}
      >
        <span className={css.dot} aria-hidden />
        <span className={css.words}>
          <strong>{notice.title}</strong>
          {notice.body && <span>{notice.body}</span>}
          <small>
            {!notice.isRead && <span className={css.hidden}>{`${texts.page.unread}. `}</span>}
            {notice.kindName} ·{' '}
            <time dateTime={notice.createdAt}>
              {isToday ? format.time(notice.createdAt) : format.dateTime(notice.createdAt)}
            </time>
          </small>
        </span>
      </Link>
    </li>
  )
}
