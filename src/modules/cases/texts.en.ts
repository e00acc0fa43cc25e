import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import type { Sureness } from './calc/causes.ts'
import type { CaseLevel, CaseMetric, CaseState, Driver, Target, Verdict } from './contract.ts'
import type { CasesTexts, CasesWords } from './texts.ru.ts'

const f = formats('en')

interface Opened {
  metric: CaseMetric
  subject: string
  gapMinor: number
  currency: string
  isMine: number
}

const told: Record<CaseMetric, string> = {
  pace: 'behind the plan',
  stage: 'a stage converts worse',
  norm: 'a norm is not met',
  hygiene: 'deals out of order',
}

const metrics: Record<CaseMetric, string> = {
  pace: 'Behind the plan',
  stage: 'Conversion of a stage',
  norm: 'Norm of activity',
  hygiene: 'Deals in order',
}
const drivers: Record<Driver, string> = {
  headcount: 'People: days worked',
  activity: 'Calls and meetings a day',
  entrants: 'New deals',
  stage: 'Move to a stage',
  timing: 'Deals that came to a decision',
  win: 'Wins of the decided',
  check: 'Average deal',
  plan: 'Plan above usual sales',
  seller: 'Seller',
  reason: 'Rule of hygiene',
  rest: 'Returns and others',
}
const verdicts: Record<Verdict, string> = {
  helped: 'Helped',
  didNotHelp: 'Did not help',
  cannotTell: 'Cannot tell',
  planChanged: 'Plan changed',
}
const states: Record<CaseState, string> = { open: 'Needs a decision', acting: 'Acting', closed: 'Closed' }
const levels: Record<CaseLevel, string> = { company: 'Company', department: 'Department', person: 'Person' }
const targets: Record<Target, string> = {
  sales: 'sales in money',
  won: 'deals won',
  created: 'new deals',
  call: 'calls',
  meeting: 'meetings',
  next: 'moves to the next stage',
}
const sureness: Record<Sureness, string> = {
  sure: 'not chance',
  maybe: 'perhaps chance',
  chance: 'within chance',
  unknown: 'chance cannot be told',
}
/** What a deviation is called and made of: the same on its page and on paper. */
export const words = {
  metrics,
  drivers,
  verdicts,
  states,
  levels,
  targets,
  sureness,
  caseTitle: (
    metric: CaseMetric,
    subject: string,
    more: { stage: string | null; activity: 'call' | 'meeting' | null },
  ) =>
    ({
      pace: `${subject}: behind the plan`,
      stage: `${subject}: stage “${more.stage ?? ''}” passes on less than usual`,
      norm: `${subject}: norm of ${more.activity === 'meeting' ? 'meetings' : 'calls'} is not met`,
      hygiene: `${subject}: deals out of order`,
    })[metric],
  driverName: (driver: Driver, name: string | null) =>
    name === null
      ? driver === 'seller'
        ? 'Others'
        : drivers[driver]
      : driver === 'seller'
        ? name
        : driver === 'stage'
          ? `Move to “${name}”`
          : `${drivers[driver]} · ${name}`,
  planBelow: 'Plan below usual sales',
  reasonName: (code: string) =>
    ({
      noStep: 'No next step',
      overdueTask: 'Step overdue',
      stuck: 'Stuck on a stage',
      overdueClose: 'Close date has passed',
      pushedClose: 'Close date put off',
      silent: 'No contact for long',
      missingField: 'Empty field',
      zeroAmount: 'No amount',
    })[code] ?? code,
} satisfies CasesWords

