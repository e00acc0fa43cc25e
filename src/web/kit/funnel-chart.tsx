import type { ReactNode } from 'react'
import { useFormat } from '../i18n/use-format.tsx'
import { ChartFrame } from './chart-frame.tsx'
import type { ChartTable } from './chart-table.ts'
import { FunnelBars, type FunnelStep } from './funnel-bars.tsx'
import { funnelSvg } from './funnel-svg.ts'
import { useKitTexts } from './use-kit-texts.ts'

type Props = {
  title: string
  hint?: ReactNode
  steps: readonly FunnelStep[]
  onStep?: (step: FunnelStep) => void
  /** Stands between the heading and the bars. */
  children?: ReactNode
}

const HEIGHT = 480

/** A funnel with its heading, the table behind it, and files: bars as SVG and PNG, figures as a workbook. */
export function FunnelChart({ title, hint, steps, onStep, children }: Props) {
  const format = useFormat()
  const words = useKitTexts().funnel
  const table: ChartTable = {
    head: [words.step, words.count, words.money, words.conversion, words.fromFirst],
    kinds: ['text', 'number', 'money', 'share', 'share'],
    values: steps.map(({ name, count, amountMinor, conversion, fromFirst }) => [
      name,
      count,
      amountMinor ?? null,
      conversion,
      fromFirst ?? null,
    ]),
    rows: steps.map(({ name, count, amountMinor, conversion, fromFirst }) => [
      name,
      format.number(count),
      amountMinor == null ? '' : format.money(amountMinor),
      conversion === null ? '' : format.share(conversion),
      fromFirst == null ? '' : format.share(fromFirst),
    ]),
  }
  const svg = () =>
    funnelSvg(
      steps.map(({ name, count, amountMinor, conversion }) => ({
        name,
        count,
        said: [format.number(count), amountMinor == null ? '' : format.moneyCompact(amountMinor)]
          .filter(Boolean)
          .join(' · '),
        ...(conversion !== null && { conversion: format.share(conversion) }),
      })),
    )
  return (
    <ChartFrame
      title={
        <span role="heading" aria-level={3}>
          {title}
        </span>
      }
      hint={hint}
      table={table}
      picture={{ svg }}
      height={HEIGHT}
    >
      {children}
      <FunnelBars label={title} steps={steps} {...(onStep && { onStep })} />
    </ChartFrame>
  )
}
