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
import { activitiesList, beginActivities } from '#modules/activities/api.ts'
import { activitiesSchedules, soonJob } from '#modules/activities/jobs.ts'
import { activitiesRoutes } from '#modules/activities/routes.ts'
import { attachmentSchedules, sweepFilesJob } from '#modules/attachments/jobs.ts'
import { attachmentFiles, attachmentsRoutes } from '#modules/attachments/routes.ts'
import { actorOf } from '#modules/auth/api.ts'
import { authSchedules, sweepJob } from '#modules/auth/jobs.ts'
import { authRoutes } from '#modules/auth/routes.ts'
import { type Beginnings, createAuth } from '#modules/auth/service/auth.ts'
import { openCases, tellStory as tellCasesStory } from '#modules/cases/api.ts'
import { casesJob, casesSchedules } from '#modules/cases/jobs.ts'
import { casesRoutes } from '#modules/cases/routes.ts'
import { clientLists } from '#modules/clients/api.ts'
import { clientJobs, clientSchedules } from '#modules/clients/jobs.ts'
import { clientsRoutes } from '#modules/clients/routes.ts'
import { beginDeals, bulkJob, dealsList, rebuildFactsJob, startFolding } from '#modules/deals/api.ts'
import { dealsRoutes } from '#modules/deals/routes.ts'
import { tellStory as tellDecompositionStory } from '#modules/decomposition/api.ts'
import { startCounting } from '#modules/decomposition/jobs.ts'
import { decompositionRoutes } from '#modules/decomposition/routes.ts'
import { tellStory as tellCycleStory } from '#modules/cycle/api.ts'
import { closeJob } from '#modules/cycle/jobs.ts'
import { cycleRoutes } from '#modules/cycle/routes.ts'
import { createDemoCompany, type StoryCompany } from '#modules/demo/api.ts'
import { fieldsRoutes } from '#modules/fields/routes.ts'
import { startKeepingDays, startPaths } from '#modules/funnel/jobs.ts'
import { funnelRoutes } from '#modules/funnel/routes.ts'
import { hygieneRoutes } from '#modules/hygiene/routes.ts'
import { importJobs, importSchedules } from '#modules/imports/jobs.ts'
import { importFiles, importsRoutes } from '#modules/imports/routes.ts'
import { kpiRoutes } from '#modules/kpi/routes.ts'
import { openGoals, tellStory as tellGoalsStory } from '#modules/goals/api.ts'
import { goalsRoutes } from '#modules/goals/routes.ts'
import { tellStory as tellNormsStory } from '#modules/norms/api.ts'
import { startNormAlerts } from '#modules/norms/jobs.ts'
import { normsRoutes } from '#modules/norms/routes.ts'
import { checkFactsJob, startKeepingDealMonths } from '#modules/metrics/jobs.ts'
import { metricsRoutes } from '#modules/metrics/routes.ts'
import { joinNotices } from '#modules/notifications/api.ts'
import { digestJob, noticeSchedules, sweepNoticesJob } from '#modules/notifications/jobs.ts'
import { notificationsRoutes } from '#modules/notifications/routes.ts'
import { createDelivery } from '#modules/notifications/service/delivery.ts'
import { createNotifications, type Notifications } from '#modules/notifications/service/notifications.ts'
import { listJobs, listSchedules } from '#modules/lists/jobs.ts'
import { exportFiles, listsRoutes } from '#modules/lists/routes.ts'
import { handoverKnows } from '#modules/handover/api.ts'
import { handoverJob } from '#modules/handover/jobs.ts'
import { handoverRoutes } from '#modules/handover/routes.ts'
import { tellLossesStory } from '#modules/losses/api.ts'
import { lossesRoutes } from '#modules/losses/routes.ts'
import { processFiles, processRoutes } from '#modules/process/routes.ts'
import { leadsList } from '#modules/leads/api.ts'
import { leadSchedules, leadsJob } from '#modules/leads/jobs.ts'
import { leadForms, leadsRoutes } from '#modules/leads/routes.ts'
import { peopleList } from '#modules/org/api.ts'
import { orgRoutes } from '#modules/org/routes.ts'
import { planfactRoutes } from '#modules/planfact/routes.ts'
import { plansRoutes } from '#modules/plans/routes.ts'
import { invoicesOverdueJob, paymentSchedules } from '#modules/payments/jobs.ts'
import { paymentLists } from '#modules/payments/api.ts'
import { paymentsRoutes } from '#modules/payments/routes.ts'
import { productsList } from '#modules/products/api.ts'
import { productsRoutes } from '#modules/products/routes.ts'
import { homeRoutes } from '#modules/home/routes.ts'
import { ledRituals, protocolNotice, tellStory as tellRitualsStory } from '#modules/rituals/api.ts'
import { ritualsRoutes } from '#modules/rituals/routes.ts'
import { startIndexing } from '#modules/search/api.ts'
import { searchRoutes } from '#modules/search/routes.ts'
import { sellersRoutes } from '#modules/sellers/routes.ts'
import { startCohorts } from '#modules/cohorts/jobs.ts'
import { cohortsRoutes } from '#modules/cohorts/routes.ts'
import { tellStory as tellClasses } from '#modules/segments/api.ts'
import { segmentJobs, segmentSchedules, startFirstClasses } from '#modules/segments/jobs.ts'
import { segmentsRoutes } from '#modules/segments/routes.ts'
import { sourcesRoutes } from '#modules/sources/routes.ts'
import { spendRoutes } from '#modules/spend/routes.ts'
import { beginTemplates } from '#modules/templates/api.ts'
import { templatesRoutes } from '#modules/templates/routes.ts'
import { overdueJob, tasksSchedules } from '#modules/tasks/jobs.ts'
import { tasksList } from '#modules/tasks/api.ts'
import { tasksRoutes } from '#modules/tasks/routes.ts'
import { contract } from './contract.ts'
import { allErrors, allNotices } from './sentences.ts'

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
  lists: listsRoutes([
    dealsList,
    ...clientLists,
    tasksList,
    activitiesList,
    leadsList,
    ...paymentLists,
    productsList,
    peopleList,
  ]),
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

/** What answers keep for people, so that it goes over with the rest. */
handoverKnows([ledRituals, openCases, openGoals])

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

/** Papers that go with notices, by the kind of the notice. */
const noticeFiles = { RITUAL_PROTOCOL: protocolNotice }

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
  const post = createNotifications(services, joinNotices(allNotices), {
    makers: noticeFiles,
    actorOf: (id) => actorOf(own.gate, id, clock.now()),
  })
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
  let stopKeepingDays = async () => {}
  let stopKeepingDealMonths = async () => {}
  let stopFirstClasses = async () => {}
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
      stopKeepingDays = startKeepingDays(services)
      stopKeepingDealMonths = startKeepingDealMonths(services)
      stopFirstClasses = startFirstClasses(services)
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
      await stopKeepingDays()
      await stopKeepingDealMonths()
      await stopFirstClasses()
      await stopNormAlerts()
      await stopCounting()
      await delivery.stop()
      await jobs.stop()
      await server.close()
      auth.close()
    },
  }
}
