import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { cellText } from '#web/kit/grid/cell-text.ts'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useFollowed } from '#web/kit/use-followed.ts'
import { useWork } from '#web/kit/use-work.ts'
import type { PlanMetric } from '../calc/plan-metrics.ts'
import type { DaysOfPlan } from '../contract/days.ts'
import { type Draft, draftOf, placeKey, readDraft, weeksOf } from './days-draft.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import { useWritten } from './use-slice.ts'

type Props = {
  plan: DaysOfPlan
  asked: { month: string; metric: PlanMetric; subjectId: string }
  onDone: () => void
}

/** Weeks and days set by hand; what is left goes over the others while one types. */
export function DaysForm({ plan, asked, onDone }: Props) {
  const words = usePlansTexts().byDays
  const format = useFormat()
  const client = useQueryClient()
  const { write, cellUnit } = useWritten(asked.metric)
  const work = useWork('plans')
  const followed = useFollowed<Draft>(
    draftOf(plan, (amount) => cellText(amount, cellUnit, format.language)),
    plan.version,
  )
  const draft = followed.values
  const [reason, setReason] = useState('')
  const read = readDraft(plan, draft, cellUnit, format.language)
  const sum = (from: number, to: number) => read.days.slice(from, to + 1).reduce((all, one) => all + one, 0)
  const isSet = (from: number, to: number) => (draft[placeKey(from, to)] ?? '').trim() !== ''
  const save = async (parts: typeof read.parts, why: string) => {
    const done = await work(() =>
      sendInTurn(`planDays:${JSON.stringify(asked)}`, followed.version, (version) =>
        api.plans.setDays({ ...asked, parts, reason: why, version }),
      ),
    )
    if (!done) return
    void client.invalidateQueries({ queryKey: ['planfact'] })
    say(words.saved)
    onDone()
  }
  const field = (from: number, to: number, label: string, isLocked: boolean) => {
    const key = placeKey(from, to)
    return (
      <TextInput
        aria-label={label}
        className={css.amount ?? ''}
        inputMode="decimal"
        disabled={isLocked}
        error={read.wrong.has(key)}
        placeholder={write(sum(from, to))}
        value={draft[key] ?? ''}
        onChange={(event) => followed.change({ [key]: event.currentTarget.value })}
      />
    )
  }
  return (
    <form
      className={css.result}
      onSubmit={(event) => {
        event.preventDefault()
        void save(read.parts, reason)
      }}
    >
      <p className={css.hint}>{words.setHint}</p>
      <table className={`${css.lines} ${css.typed}`}>
        <tbody>
          {weeksOf(plan.days).map(({ key, from, to }) => {
            const places = Array.from({ length: to - from + 1 }, (_, index) => from + index)
            const hasDays = from !== to && places.some((place) => isSet(place, place))
            return (
              <Fragment key={key}>
                <tr className={css.week}>
                  <td>{format.period(key)}</td>
                  <td>
                    {from === to || hasDays ? write(sum(from, to)) : field(from, to, format.period(key), hasDays)}
                  </td>
                </tr>
                {places.map((place) => {
                  const day = plan.days[place]?.day ?? ''
                  const label = `${format.weekday(day)}, ${format.day(day)}`
                  return (
                    <tr key={day} className={plan.days[place]?.computed === 0 ? css.off : undefined}>
                      <td>{label}</td>
                      <td>{field(place, place, label, from !== to && isSet(from, to))}</td>
                    </tr>
                  )
                })}
              </Fragment>
            )
          })}
          {read.restMinor !== 0 && (
            <tr>
              <td>
                {words.undistributed}
                <small>{words.undistributedHint}</small>
              </td>
              <td>{write(read.restMinor)}</td>
            </tr>
          )}
          <tr className={css.week}>
            <td>{words.sum}</td>
            <td>{write(plan.planMinor)}</td>
          </tr>
        </tbody>
      </table>
      {read.overMinor > 0 && (
        <p className={css.warn} role="alert">
          {words.over(write(read.overMinor))}
        </p>
      )}
      <TextInput
        label={words.reason}
        placeholder={words.reasonPlaceholder}
        required
        maxLength={300}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <p className={css.hint}>{words.approvalKept}</p>
      <Theirs of={followed} onMine={() => void save(read.parts, reason)} />
      <div className={css.buttons}>
        <Button
          type="submit"
          disabled={reason.trim() === '' || read.overMinor > 0 || read.wrong.size > 0 || read.parts.length === 0}
        >
          {words.save}
        </Button>
        <Button variant="default" onClick={onDone}>
          {words.cancel}
        </Button>
        {plan.parts.length > 0 && (
          <Button variant="subtle" onClick={() => void save([], reason.trim() || words.resetReason)}>
            {words.reset}
          </Button>
        )}
      </div>
    </form>
  )
}
