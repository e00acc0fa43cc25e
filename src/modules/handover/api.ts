/** What other modules may use of hand-over and substitution. */
export { insertSubstitution, substitutionById } from './data/substitutions.ts'
export { addSubstitution, cancelSubstitution, changeSubstitution } from './service/substitutions.ts'
export { MOVE, type Move } from './data/move-owned.ts'
export { handoverKnows, type Kept } from './service/kept.ts'
