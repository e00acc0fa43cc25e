import type { TimeZone } from '#core/calendar/day.ts'
import { today } from '#core/calendar/zone.ts'
import { routes } from '#core/http/routes.ts'
import { kpiContract } from './contract.ts'
import { arrangeBoard, setThreshold } from './service/arrange.ts'
import { kpiBoard, kpiCourses } from './service/board.ts'

export const kpiRoutes = routes(kpiContract, {
  board: ({ input, actor, as, clock }) =>
    kpiBoard(as, actor, input, today(actor.workspace.timeZone as TimeZone, clock.now())),
  courses: ({ input, actor, as, clock }) =>
    as((tx) => kpiCourses(tx, actor, input, today(actor.workspace.timeZone as TimeZone, clock.now()))),
  arrange: ({ input, actor, as }) => as((tx) => arrangeBoard(tx, actor, input)),
  setThreshold: ({ input, actor, as }) => as((tx) => setThreshold(tx, actor, input)),
})