export const en = {
  errors: {
    CASE_EXISTS: 'There is a case of this matter already: go on with that one.',
    CASE_NO_DATA: ({ what }: { what: string }) =>
      ({
        plan: 'No case can be opened: this period has no plan. Set one and try again.',
        notBegun: 'No case can be opened: the period has not begun, there is nothing to compare.',
        few: 'No case can be opened: too few deals to tell a deviation from chance.',
        norm: 'No case can be opened: this person has no norm. Set one first.',
        stage: 'No case can be opened: say which pipeline and stage.',
      })[what] ?? 'No case can be opened: this metric has no data.',
    CASE_NO_GAP: 'Nothing is behind: the fact is not worse than it should be.',
    CASE_NO_OWNER: 'The department has no head: name one in the structure, so that somebody answers for the case.',
    CASE_CHANGED:
      'Somebody else has changed the case meanwhile. Nothing was overwritten: see what it is now and repeat.',
    CASE_CLOSED: 'The case is closed. Take it up again to change it.',
    CASE_OPEN: 'The case is open anyway.',
    CASE_DATE_PAST: 'That day is over: choose today or later.',
    CASE_DOER_UNKNOWN: 'This person cannot be given the action: not in your team, or no longer here.',
    CASE_TARGET_UNFIT: 'Moves to the next stage are measured in cases of a stage only. Choose another metric.',
    CASE_NO_ACTION: 'There is nothing to check: the case has no action.',
    CASE_TOO_EARLY: ({ on }: { on: string }) =>
      `It is too early: two whole weeks have to pass after the action has begun. Come back on ${f.dayFull(on as never)}.`,
    CASE_NOT_BEGUN: ({ title }: { title: string }) =>
      `There is nothing to check: the task “${title}” is not done. An effect counts from the day it was done, or from the day you pressed “Begun”.`,
    CASE_NO_BASE:
      'There is nothing to measure by: four months of records before the action and days worked after it are needed. The case can be closed without a measurement, in your own words.',
    CASE_NOTE_NEEDED: 'Your verdict differs from the measured one (or nothing was measured): say what it stands on.',
    CASE_ACTION_KNOWN: 'The library has this action already.',
  },
  paper: {
    of: (period, level, by) => `${period} · ${level} · opened ${by}`,
    byRule: 'by the rule',
    owner: (name) => `Answers for it: ${name}`,
    state: (state, verdict) => `State: ${[state, verdict].filter(Boolean).join(' — ')}`,
    gap: 'Missing',
    expected: 'Should be',
    actual: 'Was at the opening',
    plan: 'Plan of the period',
    planNow: 'Plan now',
    split: 'What the gap is made of',
    usual: (period) => `Usual level: ${period}; the parts sum to the gap exactly.`,
    driver: 'Driver',
    before: 'Usual',
    after: 'Now',
    part: 'Part',
    sure: 'Chance or not',
    people: 'Who is behind',
    person: 'Person',
    cause: 'Cause',
    noCause: 'No cause was named.',
    actions: 'What was done',
    noActions: 'There were no actions.',
    action: 'Action',
    doer: 'Does it',
    dueOn: 'By',
    reviewOn: 'Review',
    awaited: 'Expected',
    actionState: 'State',
    actionStates: { planned: 'planned', done: 'begun', cancelled: 'called off' },
    effects: 'Measured effect',
    noEffect: 'The effect was not measured yet.',
    target: 'Metric',
    span: 'Measured over',
    without: 'Would be without it',
    with: 'After the action',
    effect: 'Effect',
    interval: '95 % interval',
    measured: 'Verdict',
    perDay: 'Levels and effect are per working day; moves to the next stage are a share.',
    talk: 'Talk and history',
    at: 'When',
    who: 'Who',
    what: 'What',
    rule: 'Mostik',
    kinds: {
      opened: 'case opened',
      comment: '',
      cause: 'cause named',
      action: 'decided',
      actionDone: 'begun',
      actionCancelled: 'called off',
      checked: 'effect measured',
      closed: 'closed',
      reopened: 'taken up again',
      handedOver: 'handed over',
    },
    verdict: 'Verdict',
    closedBy: (name, day) => `${name}, ${day}`,
    noVerdict: 'No verdict yet.',
    foot: (company, at) => `${company} · Mostik · made ${at}`,
    fileName: (title, day) => `Deviation. ${title}, ${day}`,
  },
  taskCalledOff: 'the action of a deviation was called off',
  taskOfClosed: 'the deviation was closed',
  subjectGone: 'The person does not work here any more.',
  notices: {
    CASE_OPENED: ({ metric, subject, gapMinor, currency, isMine }: Opened) => ({
      title: isMine ? `A case about you was opened: ${told[metric]}` : `A case was opened: ${subject}, ${told[metric]}`,
      body: isMine
        ? `${f.moneyCompact(gapMinor, currency as Currency)}. Look at the causes and say what you see: your head reads it at once.`
        : `${f.moneyCompact(gapMinor, currency as Currency)}. Look at the causes and decide what to do.`,
    }),
    CASE_COMMENT: ({ by, text }: { by: string; text: string }) => ({ title: `${by} says in a case`, body: text }),
    CASE_CHECKED: ({ verdict, action }: { verdict: Verdict; action: string }) => ({
      title: `Effect measured: ${verdicts[verdict].toLowerCase()}`,
      body: `“${action}”. Draw the conclusion.`,
    }),
    CASE_CLOSED: ({ verdict, by }: { verdict: Verdict; by: string }) => ({
      title: `Case closed: ${verdicts[verdict].toLowerCase()}`,
      body: `Closed by ${by}`,
    }),
  },
  noticeNames: {
    CASE_OPENED: 'A case was opened',
    CASE_COMMENT: 'An answer in a case',
    CASE_CHECKED: 'The effect of an action was measured',
    CASE_CLOSED: 'A case was closed',
  },
} satisfies CasesTexts
