import { byOf, todayOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { kpiContract } from './contract.ts'
import { arrangeBoard, setThreshold } from './service/arrange.ts'
import { kpiBoard, kpiCourses } from './service/board.ts'

export const kpiRoutes = routes(kpiContract, {
  board: ({ input, actor, as, clock }) => kpiBoard(as, actor, input, todayOf(byOf({ actor, clock }))),
  courses: ({ input, actor, as, clock }) => as((tx) => kpiCourses(tx, actor, input, todayOf(byOf({ actor, clock })))),
  arrange: ({ input, actor, as }) => as((tx) => arrangeBoard(tx, actor, input)),
  setThreshold: ({ input, actor, as }) => as((tx) => setThreshold(tx, actor, input)),
})
