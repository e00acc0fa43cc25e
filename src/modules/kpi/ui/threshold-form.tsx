import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MeasureField } from '#web/kit/measure-field.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import type { Tile } from '../contract.ts'
import css from './kpi.module.css'
import { useKpiTexts } from './use-kpi.ts'

/** From where on the figure is good and from where bad. */
export function ThresholdForm({ tile }: { tile: Tile }) {
  const texts = useKpiTexts().figure
  const client = useQueryClient()
  const errorText = useErrorText()
  const { currencySymbol } = useFormat()
  const isTimes = tile.key === 'coverage'
  const followed = useFollowed<{ good: number | null; bad: number | null }>(
    { good: tile.threshold?.good ?? null, bad: tile.threshold?.bad ?? null },
    tile.threshold?.version ?? 0,
  )
  const { good, bad } = followed.values
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const isSum = tile.unit === 'money' || tile.unit === 'count'
  const unit = isTimes ? texts.perUnit.times : texts.perUnit[tile.unit].replace('₽', currencySymbol)
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
          void send({ good, bad })
        }}
      >
        <div className={css.borders}>
          <MeasureField
            label={`${texts.good}, ${unit}`}
            unit={isTimes ? 'count' : tile.unit}
            value={good}
            onChange={(next) => followed.change({ good: next })}
            rightSection={null}
          />
          <MeasureField
            label={`${texts.bad}, ${unit}`}
            unit={isTimes ? 'count' : tile.unit}
            value={bad}
            onChange={(next) => followed.change({ bad: next })}
            rightSection={null}
          />
        </div>
        <Theirs of={followed} onMine={() => void send({ good, bad })} />
        {error && (
          <p role="alert" className={css.error}>
            {error}
          </p>
        )}
        <div className={css.actions}>
          <Button type="submit" loading={isBusy} disabled={Number.isNaN(good) || Number.isNaN(bad)}>
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
