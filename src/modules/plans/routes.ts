import { routes } from '#core/http/routes.ts'
import { plansContract } from './contract.ts'
import { compareVersions, decidePlan, withdrawPlan } from './service/decide.ts'
import { planDays } from './service/plan-days.ts'
import { planAsXlsx, readPlanFile } from './service/plan-file.ts'
import { planGrid } from './service/plan-grid.ts'
import { planHistory } from './service/plan-history.ts'
import { planParts } from './service/plan-parts.ts'
import { copyPreview, distributionPreview } from './service/proposals.ts'
import { metricSeason, setSeason } from './service/season.ts'
import { setCells } from './service/set-cells.ts'
import { setDays } from './service/set-days.ts'
import { planVersions, proposePlan } from './service/versions.ts'
import { yearSplitPreview } from './service/year-split.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

const words = { ru, en }

export const plansRoutes = routes(plansContract, {
  grid: ({ input, actor, as }) => as((tx) => planGrid(tx, actor, input)),
  setCells: ({ input, actor, as }) => as((tx) => setCells(tx, actor, input)),
  copyPreview: ({ input, actor, as }) => as((tx) => copyPreview(tx, actor, input)),
  distributionPreview: ({ input, actor, as }) => as((tx) => distributionPreview(tx, actor, input)),
  yearSplitPreview: ({ input, actor, as }) => as((tx) => yearSplitPreview(tx, actor, input)),
  changes: ({ input, actor, as }) => as((tx) => planHistory(tx, actor, input)),
  parts: ({ input, actor, as, language }) => as((tx) => planParts(tx, actor, input, words[language].cutParts)),
  days: ({ input, actor, as }) => as((tx) => planDays(tx, actor, input)),
  setDays: ({ input, actor, as, clock }) => as((tx) => setDays(tx, actor, input, clock.now())),
  season: ({ input, actor, as, clock }) => as((tx) => metricSeason(tx, actor, input.metric, clock.now())),
  setSeason: ({ input, actor, as }) => as((tx) => setSeason(tx, actor, input)),
  versions: ({ input, actor, as }) => as((tx) => planVersions(tx, actor, input)),
  propose: ({ input, actor, as }) => as((tx) => proposePlan(tx, actor, input)),
  decide: ({ input, actor, as }) => as((tx) => decidePlan(tx, actor, input)),
  withdraw: ({ input, actor, as }) => as((tx) => withdrawPlan(tx, actor, input)),
  compareVersions: ({ input, actor, as }) => as((tx) => compareVersions(tx, actor, input)),
  readFile: ({ input, actor, as }) => as((tx) => readPlanFile(tx, actor, input)),
  writeFile: ({ input, actor, as, language }) =>
    as((tx) => planAsXlsx(tx, actor, input, language, words[language].sheet)),
})
