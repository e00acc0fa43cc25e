/** What other modules may use of the funnel. */
export { dealsBehind } from './data/deals-behind.ts'
export { type Cut, cutPeriod, fromSources, inPipeline, ownedBy, type Owners, spansOf } from './data/slice.ts'
