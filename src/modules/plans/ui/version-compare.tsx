import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { PlanMetric } from '../calc/plan-metrics.ts'
import type { PlanVersion } from '../contract/shapes.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import { useWritten } from './use-slice.ts'

type Props = {
  from: string
  to?: string
  metric: PlanMetric
  versions: readonly PlanVersion[]
  onTo: (to: string | null) => void
  onBack: () => void
}

/** What differs between a version and the present plan, or another version of the same subject. */
export function VersionCompare({ from, to, metric, versions, onTo, onBack }: Props) {
  const texts = usePlansTexts()
  const words = texts.approval
  const format = useFormat()
  const { write } = useWritten(metric)
  const asked = { from, ...(to && { to }) }
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', 'compareVersions', asked],
    queryFn: () => api.plans.compareVersions(asked),
  })
  const own = versions.find((one) => one.id === from)
  const others = versions.filter((one) => one.id !== from && one.subjectId === own?.subjectId)
  const cutName = (cut: string, key: string) =>
    cut === 'all' ? '' : key === 'new' || key === 'existing' ? texts.cutParts[key] : key
  return (
    <div className={css.fields}>
      <div className={css.buttons}>
        <Button variant="default" onClick={onBack}>
          {words.back}
        </Button>
      </div>
      <Choice
        label={words.compareWith}
        value={to ?? null}
        onChange={onTo}
        clearable
        placeholder={words.present}
        options={others.map((one) => ({
          value: one.id,
          label: `${words.version(one.number)}, ${format.month(one.fromMonth)}`,
        }))}
      />
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={8} />
      ) : (
        <>
          <strong>{texts.history.arrow(write(data.beforeMinor), write(data.afterMinor))}</strong>
          {data.rows.length === 0 ? (
            <p className={css.hint}>{words.same}</p>
          ) : (
            <table className={css.lines}>
              <thead>
                <tr>
                  <th>{words.place}</th>
                  <th>{words.before}</th>
                  <th>{words.after}</th>
                </tr>
              </thead>
              <tbody>
                {data.rows.map((row) => (
                  <tr key={[row.subjectId, row.month, row.tier, row.cut, row.cutKey].join(' ')}>
                    <td>
                      {row.name}
                      <small>
                        {[
                          format.month(row.month),
                          row.tier !== 'target' && texts.tiers[row.tier],
                          cutName(row.cut, row.cutKey),
                        ]
                          .filter(Boolean)
                          .join(' · ')}
                      </small>
                    </td>
                    <td>{row.beforeMinor === null ? texts.nothing : write(row.beforeMinor)}</td>
                    <td>{row.afterMinor === null ? texts.nothing : write(row.afterMinor)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </>
      )}
    </div>
  )
}
