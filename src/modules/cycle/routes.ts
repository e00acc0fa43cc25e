import { asFile } from '#core/documents/document.ts'
import { type Call, routes } from '#core/http/routes.ts'
import { cycleContract } from './contract.ts'
import { cycleBoard } from './service/board.ts'
import { closedFigures, corrections } from './service/closed-figures.ts'
import { closingPaper } from './service/closing-paper.ts'
import { closeMonth, closingOf, reopenMonth } from './service/closing.ts'
import { readTimeShare, setTimeShare } from './service/time.ts'

export const cycleRoutes = routes(cycleContract, {
  board: ({ input, as, ...call }) => as((tx) => cycleBoard(tx, by(call), input.period)),
  closing: ({ input, as, ...call }) => as((tx) => closingOf(tx, by(call), input.month)),
  close: ({ input, as, jobs, ...call }) => as((tx) => closeMonth(tx, by(call), input, jobs)),
  reopen: ({ input, as, ...call }) => as((tx) => reopenMonth(tx, by(call), input)),
  paper: async ({ input, as, ...call }) =>
    asFile(await closingPaper(as, { ...by(call), language: call.language }, input.month)),
  figures: ({ input, as, ...call }) => as((tx) => closedFigures(tx, by(call), input.month)),
  corrections: ({ input, as, ...call }) => as((tx) => corrections(tx, by(call), input)),
  timeShare: ({ input, as, ...call }) => as((tx) => readTimeShare(tx, by(call), input)),
  setTimeShare: ({ input, as, ...call }) => as((tx) => setTimeShare(tx, by(call), input)),
})

function by({ actor, clock }: Pick<Call<unknown>, 'actor' | 'clock'>) {
  return { actor, now: clock.now() }
}
