import { formats } from '#core/i18n/format.ts'
import type { HomeTexts } from './texts.ru.ts'

const counted = (n: number, one: string, other: string) => formats('en').counted(n, { one, other })
const daysOf = (n: number) => counted(n, 'day', 'days')

const contactNames = { call: 'calls', meeting: 'meetings', demo: 'demos', email: 'e-mails', message: 'messages' }

export const en = {
  errors: {
    ITEM_GONE: 'This is on the list no more: probably it is done. Reload the page.',
    SNOOZE_PAST: 'An item can be put off to a day after today only.',
    REASON_NEEDED: 'Say why this is no problem: by this the list learns what not to trouble you with.',
  },
  title: 'Bridge',
  greeting: (name: string) => `Good day, ${name}`,
  lines: { team: 'My people', nobody: 'Nobody responsible' },
  day: (elapsed: number, total: number) => `working day ${elapsed} of ${total}`,
  attention: {
    title: 'Needs attention',
    mine: 'My deals that need a step today',
    hint: 'by the money at stake',
    step: 'Step',
    stepText: 'Call and agree on the next step',
    stepLabel: (owner: string | null) =>
      owner ? `Next step for tomorrow, done by ${owner}` : 'Next step for tomorrow',
    stepAdd: 'Set the step',
    stepAdded: 'The step is set',
    openCase: 'Case',
    putOff: (title: string) => `Put off: ${title}`,
    tomorrow: 'Till tomorrow',
    inAWeek: 'For a week',
    untilDate: 'Till a date…',
    snooze: 'Put off',
    noProblem: 'No problem…',
    whyNot: 'Why it is no problem',
    whyNotHint:
      'It comes back when it is worse by a quarter. Two such answers of one rule about one person become your threshold.',
    noProblemDone: 'Noted: no problem',
    snoozed: 'Put off',
    restore: 'Show again',
    showHidden: (n: number) => `Put off: ${n}`,
    hideAgain: 'Hide what is put off',
    hidden: { snoozed: 'put off', noProblem: 'no problem', learnt: 'hidden by your answers' },
    contacts: (kind: keyof typeof contactNames, done: number, norm: number) =>
      `${contactNames[kind]} ${done} of ${norm}`,
    norm: (contacts: string) => `below the norm for two weeks: ${contacts}`,
    caseWaits: {
      decision: (day: string) => `case of ${day}: decide what to do`,
      verdict: (day: string) => `case of ${day}: due for a verdict`,
      mine: (day: string) => `case of ${day}: say what you see`,
    },
    more: (n: number) => `the ${n} largest`,
    none: 'Nothing is burning: no overdue, stuck or forgotten deals.',
    noneHint:
      'Here come deals that break the rules of hygiene (no next step, a close date that has passed, no contact for long) or close these days, and sellers who are behind their plans.',
    money: 'Money at stake',
    why: 'Why',
    closing: (days: number) =>
      days === 0 ? 'closes today' : days === 1 ? 'closes tomorrow' : `closes in ${daysOf(days)}`,
    behind: (fact: string, due: string) => `behind the plan: ${fact}, should be ${due}`,
    abandoned: (n: number, isMore: boolean) => `Abandoned deals: ${isMore ? 'more than ' : ''}${n}`,
    abandonedWhy: (days: number) => `untouched for ${days}+ days: take them up again or close them with a reason`,
    showAll: (n: number) => `Show all (${n})`,
    noPlan: (month: string) => `No plan is set: ${month}`,
    noPlanFor: (names: string) => `without a plan: ${names}; no pace can be told`,
    andMore: (n: number) => ` and ${n} more`,
    products: (n: number) => `Products outside the price list: ${counted(n, 'name', 'names')}`,
    productLines: (names: string, lines: number) =>
      `${names}: ${counted(lines, 'line', 'lines')} of deals without a product`,
    noMoney: 'no estimate',
  },
  today: {
    title: 'Today',
    promises: (n: number) => (n === 1 ? '1 promise' : `${n} promises`),
    states: { due: '', planned: '', running: 'running', held: 'held', missed: 'missed', cancelled: 'cancelled' },
    norms: (people: number) => (people > 1 ? `Norms of the week · ${people} people` : 'My norms of the week'),
    kinds: contactNames,
    of: (norm: string) => `of ${norm}`,
    doneToday: (n: number) => `today ${n}`,
    dayOff: (when) => `Today is a day off. Work goes on: ${when}`,
    tasks: (n) => `${n} ${n === 1 ? 'task' : 'tasks'} by that day`,
    nothingWaits: 'No meetings or tasks wait for that day yet.',
  },
  goals: {
    title: 'Goals of the year',
    open: 'Open goals',
    expected: (share: string) => `by time it should be ${share}`,
  },
  teams: {
    title: 'Teams',
    name: 'Team',
    pace: 'Fact against the plan',
    plan: 'Plan',
    fact: 'Fact',
    deviation: 'Pace',
    forecast: 'Forecast',
    probability: 'Plan is met',
  },
  sellers: {
    title: 'Sellers',
    all: 'Compare in detail',
    columns: {
      name: 'Seller',
      pace: 'Fact against plan',
      plan: 'Plan',
      fact: 'Fact',
      deviation: 'Pace',
      runRate: 'At this rate',
      winRate: 'Win rate',
      open: 'Open',
    },
    hints: {
      pace: 'Solid: fact, outlined: plan, tick: what should be there by today',
      deviation: 'Fact less what should be there by today',
      winRate: 'Won of those closed in the period',
      open: 'Amount of open deals',
    },
    noPlan: 'no plan is set',
    noClosed: 'nothing was closed in the period',
    tooEarly: 'too early to tell before the third working day',
    small: (n: string) => `${n} closed deals: too few to judge`,
    none: 'Nobody to compare yet: invite sellers.',
  },
  funnel: {
    title: 'Funnel of the month',
    open: 'The whole funnel',
    choose: 'Which view',
    none: 'There were no deals in this period.',
    noMoves:
      'There are deals in this period, but no moves between stages are recorded: the export knows no history of stages. They appear as deals move in Mostik.',
  },
  abandonedPage: {
    title: 'Abandoned deals',
    scope: (days: number) => `open, but without moves and calls for more than ${days} days; the largest first`,
    none: 'There are no abandoned deals.',
    columns: { title: 'Deal', owner: 'Owner', stage: 'Stage', lastSign: 'Last sign', amount: 'Amount' },
  },
  recent: { title: 'Latest moves of my deals', none: 'Nothing has moved for two weeks.' },
  planOpen: 'Plan/fact in detail',
  start: {
    title: 'Where to begin',
    text: 'Mostik shows where the department stands, who needs help and whether the plan will be met. It needs three things for that.',
    done: 'done',
    steps: {
      deals: {
        title: 'Import deals',
        text: 'An export of your CRM as CSV or XLSX. You see what it will give before anything is written.',
        action: 'Choose a file',
      },
      people: { title: 'Invite people', text: 'Sellers and heads: each sees what is theirs.', action: 'Open people' },
      plan: {
        title: 'Set the plan',
        text: 'By months and sellers; it can be pasted from Excel.',
        action: 'Open the plan',
      },
    },
  },
  noDeals: {
    hr: {
      title: 'Your area is the team',
      text: 'Deals and amounts are not shown to you. Departments, people, dates of hire and leaving are in “Team”.',
      action: 'Open people',
    },
    admin: {
      title: 'Your area is the settings',
      text: 'Deals and amounts are not shown to you. Users, rights and the audit log are in the settings and in “Team”.',
      action: 'Open people',
    },
    seller: {
      title: 'Your day will be here',
      text: 'Your plan and fact, the deals that need a step today, and the latest moves. It appears with your first deal.',
      action: 'Open deals',
    },
  },
} satisfies HomeTexts
