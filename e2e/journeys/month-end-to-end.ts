import type { Page } from 'playwright-core'
import { demoDay, demoMonth } from '../days.ts'
import type { Journey } from '../journey.ts'
import type { Account, Stage } from '../stage.ts'

interface Meeting {
  key: string
  kind: string
  state: string
  leader: { id: string }
}

/** Plan → approval → norms → meeting → deviation → action → effect → close of the month → correction, in the demo company. */
export const monthEndToEnd: Journey = {
  name: 'a month is played end to end: plan, norms, meeting, deviation, action, effect, close, correction',
  company: 'demo',
  async walk(stage) {
    const head = await stage.colleague('head')
    await approveNextMonth(stage, head)
    const ofHead = await stage.signedIn(head)
    await ofHead.page.goto('/norms')
    await ofHead.page.getByRole('heading', { level: 1 }).waitFor()

    await holdMeeting(stage, head, ofHead.page)
    await actOnDeviation(stage, head, ofHead.page)

    await ofHead.page.goto('/cycle')
    await ofHead.page.getByRole('heading', { name: 'Планировать' }).waitFor()
    await ofHead.page.getByRole('heading', { name: 'Корректировать' }).waitFor()
    await ofHead.page
      .getByRole('heading', { name: /^Корректировки закрытых месяцев/ })
      .or(ofHead.page.getByRole('heading', { name: 'Закрытие месяца' }))
      .first()
      .waitFor()
    await ofHead.atRest()

    await reopenAndClose(stage)
  },
}

/** The head proposes the plan of his department for the next month, in December for this one; the owner approves. */
async function approveNextMonth(stage: Stage, head: Account): Promise<void> {
  // The plan of the demo company ends with the year.
  const month = demoMonth(1) < `${demoMonth().slice(0, 4)}-13` ? demoMonth(1) : demoMonth()
  const { rows: departments } = await wrapped(
    stage.ask<{ id: string; headId: string | null }[]>('GET', '/departments', undefined, head),
  )
  const own = departments.find(({ headId }) => headId === head.id)
  if (!own) throw new Error('the head has no department')
  const year = Number(month.slice(0, 4))
  const versions = await stage.ask<{ rows: { subjectId: string; state: string; fromMonth: string }[] }>(
    'GET',
    `/plans/versions?year=${year}&subjectId=${own.id}`,
    undefined,
    head,
  )
  if (
    versions.rows.some(({ state, fromMonth }) => state === 'proposed' || (state === 'approved' && fromMonth === month))
  )
    return
  const proposal = { level: 'department', subjectId: own.id, fromMonth: month, toMonth: month, reason: 'План команды' }
  const { id, version } = await stage.ask<{ id: string; version: number }>('POST', '/plans/versions', proposal, head)
  await stage.ask('POST', `/plans/versions/${id}/decision`, { decision: 'approved', version })
}

/** The page of the next planning meeting is ready by itself; a decision made there is a task of the seller. */
async function holdMeeting(stage: Stage, head: Account, page: Page): Promise<void> {
  // Holidays of the new year are longer than a week.
  const { rows } = await stage.ask<{ rows: Meeting[] }>(
    'GET',
    `/rituals?from=${demoDay()}&to=${demoDay(20)}`,
    undefined,
    head,
  )
  const meeting = rows.find(({ kind, state, leader }) => kind === 'daily' && state === 'due' && leader.id === head.id)
  if (!meeting) throw new Error('no planning meeting in the next three weeks')
  await page.goto(`/rituals/${meeting.key}`)
  await page.getByRole('heading', { name: 'План и темп месяца' }).waitFor()
  await page.getByRole('button', { name: 'Начать' }).click()
  await page.getByRole('timer').waitFor()
  const saved = page.waitForResponse(
    (answer) => answer.request().method() === 'PATCH' && answer.url().includes('/api/rituals/'),
  )
  await page.getByRole('textbox', { name: 'Заметки: Горячие сделки' }).fill('Две сделки ждут счёт')
  await saved
  await page.getByRole('button', { name: 'На весь экран' }).click()
  await page.getByText('1 из 5').waitFor()
  await page.getByRole('button', { name: 'Дальше' }).click()
  await page.getByText('2 из 5').waitFor()
  await page.getByRole('button', { name: 'Закрыть', exact: true }).click()
  await page.getByLabel('Что решили').fill('Согласовать два счёта до обеда')
  await page.getByRole('button', { name: 'Записать решение' }).click()
  await page.getByText('Согласовать два счёта до обеда').waitFor()
  await page.getByRole('button', { name: 'Закончить' }).click()
  await page.getByText('Цифры остались такими, какими были в конце встречи.').waitFor()
  await page.getByRole('button', { name: 'Разослать протокол' }).click()
  await page.getByText('Протокол отправлен участникам').waitFor()
}

