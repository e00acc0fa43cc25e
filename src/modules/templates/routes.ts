import { routes } from '#core/http/routes.ts'
import { templatesContract } from './contract.ts'
import { addTemplate, editTemplate, listTemplates } from './service/templates.ts'
import { writeTemplate } from './service/write.ts'

export const templatesRoutes = routes(templatesContract, {
  list: ({ input, actor, as }) => as((tx) => listTemplates(tx, actor, input)),
  add: ({ input, actor, as }) => as((tx) => addTemplate(tx, actor, input)),
  edit: ({ input, actor, as }) => as((tx) => editTemplate(tx, actor, input)),
  write: ({ input, actor, clock, language, as }) =>
    as((tx) => writeTemplate(tx, { actor, now: clock.now(), language }, input)),
})
