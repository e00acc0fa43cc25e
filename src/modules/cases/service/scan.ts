import { periodAround, periodKey } from '#core/calendar/period.ts'
import type { Tx } from '#core/db/gate.ts'
import { type By, todayOf } from '#core/http/by.ts'
import { Refusal } from '#core/http/refusal.ts'
import type { Currency } from '#core/money/currency.ts'
import { worksOn } from '#modules/org/api.ts'
import { FIRST_JUDGED_DAY, isBreached, matterOf, rulesOf } from '../calc/rules.ts'
import type { CaseMetric, Rule } from '../contract.ts'
import { knownMatters } from '../data/cases.ts'
import { pipelinesOf } from '../data/flow.ts'
import { ownRules } from '../data/rules.ts'
import { can } from '../policy.ts'
import { type Measured, measurePace, paceTable } from './measure.ts'
import { measureHygiene } from './measure-hygiene.ts'
import { measureNorm } from './measure-norm.ts'
import { measureStage } from './measure-stage.ts'
import { type CaseAsked, putCase } from './open-case.ts'
import { type CaseSubject, type Subjects, subjectsOf } from './subject.ts'

/**
 * Looks for deviations in the current month by the rules, in what the actor sees, and opens a case for each matter that has none. Run as often as it may.
 * Gives how many were opened and how many breaches had a case already. @throws Refusal FORBIDDEN
 */
export async function scanForCases(tx: Tx, by: By): Promise<{ opened: number; known: number }> {
  const { actor, now } = by
  if (!can(actor, 'open')) throw new Refusal('FORBIDDEN')
  const rules = rulesOf(await ownRules(tx, actor.workspaceId), actor.workspace.currency as Currency)
  const period = periodKey(periodAround(todayOf({ actor, now }), 'month'))
  const scan: Scan = {
    by,
    period,
    subjects: await subjectsOf(tx, by),
    matters: await knownMatters(tx, actor.workspaceId, period),
    found: { opened: 0, known: 0 },
  }
  const rule = (code: CaseMetric) => rules.find((one) => one.code === code && one.enabled)
  const [pace, stage, norm, hygiene] = [rule('pace'), rule('stage'), rule('norm'), rule('hygiene')]
  if (pace) await scanPace(tx, scan, pace)
  if (stage) await scanStages(tx, scan, stage)
  if (norm) await scanNorms(tx, scan, norm)
  if (hygiene) await scanHygiene(tx, scan, hygiene)
  return scan.found
}

interface Scan {
  by: By
  period: string
  subjects: Subjects
  matters: Set<string>
  found: { opened: number; known: number }
}

/** Departments and sellers behind what is due; of a company without departments the company. */
async function scanPace(tx: Tx, scan: Scan, rule: Rule): Promise<void> {
  const table = await paceTable(tx, scan.by, scan.period)
  const { org, seen } = scan.subjects
  const present = new Set(seen.people.flatMap((one) => (worksOn(one, org.today) ? [one.id] : [])))
  const hasDepartments = table.rows.some((row) => row.level === 'department' && row.planMinor)
  const behind = table.rows.filter(({ level, subjectId, workingDays, deviationMinor, dueMinor, factMinor }) => {
    const isJudged = level === 'person' || (level === 'department' ? true : level === 'company' && !hasDepartments)
    // Who has left is behind for ever, and nobody can do anything about it.
    if (level === 'person' && !present.has(subjectId)) return false
    if (!isJudged || workingDays.elapsed < FIRST_JUDGED_DAY || deviationMinor === null || dueMinor === null)
      return false
    return isBreached(rule, { expected: dueMinor, actual: factMinor, gapMinor: deviationMinor })
  })
  for (const { level, subjectId } of behind) {
    if (level !== 'person' && level !== 'department' && level !== 'company') continue
    await openUnlessKnown(tx, scan, { metric: 'pace', level, subjectId, period: scan.period }, (subject) =>
      measurePace(tx, scan.by, subject, scan.period, table),
    )
  }
}

