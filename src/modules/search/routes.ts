import { routes } from '#core/http/routes.ts'
import { searchContract } from './contract.ts'
import { findRecords } from './service.ts'

export const searchRoutes = routes(searchContract, {
  find: ({ input, actor, as }) => as((tx) => findRecords(tx, actor, input)),
})
