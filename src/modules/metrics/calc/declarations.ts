/**
 * Every metric of the dictionary, declared once: its unit, which way is good, of what cases it is counted, below how many it says little,
 * by what it may be cut and which records stand behind it. Words stand in texts.*.ts; formulas in service/formulas.ts.
 */

/** What a figure is measured in. Money and moneyPerDay: minor units; shares: 0…1; a ratio may exceed 1. */
export type MetricUnit = 'money' | 'count' | 'share' | 'days' | 'minutes' | 'moneyPerDay' | 'ratio'

/** 'up': more is better; 'down': less is; 'band': neither too much nor too little. */
export type MetricDirection = 'up' | 'down' | 'band'

/** Which records can be listed behind a figure; null: none, only its formula. */
export type MetricRecords =
  | 'booked'
  | 'created'
  | 'closed'
  | 'lost'
  | 'open'
  | 'payments'
  | 'activities'
  | 'leads'
  | null

const PEOPLE = ['company', 'department', 'seller'] as const
const TIMES = ['day', 'week', 'month', 'quarter', 'year'] as const
const DEAL = [
  'pipeline',
  'source',
  'campaign',
  'industry',
  'region',
  'segment',
  'territory',
  'clientKind',
  'dealSize',
] as const
const PRODUCTS = ['product', 'productGroup'] as const

/** By what figures are cut. A custom choice field of deals is one too: `field:<id>`. */
export const dimensionKeys = [...PEOPLE, ...DEAL, 'stage', ...PRODUCTS, 'lossReason', ...TIMES] as const
export type PlainDimension = (typeof dimensionKeys)[number]
export type DimensionKey = PlainDimension | `field:${string}`

/** Cuts that are periods; the others are properties of the record. */
export const timeDimensions: readonly DimensionKey[] = TIMES

interface Declared {
  unit: MetricUnit
  direction: MetricDirection
  /** What `n` counts: the cases from which the figure comes. */
  base:
    | 'won'
    | 'created'
    | 'closed'
    | 'lost'
    | 'open'
    | 'reached'
    | 'left'
    | 'plan'
    | 'payments'
    | 'activities'
    | 'leads'
    | 'people'
    | 'answers'
  /** Below this n the figure is grey and takes no part in an order. */
  minN: number
  dimensions: readonly (PlainDimension | 'field')[]
  records: MetricRecords
  /** Whether parts of a cut sum to the whole. */
  additive: boolean
  /** Where the data do not exist yet: the name of the sentence that says why and how to begin. */
  missing?: 'noSurvey'
}

const OF_DEALS = [...PEOPLE, ...DEAL, 'field', ...TIMES] as const
const OF_SALES = [...OF_DEALS, ...PRODUCTS] as const
const NOW = [...PEOPLE, ...DEAL, 'stage', 'field'] as const
const OF_PEOPLE = [...PEOPLE, ...TIMES] as const
const OF_STAGES = [...PEOPLE, 'pipeline', 'source', 'stage', ...TIMES] as const

const money = { unit: 'money', direction: 'up' } as const
const count = { unit: 'count', direction: 'up' } as const
const share = { unit: 'share', direction: 'up' } as const

