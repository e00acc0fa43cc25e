/** Pieces of the cycle for pages of other modules. */
export { TimeShareSection } from './time-share-section.tsx'
