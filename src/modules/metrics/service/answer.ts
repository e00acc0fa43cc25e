import type { z } from 'zod'
import { type Period, periodKey } from '#core/calendar/period.ts'
import { countingOf } from '#modules/funnel/api.ts'
import type { metricsContract } from '../contract.ts'
import { comparedPeriod, type MetricAsking, metricFigures } from './figures.ts'
import { periodOf } from './question.ts'

type Asked = z.output<NonNullable<(typeof metricsContract.figures)['~orpc']['inputSchema']>>

/** The answer of the endpoint: figures and the periods that they are of. @throws Refusal as metricFigures */
export async function figuresAnswer(
  asking: MetricAsking,
  { metrics, dimensions, period, comparison, ...filters }: Asked,
) {
  const span = periodOf(period)
  const table = await metricFigures(asking, { metrics, dimensions, period, comparison, filters })
  const then =
    comparison === 'previous' || comparison === 'lastYear' ? comparedPeriod(span, comparison, asking.today) : null
  return {
    period: spanOf(span),
    compared: then && spanOf(then),
    closedMonths: [...(await countingOf(asking.tx, span)).closed],
    ...table,
  }
}

function spanOf(period: Period) {
  return { key: periodKey(period), start: period.start, end: period.end }
}
