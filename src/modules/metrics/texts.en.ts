import type { MetricKey, PlainDimension } from './calc/declarations.ts'
import type { Texts } from './texts.ru.ts'

/** Why the change of a figure has no exact parts, and what to look at instead. */
const noParts = {
  median:
    'A median has no exact parts: it is no sum. Look at the mean (“Average deal”, “Cycle, mean”), whose parts sum to the change, or compare medians of sellers in the table.',
  now: 'This is known for now alone: there is no earlier value to compare with. What has changed is told by “New deals”, “Sales” and “Losses”, and by the page “Process”.',
  stage:
    'Conversion and losses of a stage are explained in the funnel, tab “Compare”: two periods or two sellers, with the difference of each stage and whether it is beyond chance.',
  made: 'This is made of other figures: a pace, a forecast and a growth have no exact parts. Explain what it is made of: “Sales”, “Plan”, “Win rate”, “Average deal”.',
  nothing: 'There are no data yet: clients have not been asked.',
}

export const en = {
  noParts,
  unparted: 'Belongs to nobody alone',
  metrics: {
    sales: {
      label: 'Sales volume',
      meaning: 'What was sold in the period: won deals less returns.',
      formula: 'Σ amounts of won deals − returns ± corrections after the win',
    },
    won: {
      label: 'Deals won',
      meaning: 'How many deals were won, less those taken back.',
      formula: 'wins − wins reopened',
    },
    averageCheck: { label: 'Average deal', meaning: 'What one sale brings.', formula: 'sales volume ÷ deals won' },
    medianCheck: {
      label: 'Median deal',
      meaning: 'The amount that half of the deals exceed: a few large ones do not pull it up.',
      formula: 'median amount of the deals won in the period',
    },
    growth: {
      label: 'Growth rate',
      meaning: 'How much sales have grown against the period before.',
      formula: '(sales − sales of the period before) ÷ sales of the period before; as many days of each',
    },
    payments: {
      label: 'Payments received',
      meaning: 'How much money came from clients.',
      formula: 'Σ payments received in the period',
    },
    created: {
      label: 'New deals',
      meaning: 'How many deals were made.',
      formula: 'deals created in the period, each once; of a single pipeline also those that came to it from others',
    },
    lost: { label: 'Deals lost', meaning: 'How many deals were lost.', formula: 'deals closed as lost in the period' },
    lostMoney: {
      label: 'Money lost',
      meaning: 'What the lost deals were worth.',
      formula: 'Σ amounts of deals closed as lost in the period',
    },
    winRate: {
      label: 'Win rate',
      meaning: 'What part of the closed deals was won.',
      formula: 'won ÷ (won + lost), by the day of closing',
    },
    winRateMoney: {
      label: 'Win rate by money',
      meaning: 'What part of the money of closed deals was won.',
      formula: 'amount won ÷ amount closed',
    },
    cohortConversion: {
      label: 'Cohort conversion',
      meaning: 'What part of the deals created in the period is won by now.',
      formula: 'won of the created ÷ created',
    },
    cohortOpen: {
      label: 'Unripe part of the cohort',
      meaning:
        'What part of the deals created in the period is still open: while it is large, cohort conversion is too low.',
      formula: 'open of the created ÷ created',
    },
    periodConversion: {
      label: 'Conversion of the period',
      meaning: 'Wins of the period against new deals of the period. They are different deals, so it may exceed 100 %.',
      formula: 'won in the period ÷ created in the period',
    },
    overallConversion: {
      label: 'Overall conversion',
      meaning: 'What part of all deals is won. Does not depend on the period.',
      formula: 'won ÷ all deals',
    },
    stageConversion: {
      label: 'Stage conversion',
      meaning: 'What part of the deals that reached the stage reached the next one; of the last stage, was won.',
      formula: 'reached the next stage ÷ reached this one, of the deals created in the period',
    },
    dropOff: {
      label: 'Drop-off',
      meaning: 'What part of the deals that left the stage left it as lost.',
      formula: 'lost at the stage ÷ left the stage',
    },
    dropOffMoney: {
      label: 'Drop-off by money',
      meaning: 'What part of the money that left the stage was lost.',
      formula: 'amount lost at the stage ÷ amount that left it',
    },
    cycleMedian: {
      label: 'Sales cycle, median',
      meaning: 'How many days a deal takes from creation to win: half take less.',
      formula: 'median (win − creation) of the deals won in the period',
    },
    cycleMean: {
      label: 'Sales cycle, mean',
      meaning: 'How many days on average from creation to win.',
      formula: 'mean (win − creation) of the deals won in the period',
    },
    openDeals: {
      label: 'Open deals',
      meaning: 'How many deals are open now. Does not depend on the period.',
      formula: 'deals open now',
    },
    openPipeline: {
      label: 'Open pipeline',
      meaning: 'What the open deals are worth now. Does not depend on the period.',
      formula: 'Σ amounts of open deals',
    },
    weightedPipeline: {
      label: 'Weighted pipeline',
      meaning: 'How much of the open pipeline usually ends as won.',
      formula: 'Σ amount × share of wins among the deals of the company that reached the stage, of 12 months',
    },
    velocity: {
      label: 'Sales velocity',
      meaning: 'How much money a day the pipeline brings as it is.',
      formula:
        'open deals beyond the first stage × win rate × average deal ÷ median cycle in days; none where the cycle is shorter than a day: such deals are written down when they are sold',
    },
    plan: {
      label: 'Plan',
      meaning: 'What is planned to be sold.',
      formula: 'plan of the months, spread over working days',
    },
    attainment: { label: 'Attainment', meaning: 'What part of the plan is done.', formula: 'fact ÷ plan' },
    due: {
      label: 'Due by now',
      meaning: 'What should be done by today.',
      formula: 'plan of the working days begun, today included',
    },
    paceDeviation: {
      label: 'Deviation from pace',
      meaning: 'How far the fact is ahead of what is due by now, or behind it.',
      formula: 'fact − due by now',
    },
    runRate: {
      label: 'Run rate',
      meaning: 'Where the period ends if it goes on like this.',
      formula: 'fact ÷ working days begun × working days of the period',
    },
    requiredRate: {
      label: 'Required a day',
      meaning: 'What has to be sold on each working day left to meet the plan.',
      formula: '(plan − fact) ÷ working days left',
    },
    coverage: {
      label: 'Plan coverage',
      meaning: 'How many times the expected deals exceed what is missing. It has to be 1 ÷ win rate at least.',
      formula: 'open deals closing in the period ÷ (plan − fact)',
    },
    meetings: { label: 'Meetings', meaning: 'How many meetings were held.', formula: 'meetings held, by their day' },
    calls: { label: 'Calls', meaning: 'How many calls were made.', formula: 'calls made, by their day' },
    activities: {
      label: 'Contacts',
      meaning: 'All calls, meetings, demonstrations, e-mails and messages.',
      formula: 'contacts done, by their day',
    },
    leads: { label: 'Leads', meaning: 'How many leads came, without spam.', formula: 'leads by the moment of receipt' },
    leadToDeal: {
      label: 'Lead → deal',
      meaning: 'What part of the decided leads became deals.',
      formula: 'became a deal ÷ (became a deal + rejected)',
    },
    firstResponse: {
      label: 'First response',
      meaning: 'How many business minutes a client waited for the first contact: half waited less.',
      formula: 'median of business minutes until the first contact',
    },
    newClients: {
      label: 'New clients',
      meaning: 'How many clients bought for the first time.',
      formula: 'clients whose first sale lies in the period',
    },
    newClientsSales: {
      label: 'Sales to new clients',
      meaning: 'Sales to those who had bought nothing before the deal was made.',
      formula: 'Σ sales of deals of new clients',
    },
    newClientsShare: {
      label: 'Share of new clients',
      meaning: 'What part of the sales came from new clients: who lives on an old base is seen.',
      formula: 'sales to new clients ÷ all sales',
    },
    headcount: {
      label: 'Headcount',
      meaning: 'How many people worked in sales on an average day of the period.',
      formula: 'mean of the daily headcount of sellers and heads',
    },
    turnover: {
      label: 'Staff turnover',
      meaning: 'What part of the department left in the period.',
      formula: 'left in the period ÷ average headcount',
    },
    nps: {
      label: 'NPS',
      meaning: 'Whether clients would recommend you.',
      formula: '% of scores 9–10 − % of scores 0–6',
    },
    csat: {
      label: 'Client satisfaction',
      meaning: 'What part of the clients gave 4 or 5.',
      formula: 'scores 4–5 ÷ all scores',
    },
  } satisfies Record<MetricKey, { label: string; meaning: string; formula: string }>,
  missing: { noSurvey: 'No surveys of clients yet: the figure appears with the first answers to a survey link.' },
  dimensions: {
    company: 'Company',
    department: 'Department',
    seller: 'Seller',
    pipeline: 'Pipeline',
    source: 'Source',
    campaign: 'Campaign',
    industry: 'Industry',
    region: 'Region',
    segment: 'Segment (ABC)',
    territory: 'Territory',
    clientKind: 'New or existing client',
    dealSize: 'Deal size',
    stage: 'Stage',
    product: 'Product',
    productGroup: 'Product group',
    lossReason: 'Loss reason',
    day: 'Day',
    week: 'Week',
    month: 'Month',
    quarter: 'Quarter',
    year: 'Year',
  },
  none: {
    company: '',
    department: 'No department',
    seller: 'Nobody',
    pipeline: 'No pipeline',
    source: 'No source',
    campaign: 'No campaign',
    industry: 'Industry not given',
    region: 'Region not given',
    segment: 'No class',
    territory: 'Outside territories',
    clientKind: 'No client',
    dealSize: '',
    stage: 'Stage unknown',
    product: 'No product of the list',
    productGroup: 'No group',
    lossReason: 'Reason not given',
    day: '',
    week: '',
    month: '',
    quarter: '',
    year: '',
    field: 'Not filled',
  },
  unknown: 'Not in the list',
  clientKinds: { new: 'New clients', existing: 'Existing clients' },
  dealSizes: { zero: 'no amount', s: 'below 100 k', m: '100–500 k', l: '0.5–2 m', xl: '2–10 m', xxl: '10 m and more' },
  factors: { created: 'New deals', conversion: 'Sales for each new deal', check: 'Average deal' },
  explain: {
    noBase: ({ label, period, against, before, after }) =>
      `${label}: ${period} ${after}, ${against} ${before}. There is nothing to compare: one of the periods has no data.`,
    same: ({ label, period, against, after }) => `${label}: ${period} ${after}, the same as ${against}.`,
    changed: ({ label, period, against, before, after, change, share, grew }) =>
      `${label}: ${period} ${after}, ${against} ${before}; ${grew ? 'up' : 'down'} by ${change}${share ? ` (${share})` : ''}.`,
    drivers: (list: string) => `Made of: ${list}.`,
    driver: ({ label, before, after, part }) => `${label} (${before} → ${after}) ${part}`,
    rest: ({ n, part }) => `The other ${n} together ${part}.`,
  },
  errors: {
    PERIOD_REVERSED: ({ from, to }: Record<string, unknown>) =>
      `The period is the wrong way round: ${String(from)} is after ${String(to)}. Swap the days.`,
    PERIOD_FAR: ({ year }: Record<string, unknown>) =>
      `There is no such period: the year ${String(year)} is outside 1900–2099. Check the year.`,
    PERIOD_UNREADABLE: ({ period }: Record<string, unknown>) =>
      `“${String(period)}” is no period. Examples: 2026-11, 2026-Q4, 2026, 2026-W47, 2026-11-01..2026-11-15.`,
    METRIC_DIMENSION: ({ metric, dimension, allowed }: Record<string, unknown>) =>
      `“${metricName(metric)}” cannot be cut by “${dimensionName(dimension)}”. It can be cut by: ${namesOf(allowed)}.`,
    METRIC_SAME_DIMENSION: 'Rows and columns are cut by the same. Choose another cut for the columns.',
    METRIC_NEEDS_STAGE: ({ metric }: Record<string, unknown>) =>
      `“${metricName(metric)}” is a figure of a stage: add the cut “Stage”.`,
    METRIC_FILTER: ({ metric, dimension }: Record<string, unknown>) =>
      `“${metricName(metric)}” knows nothing of “${dimensionName(dimension)}” and cannot be counted with this filter. Take away the filter or the metric.`,
    METRIC_NO_SUCH_DIMENSION: 'There is no such cut. The page “Metrics” and /api/metrics/catalogue list them.',
    METRIC_FIELD_GONE: ({ name }: Record<string, unknown>) =>
      `The field${typeof name === 'string' ? ` “${name}”` : ''} of the cut or the filter is gone. Take it away, or bring the field back from the archive.`,
    METRIC_POINTS: ({ points, most }: Record<string, unknown>) =>
      `That makes ${String(points)} points, and no more than ${String(most)} can be shown. Take a shorter period, a larger step, or add a filter.`,
    METRIC_NO_RECORDS: 'There is no list of records behind this figure: it is a formula of other metrics. Open those.',
    METRIC_NOT_EXPLAINED: ({ reason }: Record<string, unknown>) => noParts[reason as keyof typeof noParts],
    FACTS_CHECK_RUNS: 'A check is under way. Wait for its end.',
  },
} satisfies Texts

function metricName(key: unknown): string {
  return en.metrics[key as MetricKey]?.label ?? String(key)
}

function dimensionName(key: unknown): string {
  if (String(key).startsWith('field')) return 'field of the deal'
  return en.dimensions[key as PlainDimension] ?? String(key)
}

function namesOf(keys: unknown): string {
  return Array.isArray(keys) ? keys.map((key) => dimensionName(key).toLowerCase()).join(', ') : ''
}
