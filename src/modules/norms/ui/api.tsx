/** Pieces of norms that other pages show. */
export { normsTarget, useNormsTexts } from './use-norms.ts'
export { MyNorms } from './my-norms.tsx'
