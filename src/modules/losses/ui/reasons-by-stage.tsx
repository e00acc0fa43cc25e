import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { HeatMap } from '#web/kit/heat-map.tsx'
import { Section } from '#web/kit/page.tsx'
import { useGo } from '#web/kit/routing.tsx'
import { behindTarget, type LossesSearch } from './filters.ts'
import { useLossesTexts, type View } from './use-losses.ts'

/** Which reason on which stage: a field of colour, each cell opens its deals. */
export function ReasonsByStage({ data, search }: { data: View | undefined; search: LossesSearch }) {
  const texts = useLossesTexts()
  const format = useFormat()
  const go = useGo()
  const cells = useMemo(
    () => new Map(data?.cells.map((cell) => [`${cell.reasonId ?? 'none'} ${cell.stageId ?? 'none'}`, cell])),
    [data],
  )
  if (!data || data.cells.length === 0) return null
  const scale = format.moneyScale(Math.max(...data.cells.map(({ amountMinor }) => amountMinor)))
  return (
    <Section>
      <HeatMap
        title={texts.cells.title}
        hint={texts.cells.hint(scale.unit)}
        corner={texts.cells.reason}
        columns={data.stages.map(({ id, name }) => ({ id: id ?? 'none', label: name ?? texts.stages.without }))}
        rows={data.reasons.map(({ id, name }) => ({ id: id ?? 'none', label: name ?? texts.reasons.without }))}
        cell={(reason, stage) => {
          const cell = cells.get(`${reason} ${stage}`)
          if (!cell) return null
          const hint = `${format.money(cell.amountMinor)} · ${texts.columns.n}: ${format.number(cell.n)}`
          return { value: cell.amountMinor, hint }
        }}
        scale="loss"
        write={scale.write}
        kind="money"
        onCell={(reason, stage) => go(behindTarget(search, { reason, stage }))}
      />
    </Section>
  )
}
