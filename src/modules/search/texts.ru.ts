import type { SearchKind } from './contract.ts'

export const ru = {
  title: 'Записи',
  kinds: {
    deal: 'Сделки',
    company: 'Компании',
    contact: 'Контакты',
    person: 'Люди',
    task: 'Задачи',
    lead: 'Входящие',
    invoice: 'Счета',
  } satisfies Record<SearchKind, string>,
  instead: (text: string) => `найдено по «${text}»`,
  alike: 'похожие',
}

export type Texts = typeof ru
