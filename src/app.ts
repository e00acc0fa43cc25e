import path from 'node:path'
import type { AnyRouter } from '@orpc/server'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Clock } from '#core/clock/clock.ts'
import type { Config } from '#core/config/config.ts'
import type { Connection } from '#core/db/connection.ts'
import type { Database } from '#core/db/database.ts'
import { createGate } from '#core/db/gate.ts'
import { serveApiDocs } from '#core/http/api-docs.ts'
import { openApiDocument } from '#core/http/openapi.ts'
import type { Services } from '#core/http/routes.ts'
import { joinSentences } from '#core/http/sentences.ts'
import { createServer } from '#core/http/server.ts'
import { serveLive } from '#core/live/live-stream.ts'
import type { AnyJob } from '#core/jobs/job.ts'
import { createJobRunner, type JobRunner } from '#core/jobs/job-runner.ts'
import type { Log } from '#core/log/log.ts'
import { tellStory as tellAbsencesStory } from '#modules/absences/api.ts'
import { absencesRoutes } from '#modules/absences/routes.ts'
import { en as absencesEn } from '#modules/absences/texts.en.ts'
import { ru as absencesRu } from '#modules/absences/texts.ru.ts'
import { beginActivities } from '#modules/activities/api.ts'
import { activitiesSchedules, soonJob } from '#modules/activities/jobs.ts'
import { activitiesRoutes } from '#modules/activities/routes.ts'
import { en as activitiesEn } from '#modules/activities/texts.en.ts'
import { ru as activitiesRu } from '#modules/activities/texts.ru.ts'
import { attachmentSchedules, sweepFilesJob } from '#modules/attachments/jobs.ts'
import { attachmentFiles, attachmentsRoutes } from '#modules/attachments/routes.ts'
import { en as attachmentsEn } from '#modules/attachments/texts.en.ts'
import { ru as attachmentsRu } from '#modules/attachments/texts.ru.ts'
import { actorOf } from '#modules/auth/api.ts'
import { authSchedules, sweepJob } from '#modules/auth/jobs.ts'
import { authRoutes } from '#modules/auth/routes.ts'
import { type Beginnings, createAuth } from '#modules/auth/service/auth.ts'
import { en as authEn } from '#modules/auth/texts.en.ts'
import { ru as authRu } from '#modules/auth/texts.ru.ts'
import { tellStory as tellCasesStory } from '#modules/cases/api.ts'
import { casesJob, casesSchedules } from '#modules/cases/jobs.ts'
import { casesRoutes } from '#modules/cases/routes.ts'
import { en as casesEn } from '#modules/cases/texts.en.ts'
import { ru as casesRu } from '#modules/cases/texts.ru.ts'
import { clientLists } from '#modules/clients/api.ts'
import { clientJobs, clientSchedules } from '#modules/clients/jobs.ts'
import { clientsRoutes } from '#modules/clients/routes.ts'
import { en as clientsEn } from '#modules/clients/texts.en.ts'
import { ru as clientsRu } from '#modules/clients/texts.ru.ts'
import { beginDeals, bulkJob, dealsList, rebuildFactsJob, startFolding } from '#modules/deals/api.ts'
import { dealsRoutes } from '#modules/deals/routes.ts'
import { en as dealsEn } from '#modules/deals/texts.en.ts'
import { ru as dealsRu } from '#modules/deals/texts.ru.ts'
import { tellStory as tellDecompositionStory } from '#modules/decomposition/api.ts'
import { startCounting } from '#modules/decomposition/jobs.ts'
import { decompositionRoutes } from '#modules/decomposition/routes.ts'
import { en as decompositionEn } from '#modules/decomposition/texts.en.ts'
import { ru as decompositionRu } from '#modules/decomposition/texts.ru.ts'
import { tellStory as tellCycleStory } from '#modules/cycle/api.ts'
import { closeJob } from '#modules/cycle/jobs.ts'
import { cycleRoutes } from '#modules/cycle/routes.ts'
import { en as cycleEn } from '#modules/cycle/texts.en.ts'
import { ru as cycleRu } from '#modules/cycle/texts.ru.ts'
import { createDemoCompany, type StoryCompany } from '#modules/demo/api.ts'
import { fieldsRoutes } from '#modules/fields/routes.ts'
import { en as fieldsEn } from '#modules/fields/texts.en.ts'
import { ru as fieldsRu } from '#modules/fields/texts.ru.ts'
import { startPaths } from '#modules/funnel/jobs.ts'
import { funnelRoutes } from '#modules/funnel/routes.ts'
import { en as funnelEn } from '#modules/funnel/texts.en.ts'
import { ru as funnelRu } from '#modules/funnel/texts.ru.ts'
import { hygieneRoutes } from '#modules/hygiene/routes.ts'
import { en as hygieneEn } from '#modules/hygiene/texts.en.ts'
import { ru as hygieneRu } from '#modules/hygiene/texts.ru.ts'
import { importJobs, importSchedules } from '#modules/imports/jobs.ts'
import { importFiles, importsRoutes } from '#modules/imports/routes.ts'
import { en as importsEn } from '#modules/imports/texts.en.ts'
import { ru as importsRu } from '#modules/imports/texts.ru.ts'
import { kpiRoutes } from '#modules/kpi/routes.ts'
import { en as kpiEn } from '#modules/kpi/texts.en.ts'
import { ru as kpiRu } from '#modules/kpi/texts.ru.ts'
import { tellStory as tellGoalsStory } from '#modules/goals/api.ts'
import { goalsRoutes } from '#modules/goals/routes.ts'
import { en as goalsEn } from '#modules/goals/texts.en.ts'
import { ru as goalsRu } from '#modules/goals/texts.ru.ts'
import { tellStory as tellNormsStory } from '#modules/norms/api.ts'
import { startNormAlerts } from '#modules/norms/jobs.ts'
import { normsRoutes } from '#modules/norms/routes.ts'
import { en as normsEn } from '#modules/norms/texts.en.ts'
import { ru as normsRu } from '#modules/norms/texts.ru.ts'
import { checkFactsJob } from '#modules/metrics/jobs.ts'
import { metricsRoutes } from '#modules/metrics/routes.ts'
import { en as metricsEn } from '#modules/metrics/texts.en.ts'
import { ru as metricsRu } from '#modules/metrics/texts.ru.ts'
import { joinNotices, type NoticeTexts } from '#modules/notifications/api.ts'
import { digestJob, noticeSchedules, sweepNoticesJob } from '#modules/notifications/jobs.ts'
import { notificationsRoutes } from '#modules/notifications/routes.ts'
import { createDelivery } from '#modules/notifications/service/delivery.ts'
import { createNotifications, type Notifications } from '#modules/notifications/service/notifications.ts'
import { en as notificationsEn } from '#modules/notifications/texts.en.ts'
import { ru as notificationsRu } from '#modules/notifications/texts.ru.ts'
import { listJobs, listSchedules } from '#modules/lists/jobs.ts'
import { exportFiles, listsRoutes } from '#modules/lists/routes.ts'
import { en as listsEn } from '#modules/lists/texts.en.ts'
import { ru as listsRu } from '#modules/lists/texts.ru.ts'
import { handoverJob } from '#modules/handover/jobs.ts'
import { handoverRoutes } from '#modules/handover/routes.ts'
import { en as handoverEn } from '#modules/handover/texts.en.ts'
import { ru as handoverRu } from '#modules/handover/texts.ru.ts'
import { tellLossesStory } from '#modules/losses/api.ts'
import { lossesRoutes } from '#modules/losses/routes.ts'
import { en as lossesEn } from '#modules/losses/texts.en.ts'
import { ru as lossesRu } from '#modules/losses/texts.ru.ts'
import { processFiles, processRoutes } from '#modules/process/routes.ts'
import { leadSchedules, leadsJob } from '#modules/leads/jobs.ts'
import { leadForms, leadsRoutes } from '#modules/leads/routes.ts'
import { en as leadsEn } from '#modules/leads/texts.en.ts'
import { ru as leadsRu } from '#modules/leads/texts.ru.ts'
import { orgRoutes } from '#modules/org/routes.ts'
import { en as orgEn } from '#modules/org/texts.en.ts'
import { ru as orgRu } from '#modules/org/texts.ru.ts'
import { planfactRoutes } from '#modules/planfact/routes.ts'
import { en as planfactEn } from '#modules/planfact/texts.en.ts'
import { ru as planfactRu } from '#modules/planfact/texts.ru.ts'
import { plansRoutes } from '#modules/plans/routes.ts'
import { en as plansEn } from '#modules/plans/texts.en.ts'
import { ru as plansRu } from '#modules/plans/texts.ru.ts'
import { invoicesOverdueJob, paymentSchedules } from '#modules/payments/jobs.ts'
import { paymentsRoutes } from '#modules/payments/routes.ts'
import { en as paymentsEn } from '#modules/payments/texts.en.ts'
import { ru as paymentsRu } from '#modules/payments/texts.ru.ts'
import { productsRoutes } from '#modules/products/routes.ts'
import { en as productsEn } from '#modules/products/texts.en.ts'
import { ru as productsRu } from '#modules/products/texts.ru.ts'
import { homeRoutes } from '#modules/home/routes.ts'
import { en as homeEn } from '#modules/home/texts.en.ts'
import { ru as homeRu } from '#modules/home/texts.ru.ts'
import { tellStory as tellRitualsStory } from '#modules/rituals/api.ts'
import { ritualsRoutes } from '#modules/rituals/routes.ts'
import { en as ritualsEn } from '#modules/rituals/texts.en.ts'
import { ru as ritualsRu } from '#modules/rituals/texts.ru.ts'
import { startIndexing } from '#modules/search/api.ts'
import { searchRoutes } from '#modules/search/routes.ts'
import { sellersRoutes } from '#modules/sellers/routes.ts'
import { startCohorts } from '#modules/cohorts/jobs.ts'
import { cohortsRoutes } from '#modules/cohorts/routes.ts'
import { tellStory as tellClasses } from '#modules/segments/api.ts'
import { segmentJobs, segmentSchedules } from '#modules/segments/jobs.ts'
import { segmentsRoutes } from '#modules/segments/routes.ts'
import { en as segmentsEn } from '#modules/segments/texts.en.ts'
import { ru as segmentsRu } from '#modules/segments/texts.ru.ts'
import { sourcesRoutes } from '#modules/sources/routes.ts'
import { en as sourcesEn } from '#modules/sources/texts.en.ts'
import { ru as sourcesRu } from '#modules/sources/texts.ru.ts'
import { spendRoutes } from '#modules/spend/routes.ts'
import { en as spendEn } from '#modules/spend/texts.en.ts'
import { ru as spendRu } from '#modules/spend/texts.ru.ts'
import { beginTemplates } from '#modules/templates/api.ts'
import { templatesRoutes } from '#modules/templates/routes.ts'
import { en as templatesEn } from '#modules/templates/texts.en.ts'
import { ru as templatesRu } from '#modules/templates/texts.ru.ts'
import { overdueJob, tasksSchedules } from '#modules/tasks/jobs.ts'
import { tasksRoutes } from '#modules/tasks/routes.ts'
import { en as tasksEn } from '#modules/tasks/texts.en.ts'
import { ru as tasksRu } from '#modules/tasks/texts.ru.ts'
import { contract } from './contract.ts'

