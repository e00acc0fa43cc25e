/** What the people of the demo company say and do about their deviations. */
import type { Target, Verdict } from '../contract.ts'

export interface StoryWords {
  verdict: Verdict
  kind: string
  title: string
  target: Target
  causeNote: string
  comment: string
  answer: string
  note: string | null
}

/** Closed cases, the oldest month first. */
export const closedStories: readonly StoryWords[] = [
  {
    verdict: 'helped',
    kind: 'callBlock',
    title: 'Час звонков без отвлечений: каждый день с 10 до 11',
    target: 'call',
    causeNote: 'Утро уходило на отгрузки и переписку со складом, звонить начинали после обеда.',
    comment: 'По отгрузкам меня дёргают с самого утра, до звонков руки не доходят.',
    answer: 'Договорился со складом: до 11 вас не трогают. Пробуем четыре недели.',
    note: null,
  },
  {
    verdict: 'helped',
    kind: 'meetingPlan',
    title: 'Каждую пятницу вместе составляем план встреч на неделю',
    target: 'meeting',
    causeNote: 'Встречи назначались в тот же день, половина срывалась.',
    comment: 'Клиенты переносят в последний момент, неделя разваливается.',
    answer: 'Планируем за неделю и подтверждаем накануне. Я подключусь к двум первым встречам.',
    note: null,
  },
  {
    verdict: 'didNotHelp',
    kind: 'discountControl',
    title: 'Скидки больше 7 % — только через меня',
    target: 'sales',
    causeNote: 'Средний чек просел, скидки давали раньше, чем о них просили.',
    comment: 'Конкурент зашёл с ценой ниже, без скидки клиенты уходят думать.',
    answer: 'Проверим месяц. Если дело не в скидках, увидим по цифрам.',
    note: null,
  },
  {
    verdict: 'cannotTell',
    kind: 'dealReview',
    title: 'Разбор крупных сделок каждую среду',
    target: 'won',
    causeNote: 'Сделки доходили до решения и зависали на согласовании договора.',
    comment: 'Три договора у юристов клиента, от меня там мало что зависит.',
    answer: 'Будем смотреть каждую неделю, кого подтолкнуть с нашей стороны.',
    note: null,
  },
  {
    verdict: 'planChanged',
    kind: 'planReview',
    title: 'Пересмотреть план: часть клиентов передана в другой отдел',
    target: 'sales',
    causeNote: 'План считали с клиентами, которых в начале месяца передали коллегам.',
    comment: 'Двух крупных клиентов у меня забрали, а план остался прежним.',
    answer: 'Верно. Согласовал с директором новый план на месяц.',
    note: 'План снижен на 15 % после передачи клиентов: отставание закрыто планом, а не продажами.',
  },
]

/** Cases at work: one whose review is due, one that waits for a decision. */
export const dueStory: StoryWords = {
  verdict: 'cannotTell',
  kind: 'followUp',
  title: 'Следующий шаг по каждой зависшей сделке, проверка по пятницам',
  target: 'won',
  causeNote: 'Сделки стоят без следующего шага, о них забывают.',
  comment: 'Часть сделок уже мёртвые, их надо закрыть, а не шагами обвешивать.',
  answer: 'Согласен: мёртвые закрываем с причиной, по живым — шаг и дата.',
  note: null,
}

/** What those who are behind say first, one in each department. */
export const openComments = [
  'Неделя прошла на больничном. По двум счетам оплату обещают до конца месяца.',
  'Две крупные сделки заказчики перенесли на декабрь: ждут бюджет. Добираю малыми, но их не хватит.',
  'По шести КП ответа так и нет. Нужна помощь с ценой по компрессорам.',
] as const
