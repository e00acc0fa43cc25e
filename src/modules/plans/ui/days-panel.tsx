import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import type { Day } from '#core/calendar/day.ts'
import { periodAround, periodKey } from '#core/calendar/period.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { DaysForm } from './days-form.tsx'
import type { PlanGrid } from './grid-model.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import { useWritten } from './use-slice.ts'

/** A month of the plan by weeks and working days, for one subject. */
export function DaysPanel({ grid, onClose }: { grid: PlanGrid; onClose: () => void }) {
  const texts = usePlansTexts()
  const words = texts.byDays
  const format = useFormat()
  const { today } = useViewer()
  const { write } = useWritten(grid.metric)
  const [subjectId, setSubject] = useState(grid.rows[0]?.subjectId ?? null)
  const first = grid.months.find(({ month }) => month === today.slice(0, 7)) ?? grid.months[0]
  const [month, setMonth] = useState(first?.month ?? null)
  const asked = { month: month ?? '', metric: grid.metric, tier: grid.tier, subjectId: subjectId ?? '' }
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', 'days', asked],
    queryFn: () => api.plans.days(asked),
    enabled: month !== null && subjectId !== null,
  })
  const [isSetting, setSetting] = useState(false)
  const weeks = Map.groupBy(data?.days ?? [], ({ day }) => periodKey(periodAround(day as Day, 'week')))
  return (
    <SidePanel opened onClose={onClose} title={words.title}>
      <div className={css.fields}>
        <Choice
          label={words.whose}
          value={subjectId}
          onChange={(id) => {
            setSubject(id)
            setSetting(false)
          }}
          options={grid.rows.map((row) => ({ value: row.subjectId, label: row.name }))}
        />
        <Choice
          label={words.month}
          value={month}
          onChange={(chosen) => {
            setMonth(chosen)
            setSetting(false)
          }}
          options={grid.months.map((one) => ({ value: one.month, label: format.month(one.month) }))}
        />
      </div>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={12} />
      ) : data.planMinor === null ? (
        <p className={css.hint}>{words.none}</p>
      ) : isSetting ? (
        <DaysForm
          plan={data}
          asked={{ month: asked.month, metric: asked.metric, subjectId: asked.subjectId }}
          onDone={() => setSetting(false)}
        />
      ) : (
        <div className={css.result}>
          <p className={css.hint}>{data.seasoned ? words.seasoned : words.even}</p>
          {data.from && <p className={css.hint}>{words.inherited(data.from)}</p>}
          {data.may.edit && (
            <div className={css.buttons}>
              <Button variant="default" onClick={() => setSetting(true)}>
                {words.set}
              </Button>
            </div>
          )}
          {data.calendarChanged && <p className={css.warn}>{texts.approval.calendarChanged}</p>}
          <table className={css.lines}>
            <tbody>
              {[...weeks].map(([week, days]) => (
                <Fragment key={week}>
                  <tr className={css.week}>
                    <td>{format.period(week)}</td>
                    <td />
                    <td>{write(days.reduce((sum, one) => sum + one.amountMinor, 0))}</td>
                  </tr>
                  {days.map((one) => (
                    <tr key={one.day} className={one.weight === 0 && one.amountMinor === 0 ? css.off : undefined}>
                      <td>{`${format.weekday(one.day)}, ${format.day(one.day)}`}</td>
                      <td>
                        {one.weight === 0 && one.amountMinor === 0
                          ? words.off
                          : one.byHand
                            ? words.byHand
                            : data.seasoned
                              ? `${one.weight} %`
                              : ''}
                      </td>
                      <td>{one.weight === 0 && one.amountMinor === 0 ? '' : write(one.amountMinor)}</td>
                    </tr>
                  ))}
                </Fragment>
              ))}
              {data.undistributedMinor !== 0 && (
                <tr>
                  <td>{words.undistributed}</td>
                  <td>{words.undistributedHint}</td>
                  <td>{write(data.undistributedMinor)}</td>
                </tr>
              )}
              <tr className={css.week}>
                <td>{words.sum}</td>
                <td />
                <td>{write(data.planMinor)}</td>
              </tr>
            </tbody>
          </table>
          {data.history.length > 0 && (
            <>
              <strong>{words.history}</strong>
              <ul className={css.events}>
                {data.history.map(({ version, at, by, reason, parts }) => (
                  <li key={version}>
                    {words.versionLine(version, by ?? format.noData, words.partsCount(parts))}
                    <small>{`${format.dateTime(at)} · ${reason}`}</small>
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
      )}
    </SidePanel>
  )
}
