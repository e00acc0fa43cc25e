import { afterAll, beforeAll, expect, test } from 'vitest'
import { stillClock } from '#core/clock/clock.ts'
import { testApp } from '../../testing.ts'

let app: Awaited<ReturnType<typeof testApp>>
beforeAll(async () => {
  app = await testApp({ clock: stillClock('2026-11-20T15:00:00+03:00') })
})
afterAll(() => app.close())

async function office() {
  const company = await app.company({ name: 'Насосы Плюс' })
  await company.pipeline()
  const owner = await company.person({ role: 'owner' })
  const seller = await company.person({ name: 'Анна Белова' })
  return { owner: app.as(owner), seller: app.as(seller) }
}

test('a seller gets the text with the names of his deal in it, and what is missing is named', async () => {
  const { owner, seller } = await office()
  const { id } = await owner.templates.add({
    channel: 'email',
    name: 'После звонка',
    subject: 'Предложение для {компания}',
    body: '{имя}, предложение по «{сделка}» на {сумма}, {дата}.\n{менеджер}, {наша компания}',
  })
  const client = await seller.clients.addCompany({ name: 'ООО «Прогресс»', emails: [{ email: 'info@progress.ru' }] })
  const deal = await seller.deals.create({ title: 'Насосы', companyId: client.id, amountMinor: 120_000_000 })
  const written = await seller.templates.write({ id, dealId: deal.id })
  expect({ ...written, body: written.body.replaceAll(/\s/g, ' ') }).toEqual({
    subject: 'Предложение для ООО «Прогресс»',
    body: '{имя}, предложение по «Насосы» на 1 200 000 ₽, 20.11.2026. Анна Белова, Насосы Плюс',
    missing: ['clientName'],
    email: 'info@progress.ru',
    phone: null,
  })
})

test('a slip in braces, a taken name and a stale version are refused with what to do', async () => {
  const { owner } = await office()
  const text = { channel: 'message', name: 'Привет', body: 'Здравствуйте, {имя}!' } as const
  const added = await owner.templates.add(text)
  await expect(owner.templates.add({ ...text, name: 'ПРИВЕТ' })).rejects.toMatchObject({ code: 'TEMPLATE_EXISTS' })
  await expect(owner.templates.add({ ...text, name: 'Второй', body: '{фамилия}' })).rejects.toMatchObject({
    code: 'TEMPLATE_PLACE_UNKNOWN',
    data: { places: ['фамилия'] },
    message: expect.stringContaining('{фамилия}'),
  })
  await owner.templates.edit({ id: added.id, version: 1, body: 'Добрый день, {имя}!' })
  await expect(owner.templates.edit({ id: added.id, version: 1, body: 'Привет' })).rejects.toMatchObject({
    code: 'TEMPLATE_CHANGED',
    data: { current: { version: 2, body: 'Добрый день, {имя}!' } },
  })
  await owner.templates.edit({ id: added.id, version: 2, archived: true })
  expect(await owner.templates.list({})).toEqual([])
  expect(await owner.templates.list({ archived: true })).toHaveLength(1)
})

test('a seller changes no template, and a deal of others is no addressee for him', async () => {
  const { owner, seller } = await office()
  const { id } = await owner.templates.add({ channel: 'message', name: 'Привет', body: '{сделка}' })
  await expect(seller.templates.edit({ id, version: 1, body: 'x' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  const deal = await owner.deals.create({ title: 'Чужая' })
  await expect(seller.templates.write({ id, dealId: deal.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const stranger = (await office()).owner
  await expect(stranger.templates.write({ id, dealId: deal.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(await stranger.templates.list({})).toEqual([])
})
