/** What other modules may use of hand-over and substitution. */
export { insertSubstitution } from './data/substitutions.ts'
