import { SegmentedControl } from '@mantine/core'
import { useTexts } from '#web/i18n/language.tsx'
import { Section } from '#web/kit/page.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { WaterfallChart } from '#web/kit/waterfall-chart.tsx'
import { canBeExplained, hasFactors, whyNoParts } from '../calc/explain.ts'
import type { MetricKey } from '../calc/declarations.ts'
import { en } from '../texts.en.ts'
import { ru } from '../texts.ru.ts'
import type { MetricsFilters } from './filters.ts'
import css from './metrics.module.css'
import { useCatalogue, useExplained, useMetricsTexts, useWriteFigure } from './use-metrics.ts'

const WAYS = ['seller', 'department', 'source', 'product', 'clientKind', 'region'] as const
const SHOWN = 8

type Props = { metric: MetricKey; filters: MetricsFilters; by: string | undefined; onBy: (by: string) => void }

/** Why the figure differs from that of the period before: in words, and as bars that sum to the change. */
export function Why({ metric, filters, by, onBy }: Props) {
  const texts = useMetricsTexts()
  const own = useTexts({ ru, en })
  const write = useWriteFigure()
  const { byKey, dimensions } = useCatalogue()
  const may = canBeExplained(metric)
  const declared = byKey.get(metric)
  const ways = [...(hasFactors(metric) ? ['factors'] : []), ...WAYS.filter((way) => declared?.dimensions.includes(way))]
  const { data, error } = useExplained(metric, filters, by && ways.includes(by) ? by : undefined, may)
  if (!may)
    return (
      <Section title={texts.why.title}>
        <p className={css.said}>{own.noParts[whyNoParts(metric)]}</p>
      </Section>
    )
  if (error) return null
  if (!data) return <SkeletonText lines={2} />
  const { unit, before, after } = data
  const shown = data.drivers.filter(({ part }) => part !== 0)
  const rest = shown.slice(SHOWN).reduce((sum, { part }) => sum + part, 0)
  const scale = unit === 'share' || unit === 'ratio' ? 100 : 1
  return (
    <Section
      title={texts.why.title}
      actions={
        <SegmentedControl
          aria-label={texts.why.by}
          value={data.by}
          onChange={onBy}
          data={ways.map((value) => ({
            value,
            label: value === 'factors' ? texts.why.factors : (dimensions.get(value) ?? value),
          }))}
        />
      }
    >
      <p className={css.said}>{data.text}</p>
      {before !== null && after !== null && shown.length > 1 && (
        <WaterfallChart
          title={`${data.label}: ${data.against} → ${data.period}`}
          steps={[
            { id: 'before', label: data.against, value: before, kind: 'total' },
            ...shown
              .slice(0, SHOWN)
              .map(({ key, label, part }) => ({ id: key, label, value: part, kind: 'change' as const })),
            ...(rest === 0 ? [] : [{ id: 'rest', label: '…', value: rest, kind: 'change' as const }]),
            { id: 'after', label: data.period, value: after, kind: 'total' },
          ]}
          write={(value, how) => write(value, unit, how ?? {})}
          kind={unit === 'money' ? 'money' : scale === 100 ? 'share' : 'number'}
          good={declared?.direction === 'down' ? 'down' : 'up'}
        />
      )}
    </Section>
  )
}