const declared = {
  sales: { ...money, base: 'won', minN: 0, dimensions: OF_SALES, records: 'booked', additive: true },
  won: { ...count, base: 'won', minN: 0, dimensions: OF_SALES, records: 'booked', additive: true },
  averageCheck: { ...money, base: 'won', minN: 5, dimensions: OF_DEALS, records: 'booked', additive: false },
  medianCheck: { ...money, base: 'won', minN: 5, dimensions: OF_DEALS, records: 'booked', additive: false },
  growth: { ...share, base: 'won', minN: 0, dimensions: OF_DEALS, records: 'booked', additive: false },
  payments: { ...money, base: 'payments', minN: 0, dimensions: OF_PEOPLE, records: 'payments', additive: true },
  created: { ...count, base: 'created', minN: 0, dimensions: OF_DEALS, records: 'created', additive: true },
  lost: {
    ...count,
    direction: 'down',
    base: 'lost',
    minN: 0,
    dimensions: [...OF_DEALS, 'stage', 'lossReason'],
    records: 'lost',
    additive: true,
  },
  lostMoney: {
    ...money,
    direction: 'down',
    base: 'lost',
    minN: 0,
    dimensions: [...OF_DEALS, 'stage', 'lossReason'],
    records: 'lost',
    additive: true,
  },
  winRate: { ...share, base: 'closed', minN: 20, dimensions: OF_DEALS, records: 'closed', additive: false },
  winRateMoney: { ...share, base: 'closed', minN: 20, dimensions: OF_DEALS, records: 'closed', additive: false },
  cohortConversion: { ...share, base: 'created', minN: 20, dimensions: OF_DEALS, records: 'created', additive: false },
  cohortOpen: {
    ...share,
    direction: 'down',
    base: 'created',
    minN: 20,
    dimensions: OF_DEALS,
    records: 'created',
    additive: false,
  },
  periodConversion: {
    unit: 'ratio',
    direction: 'up',
    base: 'created',
    minN: 20,
    dimensions: OF_DEALS,
    records: 'created',
    additive: false,
  },
  overallConversion: {
    ...share,
    base: 'created',
    minN: 20,
    dimensions: [...PEOPLE, 'pipeline'],
    records: null,
    additive: false,
  },
  stageConversion: { ...share, base: 'reached', minN: 20, dimensions: OF_STAGES, records: null, additive: false },
  dropOff: {
    ...share,
    direction: 'down',
    base: 'left',
    minN: 20,
    dimensions: OF_STAGES,
    records: null,
    additive: false,
  },
  dropOffMoney: {
    ...share,
    direction: 'down',
    base: 'left',
    minN: 20,
    dimensions: OF_STAGES,
    records: null,
    additive: false,
  },
  cycleMedian: {
    unit: 'days',
    direction: 'down',
    base: 'won',
    minN: 5,
    dimensions: OF_DEALS,
    records: 'booked',
    additive: false,
  },
  cycleMean: {
    unit: 'days',
    direction: 'down',
    base: 'won',
    minN: 5,
    dimensions: OF_DEALS,
    records: 'booked',
    additive: false,
  },
  openDeals: { ...count, base: 'open', minN: 0, dimensions: NOW, records: 'open', additive: true },
  openPipeline: { ...money, base: 'open', minN: 0, dimensions: NOW, records: 'open', additive: true },
  weightedPipeline: { ...money, base: 'open', minN: 0, dimensions: NOW, records: 'open', additive: true },
  velocity: {
    unit: 'moneyPerDay',
    direction: 'up',
    base: 'closed',
    minN: 20,
    dimensions: [...PEOPLE, ...DEAL, 'field'],
    records: null,
    additive: false,
  },
  plan: { ...money, base: 'plan', minN: 0, dimensions: OF_PEOPLE, records: null, additive: true },
  attainment: {
    unit: 'ratio',
    direction: 'up',
    base: 'plan',
    minN: 0,
    dimensions: OF_PEOPLE,
    records: 'booked',
    additive: false,
  },
  due: { ...money, base: 'plan', minN: 0, dimensions: OF_PEOPLE, records: null, additive: true },
  paceDeviation: { ...money, base: 'plan', minN: 0, dimensions: OF_PEOPLE, records: 'booked', additive: true },
  runRate: { ...money, base: 'plan', minN: 0, dimensions: PEOPLE, records: 'booked', additive: false },
  requiredRate: {
    unit: 'moneyPerDay',
    direction: 'down',
    base: 'plan',
    minN: 0,
    dimensions: PEOPLE,
    records: null,
    additive: false,
  },
  coverage: {
    unit: 'ratio',
    direction: 'up',
    base: 'plan',
    minN: 0,
    dimensions: PEOPLE,
    records: 'open',
    additive: false,
  },
  meetings: { ...count, base: 'activities', minN: 0, dimensions: OF_PEOPLE, records: 'activities', additive: true },
  calls: { ...count, base: 'activities', minN: 0, dimensions: OF_PEOPLE, records: 'activities', additive: true },
  activities: { ...count, base: 'activities', minN: 0, dimensions: OF_PEOPLE, records: 'activities', additive: true },
  leads: {
    ...count,
    base: 'leads',
    minN: 0,
    dimensions: [...OF_PEOPLE, 'source', 'campaign'],
    records: 'leads',
    additive: true,
  },
  leadToDeal: {
    ...share,
    base: 'leads',
    minN: 20,
    dimensions: [...OF_PEOPLE, 'source', 'campaign'],
    records: 'leads',
    additive: false,
  },
  firstResponse: {
    unit: 'minutes',
    direction: 'down',
    base: 'leads',
    minN: 5,
    dimensions: [...OF_PEOPLE, 'source', 'campaign'],
    records: 'leads',
    additive: false,
  },
  newClients: { ...count, base: 'won', minN: 0, dimensions: OF_DEALS, records: 'booked', additive: true },
  newClientsSales: { ...money, base: 'won', minN: 0, dimensions: OF_DEALS, records: 'booked', additive: true },
  newClientsShare: { ...share, base: 'won', minN: 5, dimensions: OF_DEALS, records: 'booked', additive: false },
  headcount: {
    unit: 'count',
    direction: 'band',
    base: 'people',
    minN: 0,
    dimensions: ['company', 'department', ...TIMES],
    records: null,
    additive: false,
  },
  turnover: {
    unit: 'share',
    direction: 'down',
    base: 'people',
    minN: 5,
    dimensions: ['company', 'department', ...TIMES],
    records: null,
    additive: false,
  },
  nps: {
    unit: 'count',
    direction: 'up',
    base: 'answers',
    minN: 10,
    dimensions: PEOPLE,
    records: null,
    additive: false,
    missing: 'noSurvey',
  },
  csat: {
    ...share,
    base: 'answers',
    minN: 10,
    dimensions: PEOPLE,
    records: null,
    additive: false,
    missing: 'noSurvey',
  },
} as const satisfies Record<string, Declared>

export type MetricKey = keyof typeof declared
export const metricKeys = Object.keys(declared) as [MetricKey, ...MetricKey[]]

export interface MetricDeclaration extends Declared {
  key: MetricKey
}

/** What is declared of a metric. */
export function declarationOf(key: MetricKey): MetricDeclaration {
  return { key, ...(declared[key] as Declared) }
}

/** Open deals and what is made of them: known of now alone, what they were in another period nobody can tell. */
const OF_NOW: ReadonlySet<MetricKey> = new Set([
  'openDeals',
  'openPipeline',
  'weightedPipeline',
  'velocity',
  'coverage',
  'overallConversion',
])

/** Whether the figure of another period can stand beside it. */
export function isOfPeriods(key: MetricKey): boolean {
  return !OF_NOW.has(key)
}

/** Whether the metric can be cut by this. */
export function canBeCutBy(key: MetricKey, dimension: DimensionKey): boolean {
  const { dimensions } = declarationOf(key)
  return dimensions.includes(dimension.startsWith('field:') ? 'field' : (dimension as PlainDimension))
}