/** A deviation gets an action with an owner and a date; closed ones say whether the action has helped. */
async function actOnDeviation(stage: Stage, head: Account, page: Page): Promise<void> {
  const owner = await stage.owner()
  await stage.ask('POST', '/cases/scan', {}, head)
  const { rows } = await stage.ask<{ rows: { id: string }[] }>(
    'GET',
    '/cases?states=open&states=acting',
    undefined,
    owner,
  )
  const [found] = rows
  if (!found) throw new Error('the demo company has no open deviation')
  const { id } = found
  const { version } = await stage.ask<{ version: number }>('GET', `/cases/${id}`)
  const title = 'Две встречи в день до конца месяца'
  const act = {
    version,
    kind: 'own',
    title,
    target: 'meeting',
    doerId: head.id,
    dueOn: demoDay(3),
    expectedMinor: 100_000_000,
  }
  await stage.ask('POST', `/cases/${id}/actions`, act, owner)
  const { page: ofOwner } = await stage.signedIn(owner)
  await ofOwner.goto(`/cases/${id}`)
  await ofOwner.getByText(title).first().waitFor()
  // What was done before has its verdict.
  const closed = await stage.ask<{ rows: { verdict: string | null }[] }>(
    'GET',
    '/cases?states=closed',
    undefined,
    owner,
  )
  if (!closed.rows.some(({ verdict }) => verdict === 'helped')) throw new Error('no action has ever helped')
  await page.goto('/cases')
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** The owner opens the last closed month again with a reason, and closes it anew. */
async function reopenAndClose(stage: Stage): Promise<void> {
  const { page } = await stage.signedIn(await stage.owner())
  const month = await lastClosed(stage)
  await page.goto(`/cycle?period=${month}`)
  const closing = page.getByRole('article').filter({ hasText: nameOf(month) })
  await closing.getByRole('button', { name: 'Открыть снова' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Зачем открываете').fill('Проверяем возврат')
  await dialog.getByRole('button', { name: 'Открыть снова' }).click()
  await closing.getByText('Проверяем возврат').waitFor()
  await closing.getByRole('button', { name: 'Закрыть месяц' }).click()
  await dialog.getByRole('button', { name: 'Закрыть месяц' }).click()
  await closing.getByText('закрыт', { exact: true }).waitFor()
  await page
    .getByRole('heading', { name: /^Цифры, с которыми закрыт месяц/ })
    .first()
    .waitFor()
  await page.goto('/settings/audit')
  await page.getByText('Проверяем возврат').first().waitFor()
}

/** In the first days of a month the last one is not closed yet. */
async function lastClosed(stage: Stage): Promise<string> {
  for (const month of [demoMonth(-1), demoMonth(-2)]) {
    const { state } = await stage.ask<{ state: string }>('GET', `/cycle/${month}`)
    if (state === 'closed') return month
  }
  throw new Error('the demo company has closed no month')
}

/** «Октябрь 2026», as pages write it. */
function nameOf(month: string): string {
  const words = new Intl.DateTimeFormat('ru', { month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-01`))
  return `${words[0]?.toUpperCase()}${words.slice(1)} ${month.slice(0, 4)}`
}

async function wrapped<Row>(rows: Promise<Row[]>): Promise<{ rows: Row[] }> {
  return { rows: await rows }
}
