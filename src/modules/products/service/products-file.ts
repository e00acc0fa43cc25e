import type { Actor } from '#core/http/routes.ts'
import { askedOf, columnsFor, listFile } from '#modules/lists/api.ts'
import { type Product, productQuestion } from '../contract.ts'
import { en } from '../texts.en.ts'
import { can } from '../policy.ts'
import { ru } from '../texts.ru.ts'
import { priceList } from './products.ts'

const textsOf = ({ language }: Actor) => (language === 'en' ? en : ru).file

/** The price list as a file. */
export const productsList = listFile<Product>({
  id: 'products.list',
  title: (actor) => textsOf(actor).title,
  async open(tx, actor, { filter }, now) {
    const { text, archive, where } = askedOf(productQuestion, { filter })
    const wanted = text?.toLowerCase() ?? ''
    const products = (await priceList(tx, { actor, now }, where)).filter(
      ({ name, code, group, aliases, archived }) =>
        (archive || !archived) &&
        [name, code, group, ...aliases].some((field) => field?.toLowerCase().includes(wanted) ?? false),
    )
    return { columns: columnsOf(actor), rows: each(products), total: products.length }
  },
})

async function* each(products: readonly Product[]): AsyncGenerator<Product> {
  yield* products
}

function columnsOf(actor: Actor) {
  const texts = textsOf(actor)
  const words = texts.columns
  const { text, day, money } = columnsFor<Product>(actor)
  return {
    name: text(words.name, ({ name }) => name, 40),
    code: text(words.code, ({ code }) => code, 16),
    group: text(words.group, ({ group }) => group),
    unit: text(words.unit, ({ unit }) => unit, 8),
    price: money(words.price, ({ priceMinor }) => priceMinor),
    ...(can(actor, 'edit') && { cost: money(words.cost, ({ costMinor }: Product) => costMinor) }),
    vat: text(words.vat, ({ vatPercent }) => (vatPercent === null ? texts.noVat : `${vatPercent} %`), 10),
    aliases: text(words.aliases, ({ aliases }) => aliases.join(', '), 40),
    next: money(words.next, ({ next }) => next?.priceMinor ?? null),
    nextOn: day(words.nextOn, ({ next }) => next?.fromOn ?? null),
    archived: text(words.archived, ({ archived }) => (archived ? words.archived : null), 12),
    id: text(words.id, ({ id }) => id, 38),
  }
}
