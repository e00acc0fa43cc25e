import type { MetricKey } from '#modules/metrics/api.ts'
import type { BoardRole } from '../contract.ts'

/** Fulfilment of norms is told by their own module. */
export type TileKey = MetricKey | 'norms'

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
  'norms',
  'turnover',
  'csat',
  'nps',
] as const satisfies readonly TileKey[]

const without = (...keys: TileKey[]): TileKey[] => ALL.filter((key) => !keys.includes(key))

/** What a board shows until the company says otherwise. */
export const DEFAULT_TILES: Record<BoardRole, readonly TileKey[]> = {
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
