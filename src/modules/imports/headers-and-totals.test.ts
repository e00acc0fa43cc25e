import { afterAll, beforeAll, expect, test } from 'vitest'
import { importApp, importing } from '../../testing-imports.ts'
import type { Kind } from './contract.ts'

let app: Awaited<ReturnType<typeof importApp>>
beforeAll(async () => {
  app = await importApp()
})
afterAll(() => app.close())

/** A header, a record, the header once more, another record, what they come to. */
const FILES: Record<Kind, string[]> = {
  deals: ['ID;Название сделки;Бюджет;Этап сделки', '1;Насос;100;Новая', '2;Шланг;50;Новая', 'Итого;;150;'],
  people: ['Сотрудник;Руководитель;Отдел', 'Орлов Пётр;Ильин Роман;Север', 'Белова Анна;Ильин Роман;Север', 'Итого;;'],
  products: ['Наименование;Группа;Цена', 'Насос;Насосы;100', 'Шланг;Насосы;50', 'Итого;;150'],
  companies: ['Компания;Отрасль;Регион', 'ООО «Ромашка»;Сады;Тула', 'ООО «Василёк»;Сады;Тверь', 'Всего: ;;2'],
  contacts: ['Полное имя;Компания;Телефон', 'Пётр Чехов;Театр;+7 900 000-00-01', 'Анна Чехова;Театр;+7 900 000-00-02', 'Итого;2;'],
  payments: ['Дата оплаты;Сумма;Контрагент;Назначение платежа', '02.11.2026;100;Ромашка;аванс', '03.11.2026;50;Ромашка;аванс', 'Итого;150;;'],
  spend: ['Дата;Кампания;Источник;Расход', '02.11.2026;Осень;Директ;100', '03.11.2026;Осень;Директ;50', 'Итого;;;150'],
  activities: [
    'Направление;Дата и время;Менеджер;Номер телефона;Длительность',
    'Исходящий;16.11.2026 10:05:00;Анна Белова;+7 495 123-45-67;60',
    'Исходящий;16.11.2026 11:05:00;Анна Белова;+7 495 123-45-67;90',
    'Итого;;;;150',
  ],
  plans: ['Сотрудник;Период;План', 'Анна Белова;2026-12;100', 'Анна Белова;2027-01;50', 'Итого;;150'],
} // prettier-ignore

test.each(Object.entries(FILES) as [Kind, string[]][])(
  'headers that come once more and a row of totals are no record of a file of %s',
  async (kind, [head = '', first = '', second = '', totals = '']) => {
    const company = await app.company()
    await company.pipeline()
    const owner = await company.person({ role: 'owner' })
    await company.person({ name: 'Анна Белова', managerId: owner.id })
    await app.as(owner).clients.addCompany({ name: 'Ромашка', phones: [{ number: '+7 495 123-45-67' }] })
    const imports = importing(app, owner)
    const uploaded = await imports.upload('файл.csv', [head, first, head, second, totals].join('\n'), kind)
    const checked = await imports.check(uploaded)
    const { rejected = 0, rows = 0, reasons = [] } = checked.result ?? {}
    const refused = reasons.filter(({ severity }) => severity === 'rejected')
    expect({ rows, rejected, reasons: refused.map(({ reason }) => reason).toSorted() }).toEqual({
      rows: 4,
      rejected: 2,
      reasons: ['ROW_OF_HEADERS', 'ROW_OF_TOTALS'],
    })
    const done = await imports.commit(checked)
    expect(done.status).toBe('done')
    const { rows: told } = await imports.api.rows({ id: done.id, action: 'rejected' })
    expect(told.map(({ line, problems }) => [line, problems.map(({ reason }) => reason)])).toEqual([
      [3, ['ROW_OF_HEADERS']],
      [5, ['ROW_OF_TOTALS']],
    ])
  },
)
