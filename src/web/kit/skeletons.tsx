import { Skeleton } from '@mantine/core'
import row from './figure-row.module.css'
import css from './skeletons.module.css'

/** Lines of text on their way. */
export function SkeletonText({ lines = 3 }: { lines?: number }) {
  return (
    <div className={css.lines} aria-busy>
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} height={10} radius="xs" width={`${92 - ((index * 23) % 40)}%`} />
      ))}
    </div>
  )
}

/** A row of figures on its way, as tall as the row itself. `lines`: how many stand under each figure. */
export function SkeletonFigures({ count = 4, lines = 1 }: { count?: number; lines?: number }) {
  return (
    <div className={row.row} aria-busy>
      {Array.from({ length: count }, (_, index) => (
        <div key={index} className={css.figure}>
          <Skeleton height={10} width={72} radius="xs" my={3} />
          <Skeleton height={18} width={104} radius="xs" my={4} />
          {Array.from({ length: lines }, (__, line) => (
            <Skeleton key={line} height={8} width={line === 0 ? 112 : 64} radius="xs" my={4} />
          ))}
        </div>
      ))}
    </div>
  )
}

/** A chart or another block of a known height on its way. */
export function SkeletonBlock({ height }: { height: number | string }) {
  return <Skeleton height={height} radius="md" aria-busy />
}

/** A form on its way. */
export function SkeletonForm({ fields = 4 }: { fields?: number }) {
  return (
    <div className={css.lines} aria-busy>
      {Array.from({ length: fields }, (_, index) => (
        <div key={index}>
          <Skeleton height={10} width={96} radius="xs" mb={6} />
          <Skeleton height={32} radius="sm" />
        </div>
      ))}
    </div>
  )
}
