import { asFile } from '#core/documents/document.ts'
import { byOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { cycleContract } from './contract.ts'
import { cycleBoard } from './service/board.ts'
import { closedFigures, corrections } from './service/closed-figures.ts'
import { closingPaper } from './service/closing-paper.ts'
import { closeMonth, closingOf, reopenMonth } from './service/closing.ts'
import { readTimeShare, setTimeShare } from './service/time.ts'

export const cycleRoutes = routes(cycleContract, {
  board: ({ input, as, ...call }) => as((tx) => cycleBoard(tx, byOf(call), input.period)),
  closing: ({ input, as, ...call }) => as((tx) => closingOf(tx, byOf(call), input.month)),
  close: ({ input, as, jobs, ...call }) => as((tx) => closeMonth(tx, byOf(call), input, jobs)),
  reopen: ({ input, as, ...call }) => as((tx) => reopenMonth(tx, byOf(call), input)),
  paper: async ({ input, as, ...call }) =>
    asFile(await closingPaper(as, { ...byOf(call), language: call.language }, input.month)),
  figures: ({ input, as, ...call }) => as((tx) => closedFigures(tx, byOf(call), input.month)),
  corrections: ({ input, as, ...call }) => as((tx) => corrections(tx, byOf(call), input)),
  timeShare: ({ input, as, ...call }) => as((tx) => readTimeShare(tx, byOf(call), input)),
  setTimeShare: ({ input, as, ...call }) => as((tx) => setTimeShare(tx, byOf(call), input)),
})
