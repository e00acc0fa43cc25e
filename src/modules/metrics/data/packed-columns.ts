import type { DimensionKey } from '../calc/declarations.ts'
import type { PackedColumn } from '../calc/packed-deals.ts'
import { ofProfile, type Slice } from './slice.ts'

/** Dimensions that the profile of a deal tells. */
export const OF_PROFILE: ReadonlySet<DimensionKey> = new Set([
  'campaign',
  'industry',
  'region',
  'clientKind',
  'territory',
])

type ByNumber = readonly [column: PackedColumn, kind: string, bytes: 2 | 4]
/** Dimensions that a column of their own tells: which, of what kind its numbers are, and how long each is. */
export const BY_NUMBER: { readonly [dimension: string]: ByNumber | undefined } = {
  pipeline: ['pipelines', 'pipeline', 2],
  source: ['sources', 'source', 2],
  stage: ['stages', 'stage', 2],
  lossReason: ['reasons', 'reason', 2],
}
export const isField = (dimension: DimensionKey) => dimension.startsWith('field:')
export const isOfLines = (dimension: DimensionKey) => dimension === 'product' || dimension === 'productGroup'

/** Whether it is not the fact itself that says the key, but what stands beside its deal. */
export const standsBeside = (dimension: DimensionKey): boolean =>
  dimension === 'segment' || isField(dimension) || isOfLines(dimension)

/** Which columns of packed months a cut needs; `more`: what it counts. */
export function columnsFor(slice: Slice, more: readonly PackedColumn[]): Set<PackedColumn> {
  const { dimensions, ofPipelines, sources, sizes, segments, fields } = slice
  const found = new Set<PackedColumn>(more)
  for (const dimension of dimensions) {
    const byNumber = BY_NUMBER[dimension]
    if (byNumber) found.add(byNumber[0])
    if (OF_PROFILE.has(dimension)) found.add('profiles')
    if (dimension === 'dealSize') found.add('money')
    if (dimension === 'segment') found.add('clients').add('holders')
    if (isField(dimension)) found.add('options').add('holders')
    if (isOfLines(dimension)) found.add('products').add('holders')
  }
  if (ofPipelines) found.add('pipelines')
  if (sources) found.add('sources')
  if (sizes) found.add('money')
  if (segments) found.add('clients').add('holders')
  if (fields.size > 0) found.add('options').add('holders')
  if (ofProfile(slice)) found.add('profiles')
  return found
}