/** What main.ts has made before there is an application. */
export interface Surroundings {
  config: Config
  connection: Connection
  database: Database
  log: Log
  clock: Clock
}

export interface App {
  server: FastifyInstance
  services: Services
  /** Background work; enqueued jobs wait until it is started. `listen` starts it. */
  jobs: JobRunner
  /** Notices and letters that are not sent yet; `listen` begins to send them by themselves. */
  post: Notifications
  /** Starts listening; gives the address. */
  listen(): Promise<string>
  close(): Promise<void>
}

const allJobs: readonly AnyJob[] = [
  sweepJob,
  rebuildFactsJob,
  checkFactsJob,
  bulkJob,
  leadsJob,
  handoverJob,
  closeJob,
  ...importJobs,
  invoicesOverdueJob,
  sweepFilesJob,
  ...listJobs,
  overdueJob,
  soonJob,
  sweepNoticesJob,
  ...clientJobs,
  ...segmentJobs,
  casesJob,
]

/** By the names of src/contract.ts; those of auth are made with the application. */
const allRoutes = {
  org: orgRoutes,
  fields: fieldsRoutes,
  clients: clientsRoutes,
  deals: dealsRoutes,
  products: productsRoutes,
  payments: paymentsRoutes,
  spend: spendRoutes,
  cohorts: cohortsRoutes,
  sources: sourcesRoutes,
  segments: segmentsRoutes,
  attachments: attachmentsRoutes,
  activities: activitiesRoutes,
  tasks: tasksRoutes,
  templates: templatesRoutes,
  leads: leadsRoutes,
  handover: handoverRoutes,
  absences: absencesRoutes,
  imports: importsRoutes,
  lists: listsRoutes([dealsList, ...clientLists]),
  plans: plansRoutes,
  planfact: planfactRoutes,
  funnel: funnelRoutes,
  losses: lossesRoutes,
  process: processRoutes,
  sellers: sellersRoutes,
  kpi: kpiRoutes,
  metrics: metricsRoutes,
  cycle: cycleRoutes,
  rituals: ritualsRoutes,
  search: searchRoutes,
  home: homeRoutes,
  hygiene: hygieneRoutes,
  norms: normsRoutes,
  goals: goalsRoutes,
  decomposition: decompositionRoutes,
  cases: casesRoutes,
}

