import { formats } from '#core/i18n/format.ts'
import type { CaseLevel, CaseMetric, CaseState, Driver, Target, Verdict } from '../contract.ts'
import type { BuiltIn } from '../calc/library.ts'
import type { Sureness } from '../calc/causes.ts'
import type { CasesUiTexts } from './texts.ru.ts'

const { counted } = formats('en')
const of = (n: number, one: string, many: string) => counted(n, { one, few: many, many })

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
  check: 'Average check',
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
const library: Record<BuiltIn, string> = {
  coaching: 'Go through calls and deals one to one',
  jointMeetings: 'Joint meetings with the head',
  script: 'Renew the script and train it',
  callBlock: 'An undisturbed hour of calls every day',
  meetingPlan: 'Plan meetings a week ahead',
  prospecting: 'Look for new clients by a list',
  sleepingClients: 'Call sleeping clients',
  leadQuality: 'Agree with marketing on the quality of leads',
  dealReview: 'Weekly review of large deals',
  followUp: 'See to the next step of stuck deals',
  discountControl: 'Discounts only with the head’s consent',
  upsell: 'Offer something more with each deal',
  redistribute: 'Hand over a part of deals and leads',
  hire: 'Fill the vacancy',
  planReview: 'Review the plan',
}

export const en = {
  title: 'Deviations',
  scope: (open: number, money: string) => `${open} open, ${money} missing`,
  metrics,
  drivers,
  verdicts,
  states,
  levels,
  targets,
  sureness,
  library,
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
  filters: { state: 'State', metric: 'Metric', verdict: 'Verdict', due: 'Due for a verdict' },
  columns: {
    what: 'Deviation',
    owner: 'Answers for it',
    gap: 'Missing',
    opened: 'Opened',
    action: 'Action',
    review: 'Review',
    state: 'State',
  },
  byRule: 'by the rule',
  noAction: 'no action',
  due: 'due for a verdict',
  comments: (n: number) => of(n, 'answer', 'answers'),
  scan: 'Look now',
  scanned: (opened: number, known: number) =>
    opened > 0
      ? `Opened: ${opened}${known > 0 ? `, at work already: ${known}` : ''}`
      : known > 0
        ? `Nothing new, at work already: ${known}`
        : 'Nothing is beyond the thresholds',
  rules: 'Rules',
  empty: {
    title: 'No deviations',
    text: 'What falls behind its threshold is gathered here: with its cause in money, an action, a date and a measured end.',
    steps: ['Set a plan: without one there is nothing to compare', 'Mostik looks every night, or press “Look now”'],
  },
  allClosed: {
    title: 'No open deviations',
    text: 'All earlier ones are closed with a verdict, see the links at the top right. The rules are checked every night, “Look now” does it at once.',
  },
  emptyFiltered: 'Nothing fits these filters.',
  open: { action: 'Open a case', opened: 'The case is open' },
  split: {
    title: 'What the gap is made of',
    hint: (usual: string) => `usual level: ${usual}; the parts sum to the gap exactly`,
    noUsual: 'nothing to compare with: there were no sales in the months before',
    expected: 'Should be',
    usualLevel: 'Was usual',
    actual: 'Fact',
    driver: 'Driver',
    before: 'Usual',
    after: 'Now',
    part: 'Part',
    sure: 'Chance or not',
    records: 'Behind it',
    deals: 'deals',
    bookings: 'sales',
    plan: 'plan',
    contacts: 'activity',
    small: (n: number) => `Others: ${n}`,
    worst: (name: string, money: string) => `Most was lost by: ${name}, ${money}`,
    planBelow: 'Plan below usual sales',
    lost: 'lost deals',
    n: (n: number) => `of ${n}`,
    people: 'Who is behind',
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
  },
  figures: {
    title: 'The deviation in figures',
    gap: 'Missing',
    expected: 'Should be',
    actual: 'Was at the opening',
    plan: 'Plan of the period',
    planChanged: (now: string) => `${now} now: the plan was changed`,
    opened: 'Opened',
    review: 'Check the effect',
    noReview: 'no action yet',
    n: (n: number) => of(n, 'deal', 'deals'),
    span: (period: string) => `measured over ${period}`,
  },
  cause: {
    title: 'Cause',
    suggested: 'what the figures point to',
    none: 'No cause was named',
    choose: 'Choose a cause',
    note: 'What is really behind this figure',
    placeholder: 'For example: two weeks of an exhibition from the 3rd on, nobody was there to call',
    save: 'Save the cause',
    saved: 'The cause is saved',
    noParts: 'The figures point to no single cause.',
  },
  actions: {
    title: 'What we do',
    none: 'Nothing is decided yet. Without an action a deviation is just a sad figure.',
    add: 'Decide what to do',
    doer: 'Does it',
    dueOn: 'By',
    reviewOn: 'Review',
    expected: 'Expected',
    state: { planned: 'planned', done: 'running', cancelled: 'called off' },
    done: 'Begun: count the effect from today',
    cancel: 'Call it off',
    check: 'Measure the effect',
    checked: 'The effect is measured',
    task: 'task',
  },
  dialog: {
    title: 'Decide what to do',
    library: 'From the library',
    past: (n: number, judged: number, helped: number) =>
      n === 0 ? 'not tried here yet' : judged === 0 ? `tried ${n}, no clear end` : `helped ${helped} of ${judged}`,
    median: (share: string) => `usually ${share}`,
    own: 'An action of one’s own',
    what: 'What exactly to do',
    target: 'What the effect is measured on',
    expected: 'How much it should bring back',
    expectedHint: 'the check says whether it has come true',
    reviewAfter: 'Review after, working days',
    task: 'Give a task to whoever does it',
    keep: 'Keep it in the library',
    submit: 'Begin the action',
    done: 'The action is written down',
  },
  effect: {
    title: 'Measured effect',
    verdictOf: (verdict: Verdict) => `Measured: ${verdicts[verdict].toLowerCase()}`,
    none: 'Not measured yet: two whole weeks after the beginning are needed.',
    usual: 'Usual level',
    before: 'Before the action',
    expected: 'Would be without it',
    after: 'After the action',
    effect: 'Effect',
    perDay: 'a working day',
    interval: (low: string, high: string) => `95 %: from ${low} to ${high}`,
    noInterval: 'no interval: too few weeks without actions to compare with',
    base: (peers: number, placebos: number) =>
      `compared with ${of(peers, 'colleague', 'colleagues')} and ${of(placebos, 'span', 'spans')} of time without an action`,
    what: (target: string) => `by ${target}`,
    why: {
      helped: 'More growth than happens by itself: the whole interval lies above zero.',
      didNotHelp: 'What was promised did not come: it lies outside of the interval.',
      cannotTell: 'Such a change happens without any action too. More weeks or a stronger action are needed.',
      planChanged: 'The plan was lowered after the opening: the gap did not shrink by the action.',
    } satisfies Record<Verdict, string>,
  },
  close: {
    title: 'Draw the conclusion',
    action: 'Close with the verdict',
    verdict: 'Verdict',
    note: 'What the verdict stands on',
    noteHint: 'needed where it differs from the measured one',
    closed: 'The case is closed',
    by: (name: string, day: string) => `${name}, ${day}`,
  },
  reopen: { action: 'Take up again', reason: 'Why', done: 'The case is open again' },
  log: {
    title: 'Talk and history',
    hint: 'the seller and the head see the same',
    placeholder: 'What do you see? Write before the talk.',
    send: 'Answer',
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
    },
  },
  settings: {
    title: 'Rules of deviations',
    text: 'When falling behind becomes a case by itself: at night before each working day, and by “Look now”',
    readOnly: 'Rules are changed by the owner, the director, heads and the administrator.',
    threshold: 'behind by more than, %',
    least: 'and at least missing',
    hints: {
      pace: 'Sales of a department or a seller against what is due by today, from the fifth working day on',
      stage: 'Moves from a stage to the next one against the three months before, where it is not chance',
      norm: 'Calls and meetings against the norm since the beginning of the month',
      hygiene: 'Share of open deals that break rules of hygiene',
    } satisfies Record<CaseMetric, string>,
    saved: 'Saved',
  },
  cancel: 'Cancel',
} satisfies CasesUiTexts
