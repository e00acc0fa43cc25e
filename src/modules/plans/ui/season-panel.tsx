import { addDays, type Day } from '#core/calendar/day.ts'
import { monthFromParts } from '#core/calendar/month.ts'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import type { PlanMetric } from '../calc/plan-metrics.ts'
import { evenSeason } from '../calc/season.ts'
import type { plansContract } from '../contract.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'

type Answer = Outputs<typeof plansContract>['season']
type Season = Answer['season']
type Part = keyof Season

/** Some Monday, for the names of the weekdays. */
const MONDAY = '2026-11-16' as Day

/** How the metric runs over the year and inside a month: learnt from history, corrected by hand. */
export function SeasonPanel({ metric, year, onClose }: { metric: PlanMetric; year: number; onClose: () => void }) {
  const texts = usePlansTexts()
  const words = texts.season
  const { data, error, refetch } = useQuery({
    queryKey: ['plans', 'season', { metric }],
    queryFn: () => api.plans.season({ metric }),
  })
  return (
    <SidePanel opened onClose={onClose} title={`${words.title}: ${texts.metrics[metric]}`}>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={8} />
      ) : (
        <SeasonForm key={metric} data={data} metric={metric} year={year} onDone={onClose} />
      )}
    </SidePanel>
  )
}

type FormProps = { data: Answer; metric: PlanMetric; year: number; onDone: () => void }

function SeasonForm({ data, metric, year, onDone }: FormProps) {
  const words = usePlansTexts().season
  const format = useFormat()
  const errorText = useErrorText()
  const client = useQueryClient()
  const followed = useFollowed<Season>(data.season, data.version)
  const season = followed.values
  const save = useMutation({
    mutationFn: () =>
      sendInTurn(`season:${metric}`, followed.version, (version) =>
        api.plans.setSeason({ metric, season: followed.now(), version }),
      ),
    onError: () => client.invalidateQueries({ queryKey: ['plans', 'season'] }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['plans'] })
      void client.invalidateQueries({ queryKey: ['planfact'] })
      say(words.saved)
      onDone()
    },
  })
  const labels: Record<Part, string[]> = {
    months: Array.from({ length: 12 }, (_, month) => format.monthShort(monthFromParts(year, month + 1))),
    weekdays: Array.from({ length: 7 }, (_, index) => format.weekday(addDays(MONDAY, index))),
    thirds: [...words.thirdNames],
  }
  const mayEdit = data.may.edit
  return (
    <div className={css.fields}>
      <p className={css.hint}>{words.intro}</p>
      {mayEdit && (
        <div className={css.buttons}>
          <Button variant="default" onClick={() => followed.change(plain(data.suggested))}>
            {words.take}
          </Button>
          <Button variant="subtle" onClick={() => followed.change(plain(evenSeason))}>
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
              <NumberField
                key={labels[part][index]}
                label={labels[part][index]}
                min={0}
                max={1000}
                allowDecimal={false}
                hideControls
                value={value}
                onChange={(next) => followed.change({ [part]: season[part].with(index, Number(next) || 0) })}
              />
            ))}
          </div>
        </fieldset>
      ))}
      {data.changedBy && data.changedAt && (
        <p className={css.hint}>{words.changedBy(data.changedBy, format.dateTime(data.changedAt))}</p>
      )}
      {save.error && <p role="alert">{errorText(save.error)}</p>}
      <Theirs of={followed} onMine={() => save.mutate()} />
      {mayEdit && (
        <div className={css.buttons}>
          <Button loading={save.isPending} disabled={!followed.isDirty} onClick={() => save.mutate()}>
            {words.save}
          </Button>
        </div>
      )}
    </div>
  )
}

function plain({ months, weekdays, thirds }: Record<Part, readonly number[]>): Season {
  return { months: [...months], weekdays: [...weekdays], thirds: [...thirds] }
}