const allErrors = [
  { ru: authRu.errors, en: authEn.errors },
  { ru: orgRu.errors, en: orgEn.errors },
  { ru: fieldsRu.errors, en: fieldsEn.errors },
  { ru: clientsRu.errors, en: clientsEn.errors },
  { ru: dealsRu.errors, en: dealsEn.errors },
  { ru: productsRu.errors, en: productsEn.errors },
  { ru: paymentsRu.errors, en: paymentsEn.errors },
  { ru: spendRu.errors, en: spendEn.errors },
  { ru: sourcesRu.errors, en: sourcesEn.errors },
  { ru: segmentsRu.errors, en: segmentsEn.errors },
  { ru: attachmentsRu.errors, en: attachmentsEn.errors },
  { ru: activitiesRu.errors, en: activitiesEn.errors },
  { ru: tasksRu.errors, en: tasksEn.errors },
  { ru: templatesRu.errors, en: templatesEn.errors },
  { ru: hygieneRu.errors, en: hygieneEn.errors },
  { ru: casesRu.errors, en: casesEn.errors },
  { ru: homeRu.errors, en: homeEn.errors },
  { ru: leadsRu.errors, en: leadsEn.errors },
  { ru: handoverRu.errors, en: handoverEn.errors },
  { ru: absencesRu.errors, en: absencesEn.errors },
  { ru: cycleRu.errors, en: cycleEn.errors },
  { ru: ritualsRu.errors, en: ritualsEn.errors },
  { ru: importsRu.errors, en: importsEn.errors },
  { ru: notificationsRu.errors, en: notificationsEn.errors },
  { ru: listsRu.errors, en: listsEn.errors },
  { ru: plansRu.errors, en: plansEn.errors },
  { ru: planfactRu.errors, en: planfactEn.errors },
  { ru: funnelRu.errors, en: funnelEn.errors },
  { ru: lossesRu.errors, en: lossesEn.errors },
  { ru: metricsRu.errors, en: metricsEn.errors },
  { ru: normsRu.errors, en: normsEn.errors },
  { ru: goalsRu.errors, en: goalsEn.errors },
  { ru: decompositionRu.errors, en: decompositionEn.errors },
  { ru: kpiRu.errors, en: kpiEn.errors },
]

