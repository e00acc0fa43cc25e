import { expect, test } from 'vitest'
import { formSnippet } from './form-snippet.ts'

const words = {
  labels: {
    name: 'Имя',
    phone: 'Телефон',
    email: 'Почта',
    company: 'Компания',
    region: 'Город',
    product: 'Что нужно',
    text: 'Сообщение',
  },
  send: 'Отправить',
  sent: 'Спасибо',
  failed: 'Не отправилось',
}
const form = { action: 'https://crm.example.ru/api/leads/form/abc', consentText: null, thanksUrl: null, words }

test('the form has its fields, the trap and the address', () => {
  const html = formSnippet({ ...form, fields: ['name', 'phone', 'text'] })
  expect(html).toContain('action="https://crm.example.ru/api/leads/form/abc"')
  expect(html).toContain('<input type="tel" name="phone" autocomplete="tel" required>')
  expect(html).toContain('<textarea name="text"')
  expect(html).toContain('name="website"')
  expect(html).not.toContain('name="email"')
})

test('words of the company cannot break out of the form or of the script', () => {
  const html = formSnippet({
    ...form,
    fields: ['email'],
    consentText: '<b>Согласен</b> & "точка"',
    thanksUrl: 'https://example.ru/</script><script>alert(1)',
  })
  expect(html).toContain('&lt;b&gt;Согласен&lt;/b&gt; &amp; &quot;точка&quot;')
  expect(html.match(/<\/script>/g)).toHaveLength(1)
})
