import { Button, Skeleton } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { Link } from '../routing.tsx'
import { useKitTexts } from '../use-kit-texts.ts'
import css from './data-table.module.css'
import type { DataTableProps } from './data-table.tsx'

/** The same rows as cards; more come when the last one is in sight. */
export function PhoneList<Row extends object>(props: DataTableProps<Row> & { card: (row: Row) => ReactNode }) {
  const { rows, rowKey, rowTarget, onOpen, more, card } = props
  const texts = useKitTexts()
  const end = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const mark = end.current
    if (!mark || !more?.has || more.loading) return
    const watcher = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) more.load()
    })
    watcher.observe(mark)
    return () => watcher.disconnect()
  }, [more])

  if (!rows) {
    return (
      <div className={css.cards} aria-busy>
        {Array.from({ length: 6 }, (_, index) => (
          <div key={index} className={css.card}>
            <Skeleton height={12} width="60%" mb={8} />
            <Skeleton height={10} width="85%" />
          </div>
        ))}
      </div>
    )
  }
  return (
    <div>
      <ul className={css.cards} aria-label={props.label}>
        {rows.map((row) => (
          <li key={rowKey(row)} data-tone={props.rowTone?.(row)}>
            {onOpen ? (
              <button type="button" className={css.card} onClick={() => onOpen(row)}>
                {card(row)}
              </button>
            ) : rowTarget ? (
              <Link {...rowTarget(row)} className={css.card}>
                {card(row)}
              </Link>
            ) : (
              <div className={css.card}>{card(row)}</div>
            )}
          </li>
        ))}
      </ul>
      <div ref={end} />
      {more?.has && (
        <Button fullWidth variant="subtle" loading={more.loading} onClick={more.load}>
          {texts.loadMore}
        </Button>
      )}
    </div>
  )
}
