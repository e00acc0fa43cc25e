import type { MetricKey } from '#modules/metrics/api.ts'
import type { BoardRole } from '../contract.ts'

const ALL = [
  'sales',
  'attainment',
  'growth',
  'won',
  'averageCheck',
  'winRate',
  'winRateMoney',
  'periodConversion',
  'cohortConversion',
  'cycleMedian',
  'velocity',
  'openPipeline',
  'coverage',
  'newClientsShare',
  'turnover',
  'csat',
  'nps',
] as const satisfies readonly MetricKey[]

const without = (...keys: MetricKey[]): MetricKey[] => ALL.filter((key) => !keys.includes(key))

/** What a board shows until the company says otherwise. */
export const DEFAULT_TILES: Record<BoardRole, readonly MetricKey[]> = {
  owner: ALL,
  director: ALL,
  head: [...without('turnover'), 'meetings', 'firstResponse'],
  // Turnover and satisfaction are no figures of one person.
  seller: [...without('turnover', 'csat', 'nps', 'growth'), 'meetings', 'calls'],
  marketing: [
    'leads',
    'leadToDeal',
    'firstResponse',
    'created',
    'newClients',
    'newClientsShare',
    'cohortConversion',
    'sales',
  ],
  finance: ['sales', 'payments', 'attainment', 'growth', 'averageCheck', 'winRateMoney', 'openPipeline', 'coverage'],
  auditor: ALL,
}
