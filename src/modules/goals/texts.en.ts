import type { GoalsTexts } from './texts.ru.ts'

const levels = { company: 'company', department: 'department', team: 'team', person: 'person' }

export const en = {
  errors: {
    GOAL_NEEDS_METRIC:
      'This is a wish and no goal: no figure tells when it is reached. Choose a metric, for instance “Sales volume” or “Share of new clients”.',
    GOAL_NEEDS_TARGET: 'Say which value of the metric is to be reached.',
    GOAL_TARGET_IS_START: 'The target is where you are already: there is no way to go. Change the start or the target.',
    GOAL_METRIC_UNKNOWN: ({ metric }) => `There is no metric “${metric}”. Choose one of the list.`,
    GOAL_SUBJECT: 'Choose whose goal this is (company, department, team or person) and who answers for it.',
    GOAL_NOT_YOURS: ({ level }) =>
      `A goal of a ${levels[level]} is set further up. Owner and director set goals of the company and of departments, a head those of his team and his people.`,
    GOAL_PARENT_GONE: 'The goal above is gone. Choose another.',
    GOAL_ABOVE_PARENT: ({ level, parent }) =>
      `A goal of a ${levels[level]} cannot stand below a goal of a ${levels[parent]}: branches go from the company to people.`,
    GOAL_CIRCLE: ({ title }) =>
      `That would close a circle: “${title}” stands below this goal. Choose another goal above, or none.`,
    GOAL_CHANGED: ({ title }) =>
      `Somebody else has changed the goal “${title}” meanwhile. Nothing was overwritten: see what it is now and choose what to keep.`,
    GOAL_TASK_VAGUE: ({ missing }) =>
      `A task is concrete: add ${missing.map((one) => (one === 'result' ? 'the result, what will be there' : 'the date')).join(' and ')}. “Call more” is no task; “call 40 clients without orders since May, the list with outcomes by Friday” is one.`,
    STRATEGY_CHANGED: ({ version, author }) =>
      `Version ${version}${author ? ` (${author})` : ''} was written meanwhile. Your text is not lost: compare it and save above it.`,
  },
} satisfies GoalsTexts
