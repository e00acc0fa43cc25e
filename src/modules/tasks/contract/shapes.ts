/** `later`: what lies further ahead than seven days; `team`: of the people below me; `given`: what I gave to others and is not done; `all`: every task that I see, closed ones too. */
export const taskViews = ['today', 'overdue', 'week', 'later', 'team', 'given', 'done', 'all'] as const
export type TaskView = (typeof taskViews)[number]
export const taskStates = ['open', 'done', 'declined'] as const
export type TaskState = (typeof taskStates)[number]
export const priorities = ['high', 'normal', 'low'] as const
export type Priority = (typeof priorities)[number]
/** How far ahead it is meant: short (day, week) and long (month, quarter). */
export const horizons = ['day', 'week', 'month', 'quarter'] as const
export type Horizon = (typeof horizons)[number]
export const repeats = ['daily', 'workdays', 'weekly', 'monthly'] as const
export type Repeat = (typeof repeats)[number]
