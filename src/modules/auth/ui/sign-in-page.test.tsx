import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { renderKit } from '#web/testing.tsx'
import { SignInPage } from './sign-in-page.tsx'

/** What the server answers, by method and path; and what it was asked. */
let answers: Record<string, { status?: number; body: unknown }>
let asked: { path: string; body: unknown }[]

beforeEach(() => {
  answers = { 'GET /api/setup': { body: { isNeeded: false, mayBegin: false, sendsMail: false, hasDemo: true } } }
  asked = []
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = `${request.method} ${new URL(request.url).pathname}`
    asked.push({ path, body: request.method === 'GET' ? undefined : await request.json() })
    const { status = 200, body } = answers[path] ?? { status: 500, body: {} }
    return Response.json(body, { status })
  })
  vi.spyOn(window.location, 'replace').mockImplementation(() => {})
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

const refusal = (code: string, status: number, message: string) => ({
  status,
  body: { defined: true, code, status, message },
})

async function signIn(password = 'верный пароль') {
  fireEvent.change(screen.getByLabelText('Почта'), { target: { value: 'anna@example.ru' } })
  fireEvent.change(screen.getByLabelText('Пароль', { selector: 'input' }), { target: { value: password } })
  fireEvent.click(screen.getByRole('button', { name: 'Войти' }))
}

describe('the sign-in page', () => {
  it('goes to where one was going', async () => {
    answers['POST /api/sign-in'] = { body: { next: 'done' } }
    await renderKit(<SignInPage />, { path: '/sign-in?next=%2Fdeals%3Fowner%3Dme' })
    await signIn()
    await waitFor(() => expect(window.location.replace).toHaveBeenCalledWith('/deals?owner=me'))
    expect(asked.at(-1)?.body).toEqual({ email: 'anna@example.ru', password: 'верный пароль' })
  })

  it.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'never leaves the product for %s',
    async (next) => {
      answers['POST /api/sign-in'] = { body: { next: 'done' } }
      await renderKit(<SignInPage />, { path: `/sign-in?next=${encodeURIComponent(next)}` })
      await signIn()
      await waitFor(() => expect(window.location.replace).toHaveBeenCalledWith('/'))
    },
  )

  it('says what the server says and keeps what was typed', async () => {
    answers['POST /api/sign-in'] = refusal('SIGN_IN_LOCKED', 429, 'Слишком много неудачных попыток.')
    await renderKit(<SignInPage />, { path: '/sign-in' })
    await signIn('неверный пароль')
    expect((await screen.findByRole('alert')).textContent).toContain('Слишком много неудачных попыток.')
    expect(screen.getByLabelText<HTMLInputElement>('Почта').value).toBe('anna@example.ru')
  })

  it('asks for the code when the account wants one', async () => {
    answers['POST /api/sign-in'] = { body: { next: 'code' } }
    await renderKit(<SignInPage />, { path: '/sign-in' })
    await signIn('пароль и код')
    const code = await screen.findByLabelText('Код из приложения')
    answers['POST /api/sign-in'] = { body: { next: 'done' } }
    fireEvent.change(code, { target: { value: '123456' } })
    fireEvent.click(screen.getByRole('button', { name: 'Войти' }))
    await waitFor(() => expect(window.location.replace).toHaveBeenCalledWith('/'))
    expect(asked.at(-1)?.body).toMatchObject({ email: 'anna@example.ru', code: '123456' })
  })

  it('on a fresh server leads to the first visit', async () => {
    answers['GET /api/setup'] = { body: { isNeeded: true, mayBegin: false, sendsMail: false, hasDemo: true } }
    const { address } = await renderKit(<SignInPage />, { path: '/sign-in' })
    await waitFor(() => expect(address()).toBe('/setup'))
  })
})
