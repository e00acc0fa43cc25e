import { Button } from '@mantine/core'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { useKitTexts } from '#web/kit/use-kit-texts.ts'
import type { PlanMetric } from '../calc/plan-metrics.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import { useWritten } from './use-slice.ts'

/** Who changed which cell of the year's plan, newest first. */
export function HistoryPanel({ year, metric, onClose }: { year: number; metric: PlanMetric; onClose: () => void }) {
  const texts = usePlansTexts()
  const kit = useKitTexts()
  const words = texts.history
  const format = useFormat()
  const { rows, error, onRepeat, more } = useCursorList(['plans', 'changes', { year, metric }], (cursor) =>
    api.plans.changes({ year, metric, ...(cursor && { cursor }) }),
  )
  const written = useWritten(metric)
  const write = (minor: number | null) => (minor === null ? texts.nothing : written.write(minor))
  const part = (cut: string, key: string) =>
    cut === 'all' ? '' : key === 'new' || key === 'existing' ? texts.cutParts[key] : key
  return (
    <SidePanel opened onClose={onClose} title={words.title}>
      {error ? (
        <ErrorState error={error} onRepeat={onRepeat} />
      ) : !rows ? (
        <SkeletonText lines={10} />
      ) : rows.length === 0 ? (
        <p className={css.hint}>{words.empty}</p>
      ) : (
        <ul className={css.events}>
          {rows.map((change) => (
            <li key={change.id}>
              {[
                change.name,
                format.month(change.month),
                change.tier !== 'target' && texts.tiers[change.tier],
                part(change.cut, change.cutKey),
              ]
                .filter(Boolean)
                .join(', ')}
              <div>{words.arrow(write(change.beforeMinor), write(change.afterMinor))}</div>
              <small>{[change.actorName, format.dateTime(change.at), change.note].filter(Boolean).join(' · ')}</small>
            </li>
          ))}
        </ul>
      )}
      {more.has && (
        <Button variant="subtle" loading={more.loading} onClick={more.load}>
          {kit.loadMore}
        </Button>
      )}
    </SidePanel>
  )
}
