import { asPeriod } from '#core/calendar/period.ts'
import { byOf, todayOf } from '#core/http/by.ts'
import { type Call, routes } from '#core/http/routes.ts'
import { planfactContract } from './contract.ts'
import { bookingsBehind } from './service/bookings-behind.ts'
import { course } from './service/course.ts'
import { openedFigure } from './service/opened-figure.ts'
import { planFact } from './service/plan-fact.ts'
import { setThresholds } from './service/thresholds.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

const lineNames = { ru: ru.lines, en: en.lines }

/** The question with its period read, the company's today, and names in the reader's language. */
function asked<Input extends { period: string }>({ input, actor, clock, language }: Call<Input>) {
  return {
    about: { ...input, period: asPeriod(input.period) },
    day: todayOf(byOf({ actor, clock })),
    names: lineNames[language],
  }
}

export const planfactRoutes = routes(planfactContract, {
  table: (call) => {
    const { about, day, names } = asked(call)
    return call.as((tx) => planFact(tx, call.actor, about.period, day, names, about))
  },
  course: (call) => {
    const { about, day, names } = asked(call)
    return call.as((tx) => course(tx, call.actor, about, day, names))
  },
  setThresholds: ({ input, actor, as }) => as((tx) => setThresholds(tx, actor, input)),
  figure: (call) => {
    const { about, day } = asked(call)
    return call.as((tx) => openedFigure(tx, call.actor, about, day, call.language))
  },
  bookings: (call) => {
    const { about, day, names } = asked(call)
    return call.as((tx) => bookingsBehind(tx, call.actor, { ...about, cursor: call.input.cursor }, day, names))
  },
})
