import { absencesContract } from '#modules/absences/contract.ts'
import { activitiesContract } from '#modules/activities/contract.ts'
import { attachmentsContract } from '#modules/attachments/contract.ts'
import { authContract } from '#modules/auth/contract.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { clientsContract } from '#modules/clients/contract.ts'
import { cycleContract } from '#modules/cycle/contract.ts'
import { dealsContract } from '#modules/deals/contract.ts'
import { decompositionContract } from '#modules/decomposition/contract.ts'
import { fieldsContract } from '#modules/fields/contract.ts'
import { funnelContract } from '#modules/funnel/contract.ts'
import { goalsContract } from '#modules/goals/contract.ts'
import { handoverContract } from '#modules/handover/contract.ts'
import { homeContract } from '#modules/home/contract.ts'
import { hygieneContract } from '#modules/hygiene/contract.ts'
import { importsContract } from '#modules/imports/contract.ts'
import { kpiContract } from '#modules/kpi/contract.ts'
import { metricsContract } from '#modules/metrics/contract.ts'
import { lossesContract } from '#modules/losses/contract.ts'
import { notificationsContract } from '#modules/notifications/contract.ts'
import { normsContract } from '#modules/norms/contract.ts'
import { listsContract } from '#modules/lists/contract.ts'
import { leadsContract } from '#modules/leads/contract.ts'
import { orgContract } from '#modules/org/contract.ts'
import { paymentsContract } from '#modules/payments/contract.ts'
import { planfactContract } from '#modules/planfact/contract.ts'
import { plansContract } from '#modules/plans/contract.ts'
import { processContract } from '#modules/process/contract.ts'
import { productsContract } from '#modules/products/contract.ts'
import { ritualsContract } from '#modules/rituals/contract.ts'
import { searchContract } from '#modules/search/contract.ts'
import { sellersContract } from '#modules/sellers/contract.ts'
import { cohortsContract } from '#modules/cohorts/contract.ts'
import { segmentsContract } from '#modules/segments/contract.ts'
import { sourcesContract } from '#modules/sources/contract.ts'
import { spendContract } from '#modules/spend/contract.ts'
import { tasksContract } from '#modules/tasks/contract.ts'
import { templatesContract } from '#modules/templates/contract.ts'

/** The whole API by module: what the server implements, the document describes and the browser's client speaks. */
export const contract = {
  auth: authContract,
  org: orgContract,
  fields: fieldsContract,
  clients: clientsContract,
  deals: dealsContract,
  products: productsContract,
  payments: paymentsContract,
  spend: spendContract,
  cohorts: cohortsContract,
  sources: sourcesContract,
  segments: segmentsContract,
  attachments: attachmentsContract,
  activities: activitiesContract,
  tasks: tasksContract,
  templates: templatesContract,
  leads: leadsContract,
  handover: handoverContract,
  absences: absencesContract,
  imports: importsContract,
  notifications: notificationsContract,
  lists: listsContract,
  plans: plansContract,
  planfact: planfactContract,
  funnel: funnelContract,
  losses: lossesContract,
  process: processContract,
  sellers: sellersContract,
  kpi: kpiContract,
  metrics: metricsContract,
  cycle: cycleContract,
  rituals: ritualsContract,
  search: searchContract,
  home: homeContract,
  hygiene: hygieneContract,
  norms: normsContract,
  goals: goalsContract,
  decomposition: decompositionContract,
  cases: casesContract,
}
