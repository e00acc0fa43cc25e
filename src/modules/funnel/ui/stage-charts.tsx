import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Chart } from '#web/kit/chart.tsx'
import { useChartColors } from '#web/kit/use-chart-colors.ts'
import { Choice } from '#web/kit/choice.tsx'
import { DistributionChart } from '#web/kit/distribution-chart.tsx'
import { Section } from '#web/kit/page.tsx'
import css from './funnel.module.css'
import { writeLength } from './length.ts'
import type { Distribution } from './time-page.tsx'
import { useFunnelTexts } from './use-funnel.ts'

interface Props {
  data: Distribution
  stage: Distribution['stages'][number]
  onStage: (stageId: string) => void
}

/** One stage drawn: how long stays lasted, and how many deals are still there after so long. */
export function StageCharts({ data, stage, onStage }: Props) {
  const texts = useFunnelTexts()
  const format = useFormat()
  const words = texts.timeLab
  const write = (seconds: number) => writeLength(seconds, data, format.duration)
  const marks = [
    ...(stage.medianSeconds === null ? [] : [{ value: stage.medianSeconds, label: words.medianMark }]),
    ...(stage.p90Seconds === null ? [] : [{ value: stage.p90Seconds, label: words.p90Mark }]),
  ]
  const colors = useChartColors()
  const curve = useMemo(() => {
    const points = stage.curve.map(({ seconds, share }) => [seconds / data.dayS, share])
    return {
      grid: { left: 48, right: 24, top: 12, bottom: 28 },
      xAxis: {
        type: 'value' as const,
        min: 0,
        axisLabel: {
          formatter: (days: number) => writeLength(days * data.dayS, data, format.duration),
          hideOverlap: true,
        },
      },
      yAxis: {
        type: 'value' as const,
        min: 0,
        max: 1,
        axisLabel: { formatter: (value: number) => format.share(value, { digits: 0 }) },
      },
      series: [
        {
          type: 'line' as const,
          step: 'end' as const,
          showSymbol: false,
          data: [[0, 1], ...points],
          lineStyle: { color: colors.fact, width: 2 },
          itemStyle: { color: colors.fact },
        },
      ],
    }
  }, [colors, stage, data, format])
  return (
    <Section
      title={
        stage.medianSeconds === null
          ? words.noMedian(stage.name)
          : words.stageTitle(stage.name, write(stage.medianSeconds))
      }
      actions={
        <Choice
          aria-label={words.choose}
          options={data.stages.map(({ stageId, name }) => ({ value: stageId, label: name }))}
          value={stage.stageId}
          onChange={(stageId) => stageId && onStage(stageId)}
        />
      }
    >
      <div className={css.charts}>
        <DistributionChart
          title={texts.time.title}
          hint={words.binsHint}
          bins={stage.bins.map(({ fromS, toS, n, open }) => ({ from: fromS, to: toS, count: n, open }))}
          marks={marks}
          write={write}
        />
        <Chart
          title={words.curveTitle}
          hint={words.curveHint(format.dayFull(data.sinceDay))}
          option={curve}
          height={220}
          table={{
            head: [words.curveTime, words.curveShare],
            rows: stage.curve.map(({ seconds, share }) => [write(seconds), format.share(share)]),
          }}
        />
      </div>
    </Section>
  )
}
