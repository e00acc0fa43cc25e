/**
 * Properties draw the same numbers in each run, so that the same code is green or red everywhere. MOSTIK_SEED draws others: a whole number, or `random`.
 * A property that gives a seed of its own keeps it.
 */
import fc from 'fast-check'

const asked = process.env.MOSTIK_SEED ?? '1'
fc.configureGlobal(asked === 'random' ? {} : { seed: Number(asked) })
