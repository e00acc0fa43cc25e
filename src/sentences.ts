import { en as absencesEn } from '#modules/absences/texts.en.ts'
import { ru as absencesRu } from '#modules/absences/texts.ru.ts'
import { en as activitiesEn } from '#modules/activities/texts.en.ts'
import { ru as activitiesRu } from '#modules/activities/texts.ru.ts'
import { en as attachmentsEn } from '#modules/attachments/texts.en.ts'
import { ru as attachmentsRu } from '#modules/attachments/texts.ru.ts'
import { en as authEn } from '#modules/auth/texts.en.ts'
import { ru as authRu } from '#modules/auth/texts.ru.ts'
import { en as casesEn } from '#modules/cases/texts.en.ts'
import { ru as casesRu } from '#modules/cases/texts.ru.ts'
import { en as clientsEn } from '#modules/clients/texts.en.ts'
import { ru as clientsRu } from '#modules/clients/texts.ru.ts'
import { en as dealsEn } from '#modules/deals/texts.en.ts'
import { ru as dealsRu } from '#modules/deals/texts.ru.ts'
import { en as decompositionEn } from '#modules/decomposition/texts.en.ts'
import { ru as decompositionRu } from '#modules/decomposition/texts.ru.ts'
import { en as cycleEn } from '#modules/cycle/texts.en.ts'
import { ru as cycleRu } from '#modules/cycle/texts.ru.ts'
import { en as fieldsEn } from '#modules/fields/texts.en.ts'
import { ru as fieldsRu } from '#modules/fields/texts.ru.ts'
import { en as funnelEn } from '#modules/funnel/texts.en.ts'
import { ru as funnelRu } from '#modules/funnel/texts.ru.ts'
import { en as hygieneEn } from '#modules/hygiene/texts.en.ts'
import { ru as hygieneRu } from '#modules/hygiene/texts.ru.ts'
import { en as importsEn } from '#modules/imports/texts.en.ts'
import { ru as importsRu } from '#modules/imports/texts.ru.ts'
import { en as kpiEn } from '#modules/kpi/texts.en.ts'
import { ru as kpiRu } from '#modules/kpi/texts.ru.ts'
import { en as goalsEn } from '#modules/goals/texts.en.ts'
import { ru as goalsRu } from '#modules/goals/texts.ru.ts'
import { en as normsEn } from '#modules/norms/texts.en.ts'
import { ru as normsRu } from '#modules/norms/texts.ru.ts'
import { en as metricsEn } from '#modules/metrics/texts.en.ts'
import { ru as metricsRu } from '#modules/metrics/texts.ru.ts'
import { en as notificationsEn } from '#modules/notifications/texts.en.ts'
import { ru as notificationsRu } from '#modules/notifications/texts.ru.ts'
import { en as listsEn } from '#modules/lists/texts.en.ts'
import { ru as listsRu } from '#modules/lists/texts.ru.ts'
import { en as handoverEn } from '#modules/handover/texts.en.ts'
import { ru as handoverRu } from '#modules/handover/texts.ru.ts'
import { en as lossesEn } from '#modules/losses/texts.en.ts'
import { ru as lossesRu } from '#modules/losses/texts.ru.ts'
import { en as leadsEn } from '#modules/leads/texts.en.ts'
import { ru as leadsRu } from '#modules/leads/texts.ru.ts'
import { en as orgEn } from '#modules/org/texts.en.ts'
import { ru as orgRu } from '#modules/org/texts.ru.ts'
import { en as planfactEn } from '#modules/planfact/texts.en.ts'
import { ru as planfactRu } from '#modules/planfact/texts.ru.ts'
import { en as plansEn } from '#modules/plans/texts.en.ts'
import { ru as plansRu } from '#modules/plans/texts.ru.ts'
import { en as paymentsEn } from '#modules/payments/texts.en.ts'
import { ru as paymentsRu } from '#modules/payments/texts.ru.ts'
import { en as productsEn } from '#modules/products/texts.en.ts'
import { ru as productsRu } from '#modules/products/texts.ru.ts'
import { en as homeEn } from '#modules/home/texts.en.ts'
import { ru as homeRu } from '#modules/home/texts.ru.ts'
import { en as ritualsEn } from '#modules/rituals/texts.en.ts'
import { ru as ritualsRu } from '#modules/rituals/texts.ru.ts'
import { en as segmentsEn } from '#modules/segments/texts.en.ts'
import { ru as segmentsRu } from '#modules/segments/texts.ru.ts'
import { en as sourcesEn } from '#modules/sources/texts.en.ts'
import { ru as sourcesRu } from '#modules/sources/texts.ru.ts'
import { en as spendEn } from '#modules/spend/texts.en.ts'
import { ru as spendRu } from '#modules/spend/texts.ru.ts'
import { en as templatesEn } from '#modules/templates/texts.en.ts'
import { ru as templatesRu } from '#modules/templates/texts.ru.ts'
import { en as tasksEn } from '#modules/tasks/texts.en.ts'
import { ru as tasksRu } from '#modules/tasks/texts.ru.ts'
import type { NoticeTexts } from '#modules/notifications/api.ts'

/** What each module says of its refusals. */
export const allErrors = [
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
export const allNotices: readonly { ru: NoticeTexts; en: NoticeTexts }[] = [
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
