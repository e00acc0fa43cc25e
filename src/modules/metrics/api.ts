/** What other modules may use of the metrics. */
export {
  canBeCutBy,
  declarationOf,
  type DimensionKey,
  type MetricDeclaration,
  type MetricDirection,
  type MetricKey,
  metricKeys,
  type MetricUnit,
} from './calc/declarations.ts'
export {
  type Comparison,
  type MetricFigure,
  type MetricFilters,
  type MetricQuestion,
  type MetricRow,
  type MetricTable,
} from './calc/question.ts'
export { comparedFigures, type MetricAsking, metricFigures } from './service/figures.ts'
export { sellersMedian } from './service/peers.ts'
