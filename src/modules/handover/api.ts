/** What other modules may use of hand-over and substitution. */
export { insertSubstitution, substitutionById } from './data/substitutions.ts'
export { addSubstitution, cancelSubstitution, changeSubstitution } from './service/substitutions.ts'
