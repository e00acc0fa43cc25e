import { plural } from '#core/i18n/language.ts'
import type { FunnelTexts } from './texts.ru.ts'

const deals = { one: 'deal', other: 'deals' }
const counted = (n: number, figure: string) => `${figure} ${plural('en', n, deals)}`

export const en = {
  title: 'Funnel',
  label: 'Sales funnel',
  errors: {
    NO_PIPELINE:
      'The company has no pipeline yet. Create one in the settings: stages from the first contact to payment.',
    STAGE_NEEDED: 'This figure needs a stage.',
  },
  filters: { pipeline: 'Pipeline', seller: 'Seller', department: 'Department', source: 'Source' },
  scope: {
    all: 'the whole company',
    people: 'deals that you can see',
    own: 'your deals',
    chosen: 'chosen by the filter',
  },
  views: { now: 'Now', happened: 'In the period', cohort: 'Cohort' },
  viewHints: {
    now: 'where all deals stand today',
    happened: 'what happened in the period, to whichever deals',
    cohort: 'what became of the deals created in the period',
  },
  whyDiffer:
    'The three views answer different questions, so their figures need not agree: “Now” does not know where the lost deals left; “In the period” counts events of different deals and may exceed 100%; “Cohort” follows the same deals, but its last stages are not ripe yet.',
  overAHundred: 'above 100%: deals of earlier periods entered the stage as well',
  headline: {
    overall: 'Overall conversion',
    overallHint: 'won of all deals in the pipeline',
    cohort: 'Won of those created',
    unripe: (share: string) => `${share} still open: the share will grow`,
    ripe: 'all deals of the cohort are closed',
    period: 'Won to created',
    winRate: 'Win rate',
    winRateHint: 'of the deals closed in the period',
    byMoney: (share: string) => `by money ${share}`,
    cycle: 'Sales cycle',
    cycleHint: (mean: string) => `median; mean ${mean}`,
    negative: (n: number, figure: string) =>
      `${counted(n, figure)} won before being created, by their dates: check the dates`,
  },
  rows: {
    all: 'All',
    created: 'Created',
    open: 'Open',
    won: 'Won',
    lost: 'Lost',
    moved: 'Moved to another pipeline',
    withoutStage: 'Stage unknown',
  },
  archivedStage: (name: string) => `${name} (archived)`,
  noHistory: (without: string, of: string) =>
    `No stage history: ${without} of ${of}. They are in the totals, but not in the conversions of stages.`,
  leak: (money: string) => `largest leak: ${money}`,
  dropOff: {
    title: 'Drop-off by stage',
    hint: 'of those that left the stage; open deals are neither',
    stage: 'Stage',
    left: 'Left the stage',
    lost: 'Lost',
    share: 'Drop-off',
    money: 'Money lost',
    moneyShare: 'Drop-off by money',
    none: 'Nobody has left this stage yet',
  },
  time: {
    title: 'Time in stage',
    hint: 'calendar time; stays that ended in the period',
    stage: 'Stage',
    n: 'Stays',
    median: 'Median',
    mean: 'Mean',
    p90: '90% are faster',
    ongoing: 'Standing now',
    withOngoing: 'Median with those standing',
    withOngoingHint: (since: string) =>
      `Kaplan–Meier estimate from data since ${since}: deals that are still on the stage count as “at least as long as so far”`,
    approximate: '≈: from a histogram, within 4%',
    notHalf: 'more than half are still on the stage',
    none: 'Nobody left this stage in the period',
  },
  small: (n: string) => `few data: ${n}`,
  noBase: 'nothing to count from',
  empty: {
    title: 'The sales funnel will be here',
    text: 'How many deals get from stage to stage, where and how much money leaks, how long each stage takes.',
    steps: [
      'Import deals from your CRM as a file, or make the first one by hand',
      'Open this page: the figures are there at once',
    ],
    action: 'Import deals',
    period: 'There were no deals in this period. Choose another period or reset the filters.',
  },
  figure: {
    handedOver: 'Deal handed to another team',
    nobody: 'Nobody responsible',
    created: 'created',
    list: 'Deals behind the figure',
    columns: { title: 'Deal', owner: 'Owner', stage: 'Stage now', at: 'When', seconds: 'How long', amount: 'Amount' },
    formulas: {
      now_all: 'All deals of the pipeline, except those that moved to another one',
      now_open: 'Deals that are open now',
      now_won: 'Deals on a won stage now; overall conversion = won ÷ all deals',
      now_lost: 'Deals on a lost stage now',
      now_here_stage: 'Open deals that stand on this stage now',
      now_reached_stage:
        'Open deals on this stage and further plus the won ones; conversion = the same for the next stage ÷ for this one',
      period_created: 'Deals created in the period (by their first owner)',
      period_won: 'Deals won in the period; win rate = won ÷ (won + lost)',
      period_lost: 'Deals lost in the period',
      period_entered_stage: 'First entries in the period; a skipped stage counts as entered at the moment of the jump',
      period_lost_stage: 'Lost in the period, with this stage as the furthest',
      cohort_created: 'Deals created in the period; their fate as of today',
      cohort_open: 'Of those created in the period: still open',
      cohort_won: 'Of those created in the period: won by today; conversion = won ÷ created',
      cohort_lost: 'Of those created in the period: lost',
      cohort_moved: 'Of those created in the period: moved to another pipeline',
      cohort_without_history: 'Created in the period, but only the present stage is known (imported from a file)',
      cohort_reached_stage:
        'Of those created in the period: reached this stage or a later one; returns do not count twice, a loss is not “later”; conversion = reached the next ÷ reached this',
      cohort_open_stage: 'Of those created in the period: open, with this stage as the furthest',
      cohort_lost_stage:
        'Lost, with this stage as the furthest; drop-off = lost ÷ (lost + went on + moved to another pipeline)',
      stays_stage: 'Stays on the stage that ended in the period; each return is a stay of its own',
      ongoing_stage: 'Deals that stand on the stage now, the longest first',
    },
  },
} satisfies FunnelTexts
