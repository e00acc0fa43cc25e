import { Button, SegmentedControl } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { yearOf, type Day } from '#core/calendar/day.ts'
import { minorOf } from '#core/money/currency.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FieldRow } from '#web/kit/form.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import type { PlanGrid, ToSet } from './grid-model.ts'
import css from './plans.module.css'
import { usePlansTexts } from './use-plans-texts.ts'
import { useWritten } from './use-slice.ts'

type Props = {
  grid: Pick<PlanGrid, 'year' | 'metric' | 'tier'>
  onClose: () => void
  onApply: (proposed: readonly ToSet[], reason: string, done: string) => Promise<void>
}

const bases = ['plan', 'fact'] as const
/** In whole units of the currency; null is as exact as the currency is. */
const steps = [null, 1_000, 10_000, 100_000] as const

/** Last year's plan or sales times a coefficient: what it would give, then a button that writes it. */
export function CopyPanel({ grid: { year, metric, tier }, onClose, onApply }: Props) {
  const texts = usePlansTexts()
  const words = texts.copy
  const format = useFormat()
  const thisYear = yearOf(useViewer().today as Day)
  const [fromYear, setFromYear] = useState(year - 1)
  const [basis, setBasis] = useState<(typeof bases)[number]>(year - 1 < thisYear ? 'fact' : 'plan')
  const [coefficient, setCoefficient] = useState<number | string>(1)
  const [step, setStep] = useState<(typeof steps)[number]>(1_000)
  const factor = Number(coefficient)
  const { write, isMoney } = useWritten(metric)
  const asked = {
    metric,
    tier,
    fromYear,
    toYear: year,
    basis,
    coefficient: factor,
    stepMinor: isMoney && step ? minorOf(step, format.currency) : 1,
  }
  const isAsked = factor >= 0.01 && factor <= 100
  const { data, error, refetch, isPlaceholderData } = useQuery({
    queryKey: ['plans', 'copyPreview', asked],
    queryFn: () => api.plans.copyPreview(asked),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  const apply = () => {
    if (!data) return
    const reason = words.note(words.bases[basis], fromYear, format.number(factor))
    void onApply(data.cells, reason, words.done(year, data.cells.length))
  }
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title}
      footer={
        <Button disabled={!data || data.cells.length === 0 || isPlaceholderData || !isAsked} onClick={apply}>
          {words.apply}
        </Button>
      }
    >
      <div className={css.fields}>
        <p className={css.hint}>{words.intro}</p>
        <SegmentedControl
          aria-label={words.basis}
          value={basis}
          onChange={(value) => setBasis(bases.find((one) => one === value) ?? 'plan')}
          data={bases.map((value) => ({ value, label: words.bases[value] }))}
        />
        <FieldRow>
          <NumberField
            label={words.from}
            min={2000}
            max={2099}
            value={fromYear}
            onChange={(value) => setFromYear(Number(value) || year - 1)}
          />
          <NumberField
            label={words.coefficient}
            description={words.coefficientHint}
            inputWrapperOrder={['label', 'input', 'description']}
            min={0.01}
            max={100}
            step={0.05}
            decimalScale={4}
            value={coefficient}
            onChange={setCoefficient}
          />
        </FieldRow>
        {isMoney && (
          <Choice
            label={words.step}
            value={String(step)}
            onChange={(value) => setStep(steps.find((one) => String(one) === value) ?? null)}
            options={steps.map((one) => ({ value: String(one), label: one ? format.number(one) : words.exactly }))}
          />
        )}
      </div>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={4} />
      ) : (
        <div className={css.result} aria-live="polite">
          <strong>
            {data.cells.length === 0 ? words.none : words.result(write(data.beforeMinor), write(data.afterMinor))}
          </strong>
          {data.cells.length > 0 && <p>{words.changes(data.cells.length)}</p>}
          {basis === 'fact' && fromYear >= thisYear && <p>{words.unfinished}</p>}
          {data.leftOut.length > 0 && (
            <table className={css.lines}>
              <thead>
                <tr>
                  <th>{words.leftOut}</th>
                  <th />
                </tr>
              </thead>
              <tbody>
                {data.leftOut.map((one) => (
                  <tr key={one.name}>
                    <td>
                      {one.name}
                      <small>{words.reasons[one.reason]}</small>
                    </td>
                    <td>{write(one.amountMinor)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
    </SidePanel>
  )
}
