import { byOf, todayOf } from '#core/http/by.ts'
import { routes } from '#core/http/routes.ts'
import { sellersContract } from './contract.ts'
import { dealsBehindFigure } from './service/deals-behind.ts'
import { sellerProfile } from './service/seller.ts'
import { sellersMedians, sellersTable } from './service/table.ts'
import { en } from './texts.en.ts'
import { ru } from './texts.ru.ts'

const names = { ru: ru.lines, en: en.lines }

export const sellersRoutes = routes(sellersContract, {
  table: ({ input, actor, as, language }) => as((tx) => sellersTable(tx, actor, input, names[language])),
  medians: ({ input, actor, as, language }) => as((tx) => sellersMedians(tx, actor, input, names[language])),
  profile: ({ input, actor, as, clock }) =>
    sellerProfile(as, actor, input, clock.now(), todayOf(byOf({ actor, clock }))),
  deals: ({ input, actor, as, clock, language }) =>
    as((tx) => dealsBehindFigure(tx, actor, input, clock.now(), names[language])),
})
