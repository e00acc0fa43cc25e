import { expect, test, vi } from 'vitest'
import { sendOnce } from './send-once.ts'

const write = (body: object, url = 'http://mostik.test/api/deals') =>
  new Request(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
const later = (status: number, ms: number) => async () => {
  await new Promise((resolve) => setTimeout(resolve, ms))
  return Response.json({ id: 'd-1' }, { status })
}

test('a second press while the first is on its way, and right after its answer, makes nothing new and is told the same', async () => {
  const send = vi.fn(later(200, 30))
  const [first, second] = await Promise.all([
    sendOnce(write({ title: 'Насос' }), send),
    sendOnce(write({ title: 'Насос' }), send),
  ])
  const third = await sendOnce(write({ title: 'Насос' }), send)
  expect(send).toHaveBeenCalledTimes(1)
  for (const answer of [first, second, third]) expect(await answer.json()).toEqual({ id: 'd-1' })
})

test('a second press that has the version of the first is the same press; the same words of another moment are not', async () => {
  const send = vi.fn(later(200, 5))
  await sendOnce(write({ approve: true, version: 1 }), send)
  await sendOnce(write({ approve: true, version: 2 }), send)
  expect(send).toHaveBeenCalledTimes(1)
  await sendOnce(write({ approve: false, version: 2 }), send)
  expect(send).toHaveBeenCalledTimes(2)
})

test('a command without words is one as well by two presses, and a file is sent as often as it is given', async () => {
  const send = vi.fn(later(200, 5))
  const end = (key: string) => new Request(`http://mostik.test/api/rituals/${key}/end`, { method: 'POST' })
  await Promise.all([end('a'), end('a')].map((request) => sendOnce(request, send)))
  await sendOnce(end('a'), send)
  expect(send).toHaveBeenCalledTimes(1)
  await sendOnce(end('b'), send)
  expect(send).toHaveBeenCalledTimes(2)
  const file = () => new Request('http://mostik.test/api/files', { method: 'POST', body: new FormData() })
  await Promise.all([file(), file()].map((request) => sendOnce(request, send)))
  expect(send).toHaveBeenCalledTimes(4)
})

test('other words are another write, and after another write the first words are meant again: on, off, on', async () => {
  const send = vi.fn(later(200, 30))
  await Promise.all([true, false, true].map((on) => sendOnce(write({ on }), send)))
  expect(send).toHaveBeenCalledTimes(3)
})

test('what was refused, or was long ago, is sent again', async () => {
  const refused = vi.fn(later(409, 1))
  await sendOnce(write({ title: 'Отказ' }), refused)
  await sendOnce(write({ title: 'Отказ' }), refused)
  expect(refused).toHaveBeenCalledTimes(2)
  const lost = vi.fn(() => Promise.reject(new TypeError('Failed to fetch')))
  await expect(sendOnce(write({ title: 'Связь' }), lost)).rejects.toThrow('Failed to fetch')
  await expect(sendOnce(write({ title: 'Связь' }), lost)).rejects.toThrow('Failed to fetch')
  expect(lost).toHaveBeenCalledTimes(2)
  const done = vi.fn(later(200, 1))
  await sendOnce(write({ title: 'Давно' }), done)
  await new Promise((resolve) => setTimeout(resolve, 600))
  await sendOnce(write({ title: 'Давно' }), done)
  expect(done).toHaveBeenCalledTimes(2)
})
