import { addDays, type Day } from '#core/calendar/day.ts'
import { monthFromParts } from '#core/calendar/month.ts'
import { Button, NumberInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import type { PlanMetric } from '../calc/plan-metrics.ts'
import { evenSeason } from '../calc/season.ts'
import type { plansContract } from '../contract.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'

type Season = Outputs<typeof plansContract>['season']['season']
type Part = keyof Season

/** Some Monday, for the names of the weekdays. */
const MONDAY = '2026-11-16' as Day

/** How the metric runs over the year and inside a month: learnt from history, corrected by hand. */
export function SeasonPanel({ metric, year, onClose }: { metric: PlanMetric; year: number; onClose: () => void }) {
  const texts = usePlansTexts()
  const words = texts.season
  const format = useFormat()
  const errorText = useErrorText()
  const client = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', 'season', { metric }],
    queryFn: () => api.plans.season({ metric }),
  })
  const [typed, setTyped] = useState<Season>()
  const season = typed ?? data?.season
  const save = useMutation({
    mutationFn: () =>
      sendInTurn(`season:${metric}`, data?.version ?? 0, (version) =>
        api.plans.setSeason({ metric, season: season ?? plain(evenSeason), version }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['plans'] })
      void client.invalidateQueries({ queryKey: ['planfact'] })
      say(words.saved)
      onClose()
    },
  })
  const put = (part: Part, index: number, value: number) => {
    if (season) setTyped({ ...season, [part]: season[part].with(index, value) })
  }
  const labels: Record<Part, string[]> = {
    months: Array.from({ length: 12 }, (_, month) => format.monthShort(monthFromParts(year, month + 1))),
    weekdays: Array.from({ length: 7 }, (_, index) => format.weekday(addDays(MONDAY, index))),
    thirds: [...words.thirdNames],
  }
  const mayEdit = data?.may.edit ?? false
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={`${words.title}: ${texts.metrics[metric]}`}
      footer={
        mayEdit && (
          <Button loading={save.isPending} disabled={!typed} onClick={() => save.mutate()}>
            {words.save}
          </Button>
        )
      }
    >
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data || !season ? (
        <SkeletonText lines={8} />
      ) : (
        <div className={css.fields}>
          <p className={css.hint}>{words.intro}</p>
          {save.error && <p role="alert">{errorText(save.error)}</p>}
          {mayEdit && (
            <div className={css.buttons}>
              <Button variant="default" onClick={() => setTyped(plain(data.suggested))}>
                {words.take}
              </Button>
              <Button variant="subtle" onClick={() => setTyped(plain(evenSeason))}>
                {words.even}
              </Button>
            </div>
          )}
          <p className={css.hint}>
            {data.years.length > 0 ? words.fromYears(data.years) : words.noYears}
            {'. '}
            {data.days > 0 ? words.fromDays(data.days) : words.noDays}
          </p>
          {(['months', 'weekdays', 'thirds'] as const).map((part) => (
            <fieldset key={part} disabled={!mayEdit} style={{ border: 0, margin: 0, padding: 0 }}>
              <legend>{words[part]}</legend>
              <div className={css.weights}>
                {season[part].map((value, index) => (
                  <NumberInput
                    key={labels[part][index]}
                    label={labels[part][index]}
                    min={0}
                    max={1000}
                    allowDecimal={false}
                    hideControls
                    value={value}
                    onChange={(next) => put(part, index, Number(next) || 0)}
                  />
                ))}
              </div>
            </fieldset>
          ))}
          {data.changedBy && data.changedAt && (
            <p className={css.hint}>{words.changedBy(data.changedBy, format.dateTime(data.changedAt))}</p>
          )}
        </div>
      )}
    </SidePanel>
  )
}

function plain({ months, weekdays, thirds }: Record<Part, readonly number[]>): Season {
  return { months: [...months], weekdays: [...weekdays], thirds: [...thirds] }
}
