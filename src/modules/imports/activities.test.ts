import { afterAll, beforeAll, expect, test } from 'vitest'
import { importApp, importing, sendFile } from '../../testing-imports.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

const TELEPHONY = `Направление;Дата и время;Менеджер;Номер телефона;Длительность;Статус;Запись
Исходящий;16.11.2026 10:05:00;Анна Белова;+7 (495) 123-45-67;00:03:25;Отвечен;https://tel.example/1.mp3
Входящий;16.11.2026 11:40:10;Анна Белова;84951234567;0;Пропущенный;
Исходящий;16.11.2026 12:00:00;Анна Белова;+7 999 000-11-22;долго;Отвечен;нет
Исходящий;16.11.2026 12:00:00;Анна Белова;+7 999 000-11-22;долго;Отвечен;нет
Пикник;16.11.2026 13:00:00;Анна Белова;84951234567;10;Отвечен;
Исходящий;когда-то;Анна Белова;84951234567;10;Отвечен;
Исходящий;17.11.2026 09:00:00;;84951234567;10;Отвечен;
`

async function office() {
  const company = await app.company()
  await company.pipeline()
  const owner = await company.person({ role: 'owner' })
  const seller = await company.person({ name: 'Анна Белова', managerId: owner.id })
  const api = app.as(owner)
  const client = await api.clients.addCompany({ name: 'ООО «Прогресс»', phones: [{ number: '+7 495 123-45-67' }] })
  return { owner, seller, api, clientId: client.id }
}

test('calls of telephony: known by number, counted, the same file again, revert', async () => {
  const { owner, seller, api, clientId } = await office()
  const imports = importing(app, owner)
  const file = Buffer.from(TELEPHONY)
  const uploaded = await imports.upload('звонки.csv', file)
  expect(uploaded.kind).toBe('activities')
  const checked = await imports.check(uploaded)
  expect(checked).toMatchObject({ status: 'checked' })
  expect(checked.result).toMatchObject({ rows: 7, create: 3, rejected: 4, update: 0 })
  expect(Object.fromEntries(checked.result?.reasons.map(({ reason, rows }) => [reason, rows]) ?? [])).toEqual({
    CLIENT_NOT_FOUND: 1,
    DURATION_LEFT_OUT: 1,
    ID_REPEATED: 1,
    KIND_UNKNOWN: 1,
    DATE_BROKEN: 1,
    OWNER_MISSING: 1,
    RECORDING_LEFT_OUT: 1,
  })
  const all = () => api.activities.find({ ownerIds: [seller.id], from: '2026-11-16', to: '2026-11-17' })
  expect((await all()).rows).toEqual([])

  expect((await imports.commit(checked)).status).toBe('done')
  const { rows } = await all()
  expect(rows).toHaveLength(3)
  const answered = rows.find(({ durationS }) => durationS === 205)
  expect(answered).toMatchObject({
    kind: 'call',
    done: true,
    occurredAt: '2026-11-16T07:05:00.000Z',
    company: { id: clientId },
    owner: { id: seller.id },
  })
  expect(rows.find(({ durationS }) => durationS === 0)).toMatchObject({ isContact: false })

  const again = await imports.check(await imports.upload('ещё раз.csv', file))
  expect(again.result).toMatchObject({ create: 0, unchanged: 3, rejected: 4 })

  const reverted = await imports.revert(checked)
  expect(reverted.status).toBe('reverted')
  expect((await all()).rows).toEqual([])
})

test('a seller brings in no contacts of his own', async () => {
  const { seller } = await office()
  expect(await sendFile(app, seller, 'звонки.csv', TELEPHONY)).toMatchObject({ status: 403 })
})