/** What the modules say of their notices: `{ ru: leadsRu, en: leadsEn }`, whose texts have `notices` (see notifications). */
const allNotices: readonly { ru: NoticeTexts; en: NoticeTexts }[] = [
  { ru: leadsRu, en: leadsEn },
  { ru: handoverRu, en: handoverEn },
  { ru: absencesRu, en: absencesEn },
  { ru: ritualsRu, en: ritualsEn },
  { ru: productsRu, en: productsEn },
  { ru: paymentsRu, en: paymentsEn },
  { ru: segmentsRu, en: segmentsEn },
  { ru: tasksRu, en: tasksEn },
  { ru: activitiesRu, en: activitiesEn },
  { ru: casesRu, en: casesEn },
  { ru: plansRu, en: plansEn },
  { ru: normsRu, en: normsEn },
]

/** What answers of their own tables add to the demo company, in this order: a later story may stand on an earlier one. */
const stories: readonly ((gate: Services['gate'], company: StoryCompany) => Promise<void>)[] = [
  tellAbsencesStory,
  tellClasses,
  tellNormsStory,
  tellDecompositionStory,
  tellGoalsStory,
  tellLossesStory,
  tellCasesStory,
  tellRitualsStory,
  tellCycleStory,
]

/** What happens in the other modules when a company begins. */
function beginningsOf({ gate, clock }: Pick<Services, 'gate' | 'clock'>): Beginnings {
  return {
    onNewCompany: [beginDeals, beginActivities, beginTemplates],
    async openDemo() {
      const now = clock.now()
      const { workspaceId, people } = await createDemoCompany(gate, now)
      for (const tellStory of stories) await tellStory(gate, { workspaceId, people, now })
      const faces = ['owner', 'director', 'head', 'seller'].map((role) =>
        people.find((one) => one.role === role && !one.leftOn),
      )
      return { workspaceId, personIds: faces.flatMap((person) => (person ? [person.id] : [])) }
    },
  }
}

