import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useCompany } from '#web/i18n/use-format.tsx'
import { currencySymbol, type Currency } from '#core/money/currency.ts'
import { NumberField } from '#web/kit/number-field.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import type { Tile } from '../contract.ts'
import css from './kpi.module.css'
import { useKpiTexts } from './use-kpi.ts'

/** Typed in whole currency and per cent, kept in minor units and shares. */
function factorOf({ key, unit }: Tile): number {
  if (unit === 'money' || unit === 'moneyPerDay') return 100
  if (unit === 'share' || (unit === 'ratio' && key !== 'coverage')) return 0.01
  return 1
}

/** From where on the figure is good and from where bad. */
export function ThresholdForm({ tile }: { tile: Tile }) {
  const texts = useKpiTexts().figure
  const client = useQueryClient()
  const errorText = useErrorText()
  const symbol = currencySymbol(useCompany().currency as Currency)
  const factor = factorOf(tile)
  const shown = (value: number | undefined) => (value === undefined ? '' : Number((value / factor).toPrecision(10)))
  const followed = useFollowed<{ good: number | string; bad: number | string }>(
    { good: shown(tile.threshold?.good), bad: shown(tile.threshold?.bad) },
    tile.threshold?.version ?? 0,
  )
  const { good, bad } = followed.values
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const isSum = tile.unit === 'money' || tile.unit === 'count'
  const unit = tile.key === 'coverage' ? texts.perUnit.times : texts.perUnit[tile.unit].replace('₽', symbol)
  const kept = (value: number | string) => (value === '' ? null : Math.round(Number(value) * factor * 1e6) / 1e6)
  const send = async (borders: { good: number | null; bad: number | null }) => {
    setBusy(true)
    setError(undefined)
    try {
      await sendInTurn(`threshold:${tile.key}`, followed.version, (version) =>
        api.kpi
          .setThreshold({ metric: tile.key, ...borders, version })
          .then(({ threshold }) => ({ version: threshold?.version ?? 0 })),
      )
      await client.invalidateQueries({ queryKey: ['kpi'] })
      say(texts.saved)
    } catch (thrown) {
      setError(errorText(thrown))
      void client.invalidateQueries({ queryKey: ['kpi'] })
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className={css.panel} data-no-print>
      <h3>{texts.threshold}</h3>
      <p className={css.hint}>{isSum ? texts.thresholdHintSum : texts.thresholdHint}</p>
      <form
        className={css.panel}
        onSubmit={(event) => {
          event.preventDefault()
          void send({ good: kept(good), bad: kept(bad) })
        }}
      >
        <div className={css.borders}>
          <NumberField
            label={`${texts.good}, ${unit}`}
            value={good}
            onChange={(next) => followed.change({ good: next })}
            hideControls
            thousandSeparator=" "
          />
          <NumberField
            label={`${texts.bad}, ${unit}`}
            value={bad}
            onChange={(next) => followed.change({ bad: next })}
            hideControls
            thousandSeparator=" "
          />
        </div>
        <Theirs of={followed} onMine={() => void send({ good: kept(good), bad: kept(bad) })} />
        {error && (
          <p role="alert" className={css.error}>
            {error}
          </p>
        )}
        <div className={css.actions}>
          <Button type="submit" loading={isBusy}>
            {texts.save}
          </Button>
          {tile.threshold && (
            <Button variant="subtle" disabled={isBusy} onClick={() => void send({ good: null, bad: null })}>
              {texts.remove}
            </Button>
          )}
        </div>
      </form>
    </section>
  )
}
