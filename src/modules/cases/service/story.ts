import { addDays, earlierDay, type Month } from '#core/calendar/day.ts'
import { addMonths, firstDay, lastDay, monthOf } from '#core/calendar/month.ts'
import { addWorkingDays } from '#core/calendar/working-days.ts'
import type { Gate, Tx } from '#core/db/gate.ts'
import { closedStories, dueStory, openComments, type StoryWords } from '../calc/story.ts'
import { insertCase } from '../data/cases.ts'
import { WEEKS_BACK } from './effect.ts'
import { measurePace, paceTable } from './measure.ts'
import { serverActor } from './night.ts'
import {
  AFTER_WEEKS,
  beginning,
  choiceOf,
  choices,
  gapBefore,
  seriesFor,
  type Story,
  type StoryPeople,
  ZONE,
} from './story-choices.ts'
import { caseOf, say, tellCase } from './story-lines.ts'

interface Company {
  workspaceId: string
  people: StoryPeople
  now: Date
}

/**
 * Deviations of the demo company in its three closed months and the running one. Gaps, drivers and effects are measured on its own deals by the same
 * functions as everybody's; only words and choices are invented: for each verdict a seller and a month are taken whose figures give it.
 */
export async function tellStory(gate: Gate, { workspaceId, people, now }: Company): Promise<void> {
  const actor = serverActor({ workspaceId, name: '', timeZone: ZONE, currency: 'RUB', isDemo: true })
  await gate.as(actor, async (tx) => {
    const story = await beginning(tx, { actor, now }, people)
    if (!story) return
    for (const words of closedStories) await tellClosed(tx, story, words)
    await tellDue(tx, story)
    await tellOpen(tx, story)
  })
}

/** More weeks are not looked at for one case. */
const MOST_TRIES = 24

async function tellClosed(tx: Tx, story: Story, words: StoryWords): Promise<void> {
  for (const choice of (await choices(tx, story, words)).slice(0, MOST_TRIES)) {
    const { personId, week } = choice
    const subject = story.subjects.find('person', personId)
    const measured = await gapBefore(tx, story, subject, week, words.verdict === 'planChanged')
    if (!measured) continue
    story.taken.add(personId)
    const closedOn = addDays(week, 7 * AFTER_WEEKS + 1)
    const { verdict } = choice.effect
    await tellCase(tx, story, {
      subject,
      measured,
      words,
      choice,
      openedOn: addDays(week, -3),
      reviewOn: addWorkingDays(week, 5 * AFTER_WEEKS, story.calendar),
      end: {
        verdict,
        on: closedOn < story.today ? closedOn : story.today,
        note: verdict === words.verdict ? words.note : null,
      },
    })
    return
  }
}

/** Acted on five weeks ago; the verdict is to be drawn today. */
async function tellDue(tx: Tx, story: Story): Promise<void> {
  const at = WEEKS_BACK - AFTER_WEEKS - 1
  const week = addDays(story.monday, -7 * (AFTER_WEEKS + 1))
  const series = await seriesFor(tx, story, dueStory.target)
  for (const personId of story.sellers) {
    if (story.taken.has(personId)) continue
    const choice = choiceOf(series, { personId, at, week, target: dueStory.target, verdict: 'cannotTell' })
    const subject = story.subjects.find('person', personId)
    const measured = choice && (await gapBefore(tx, story, subject, week, false))
    if (!measured) continue
    story.taken.add(personId)
    await tellCase(tx, story, {
      subject,
      measured,
      words: dueStory,
      choice,
      openedOn: addDays(week, -3),
      reviewOn: story.today,
      end: null,
    })
    return
  }
}

/** The furthest behind of the month in each department: opened by the rule, nobody has decided yet. */
async function tellOpen(tx: Tx, story: Story): Promise<void> {
  const { period, table, behind } = await behindOf(tx, story)
  const departments = [...new Set(behind.map(({ parentId }) => parentId))]
  const end = earlierDay(story.today, lastDay(period))
  const openedOn = addDays(end, -2) < firstDay(period) ? end : addDays(end, -2)
  for (const [place, body] of openComments.entries()) {
    const worst = behind.find(({ parentId }) => parentId === departments[place])
    if (!worst || place >= departments.length) return
    const subject = story.subjects.find('person', worst.subjectId)
    const measured = await measurePace(tx, story.by, subject, period, table)
    const one = caseOf({ subject, measured, period, openedOn, openedBy: null })
    if (!(await insertCase(tx, story.by.actor.workspaceId, one))) continue
    await say(tx, story, one, { kind: 'opened', authorId: null, body: null, on: openedOn, minutes: 320 })
    await say(tx, story, one, { kind: 'comment', authorId: subject.id, body, on: openedOn, minutes: 590 + 7 * place })
  }
}

/** Those behind in this month; before its first working day nobody is, and the last one is spoken of. */
async function behindOf(tx: Tx, story: Story) {
  const month = monthOf(story.today)
  const behindIn = async (period: Month) => {
    const table = await paceTable(tx, story.by, period)
    const behind = table.rows
      .filter(
        (row) =>
          row.level === 'person' &&
          story.sellers.includes(row.subjectId) &&
          !story.taken.has(row.subjectId) &&
          (row.deviationMinor ?? 0) < 0,
      )
      .toSorted((a, b) => (a.deviationMinor ?? 0) - (b.deviationMinor ?? 0))
    return { period, table, behind }
  }
  const now = await behindIn(month)
  return now.behind.length > 0 ? now : behindIn(addMonths(month, -1))
}
