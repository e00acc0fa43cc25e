import { expect, test } from 'vitest'
import { contentOf, mayCome, spamMark } from './form-guard.ts'

test('a filled trap, an answer faster than a hand and a text of links are spam; a page that does not measure is not', () => {
  expect(spamMark({ trap: 'x' }, 3)).toBe('trap')
  expect(spamMark({ seconds: 1 }, 3)).toBe('too_fast')
  expect(spamMark({ seconds: 3 }, 3)).toBeNull()
  expect(spamMark({ text: 'нужен насос, как на https://example.ru' }, 3)).toBeNull()
  expect(spamMark({ text: 'http://a http://b www.c www.d' }, 0)).toBe('links')
  expect(spamMark({ name: 'https://casino' }, 0)).toBe('links')
})

test('the same content is the same whatever the case and the spaces', () => {
  const fields = { formId: 'f', company: null, phoneKey: '9161234567', email: null, product: null }
  expect(contentOf({ ...fields, name: ' Анна  Ветрова', text: 'Нужен насос' })).toBe(
    contentOf({ ...fields, name: 'анна ветрова', text: 'нужен  насос ' }),
  )
  expect(contentOf({ ...fields, name: 'Анна', text: null })).not.toBe(contentOf({ ...fields, name: 'Яна', text: null }))
})

test('with a list of origins only they may send, without one anybody', () => {
  expect(mayCome('https://example.ru', ['https://example.ru'])).toBe(true)
  expect(mayCome('https://example.ru.evil.ru', ['https://example.ru'])).toBe(false)
  expect(mayCome(undefined, ['https://example.ru'])).toBe(false)
  expect(mayCome(undefined, [])).toBe(true)
})
