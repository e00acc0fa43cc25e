import type { Template } from './contract.ts'

type FirstTemplate = Pick<Template, 'channel' | 'name' | 'subject' | 'body'>

export const ru = {
  /** With what a company begins. */
  firstTemplates: [
    {
      channel: 'email',
      name: 'После разговора: предложение',
      subject: 'Предложение для компании «{компания}»',
      body: 'Здравствуйте, {имя}!\n\nСпасибо за разговор. Как договорились, отправляю предложение по сделке «{сделка}» на {сумма}.\n\nУдобно ли обсудить его завтра?\n\n{менеджер}, {наша компания}',
    },
    {
      channel: 'email',
      name: 'Напоминание о счёте',
      subject: 'Счёт по сделке «{сделка}»',
      body: 'Здравствуйте, {имя}!\n\nНапоминаю о счёте на {сумма}. Подскажите, пожалуйста, когда ждать оплату и не нужны ли ещё документы.\n\n{менеджер}, {наша компания}',
    },
    {
      channel: 'message',
      name: 'Не дозвонились',
      subject: '',
      body: 'Здравствуйте, {имя}! Это {менеджер}, {наша компания}. Не смог дозвониться. Когда вам удобно поговорить?',
    },
  ] satisfies FirstTemplate[],
  errors: {
    TEMPLATE_EXISTS: ({ name }: { name: string }): string => `Шаблон «${name}» уже есть: назовите этот иначе.`,
    TEMPLATE_CHANGED:
      'Шаблон за это время изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    TEMPLATE_PLACE_UNKNOWN: ({ places }: { places: readonly string[] }): string =>
      `Не знаем, что подставить вместо ${places.map((place) => `{${place}}`).join(', ')}: клиент увидел бы скобки. Выберите место из списка под текстом.`,
  },
}

export type TemplatesTexts = typeof ru