/** Puts the modules together. Tests say by `personOf` who asks; otherwise the session or the API key does. */
export async function createApp(
  { config, connection, database, log, clock }: Surroundings,
  { personOf }: { personOf?: (request: FastifyRequest) => string | undefined } = {},
): Promise<App> {
  const own = { gate: createGate(database), config, clock, log, sentence: joinSentences(allErrors) }
  const digest = digestJob(() => post)
  const jobs = createJobRunner({
    connection,
    services: own,
    jobs: [...allJobs, digest],
    schedules: [
      ...authSchedules,
      ...noticeSchedules(digest),
      ...importSchedules,
      ...paymentSchedules,
      ...attachmentSchedules,
      ...listSchedules,
      ...tasksSchedules,
      ...activitiesSchedules,
      ...clientSchedules,
      ...leadSchedules,
      ...segmentSchedules,
      ...casesSchedules,
    ],
    actorOf: (id) => actorOf(own.gate, id),
  })
  const services: Services = { ...own, jobs }
  const post = createNotifications(services, joinNotices(allNotices))
  const auth = createAuth({ ...services, database }, beginningsOf(own))
  const authenticate = (request: FastifyRequest) => {
    const personId = personOf?.(request)
    return personId ? actorOf(services.gate, personId, clock.now()) : auth.authenticate(request)
  }
  let closeLive = () => {}
  const server = await createServer({
    services,
    router: { ...allRoutes, auth: authRoutes(auth), notifications: notificationsRoutes(post) } as AnyRouter,
    authenticate,
    plain: (plain) => {
      serveApiDocs(plain, () => openApiDocument(contract))
      importFiles(plain, { services, authenticate })
      attachmentFiles(plain, { services, authenticate })
      leadForms(plain, { services })
      exportFiles(plain, { services, authenticate })
      processFiles(plain, { services, authenticate })
      closeLive = serveLive(plain, {
        services,
        authenticate,
        sessionOf: auth.tokenOf,
        onAccessChanged: auth.cache.onForgotten,
      })
    },
    pages: path.resolve(import.meta.dirname, '../dist/web'),
  })
  const delivery = createDelivery(post)
  let stopFolding = async () => {}
  let stopIndexing = async () => {}
  let stopCohorts = async () => {}
  let stopPaths = async () => {}
  let stopNormAlerts = async () => {}
  let stopCounting = async () => {}
  return {
    server,
    services,
    jobs,
    post,
    async listen() {
      const address = await server.listen({ host: config.host, port: config.port })
      // The first page does not wait for background work.
      stopFolding = startFolding(services)
      stopIndexing = startIndexing(services)
      stopCohorts = startCohorts(services)
      stopPaths = startPaths(services)
      stopNormAlerts = startNormAlerts(services)
      stopCounting = startCounting(services)
      delivery.start()
      jobs.start().catch((error: unknown) => log.error({ err: error }, 'background jobs do not run'))
      return address
    },
    async close() {
      closeLive()
      await stopFolding()
      await stopIndexing()
      await stopCohorts()
      await stopPaths()
      await stopNormAlerts()
      await stopCounting()
      await delivery.stop()
      await jobs.stop()
      await server.close()
      auth.close()
    },
  }
}
