import { formats } from '#core/i18n/format.ts'
import type { ProductsTexts } from './texts.ru.ts'

const percent = (bp: number) => formats('en').share(bp / 10_000, { digits: bp % 100 === 0 ? 0 : 2 })

export const en = {
  errors: {
    AMOUNT_TOO_LARGE: 'The sum is too large: check the quantity and the price.',
    PRODUCT_EXISTS: 'This product is on the price list already.',
    PRODUCT_CODE_TAKEN: ({ name }) => `The product “${name}” has this code already.`,
    PRODUCT_CHANGED:
      'Somebody else has changed the product. Nothing was overwritten: see what it is now and choose what to keep.',
    PRICE_HAS_HELD:
      'This price has held already: something may have been sold by it. Set a new price from the day you need.',
    LIMITS_UPSIDE_DOWN: 'The limit of a manager cannot be below that of his people: check the order.',
    LINES_CHANGED:
      'Somebody else has changed the lines of this deal. Nothing was overwritten: look at the new ones and change them.',
    PRODUCTS_MISSING: ({ names }) => `These products are on the price list no more: ${names}.`,
    DISCOUNT_OVER_LIMIT: ({ limitBp, discountBp, names }) =>
      `A discount of ${percent(discountBp)} is above your limit of ${percent(limitBp)} (${names}). Lower it or ask for approval.`,
    DISCOUNT_DECIDED: 'This discount has been decided upon, or the question was taken back. Reload the card.',
    DISCOUNT_ABOVE_YOURS: ({ limitBp }) =>
      `You may allow up to ${percent(limitBp)} and never your own discount: somebody above decides.`,
  },
  notices: {
    DISCOUNT_ASKED: ({ deal, by, discountBp, note }) => ({
      title: `A discount of ${percent(discountBp)} waits for you: ${deal}`,
      body: `${by} asks${note ? `. ${note}` : ''}`,
    }),
    DISCOUNT_ALLOWED: ({ deal, by, discountBp, note }) => ({
      title: `A discount of ${percent(discountBp)} is allowed: ${deal}`,
      body: `${by}${note ? `. ${note}` : ''}`,
    }),
    DISCOUNT_REFUSED: ({ deal, by, discountBp, note }) => ({
      title: `A discount of ${percent(discountBp)} is refused: ${deal}`,
      body: `${by}${note ? `. ${note}` : ''}`,
    }),
  },
  noticeNames: {
    DISCOUNT_ASKED: 'A discount waits for approval',
    DISCOUNT_ALLOWED: 'A discount is allowed',
    DISCOUNT_REFUSED: 'A discount is refused',
  },
  file: {
    title: 'Price list',
    noVat: 'no VAT',
    columns: {
      name: 'Name',
      code: 'Article',
      group: 'Group',
      unit: 'Unit',
      price: 'Price',
      cost: 'Cost of a unit',
      vat: 'VAT',
      aliases: 'Also written',
      next: 'Next price',
      nextOn: 'From the day',
      archived: 'Archived',
      id: 'ID',
    },
  },
} satisfies ProductsTexts