/** Each stage of each pipeline, for the departments in sight, else for the company. */
async function scanStages(tx: Tx, scan: Scan, rule: Rule): Promise<void> {
  for (const { level, id } of groupsOf(scan)) {
    for (const pipeline of await pipelinesOf(tx)) {
      for (const { id: stageId } of pipeline.stages) {
        const asked = {
          metric: 'stage' as const,
          level,
          subjectId: id,
          period: scan.period,
          pipelineId: pipeline.id,
          stageId,
        }
        await openUnlessKnown(
          tx,
          scan,
          asked,
          (subject) => measureStage(tx, scan.by, subject, scan.period, { pipelineId: pipeline.id, stageId }),
          // A fall that chance explains is no deviation: all sellers of the stage together are beyond it.
          (measured) => isBreached(rule, measured) && isBeyondChance(measured),
        )
      }
    }
  }
}

/** Calls and meetings of each seller with a norm, from the fifth working day on. */
async function scanNorms(tx: Tx, scan: Scan, rule: Rule): Promise<void> {
  for (const person of sellersOf(scan)) {
    for (const activity of ['call', 'meeting'] as const) {
      const asked = {
        metric: 'norm' as const,
        level: 'person' as const,
        subjectId: person.id,
        period: scan.period,
        activity,
      }
      await openUnlessKnown(
        tx,
        scan,
        asked,
        (subject) => measureNorm(tx, scan.by, subject, scan.period, activity),
        (measured) => (measured.n ?? 0) >= FIRST_JUDGED_DAY && isBreached(rule, measured),
      )
    }
  }
}

const sellersOf = ({ subjects }: Scan) =>
  subjects.seen.people.filter((one) => one.role === 'seller' && worksOn(one, subjects.org.today))

async function scanHygiene(tx: Tx, scan: Scan, rule: Rule): Promise<void> {
  for (const person of sellersOf(scan)) {
    const asked = { metric: 'hygiene' as const, level: 'person' as const, subjectId: person.id, period: scan.period }
    await openUnlessKnown(
      tx,
      scan,
      asked,
      (subject) => measureHygiene(tx, scan.by, subject),
      (measured) => isBreached(rule, measured),
    )
  }
}

function groupsOf({ subjects, by }: Scan): { level: 'department' | 'company'; id: string }[] {
  const archived = new Set(subjects.org.departments.filter((one) => one.isArchived).map((one) => one.id))
  const departments = subjects.seen.departments.filter((one) => !archived.has(one.id))
  if (departments.length > 0) return departments.map(({ id }) => ({ level: 'department', id }))
  return subjects.seen.company ? [{ level: 'company', id: by.actor.workspaceId }] : []
}

/** One-sided 97.5 %: of expected × n deals so few came further. */
function isBeyondChance({ expected, actual, n }: Measured): boolean {
  const mean = expected * (n ?? 0)
  return mean > 0 && (actual * (n ?? 0) - mean) / Math.sqrt(mean) < -1.96
}

async function openUnlessKnown(
  tx: Tx,
  scan: Scan,
  asked: CaseAsked,
  measure: (subject: CaseSubject) => Promise<Measured>,
  counts: (measured: Measured) => boolean = () => true,
): Promise<void> {
  const matter = matterOf(asked)
  if (scan.matters.has(matter)) {
    scan.found.known += 1
    return
  }
  try {
    const subject = scan.subjects.find(asked.level, asked.subjectId)
    const measured = await measure(subject)
    if (!counts(measured)) return
    if (await putCase(tx, scan.by, { subject, asked, measured, byRule: true })) scan.found.opened += 1
    else scan.found.known += 1
    scan.matters.add(matter)
  } catch (error) {
    // Too few deals, no gap, nobody who answers for it: a rule has nothing to say there.
    if (!(error instanceof Refusal)) throw error
  }
}
