import { formats } from '#core/i18n/format.ts'

const records = (n: number) => formats('ru').counted(n, { one: 'запись', few: 'записи', many: 'записей' })

export const ru = {
  /** Files with lists of clients. */
  file: {
    titles: { company: 'Компании', contact: 'Контакты' },
    columns: {
      name: 'Название',
      fullName: 'Имя и фамилия',
      inn: 'ИНН',
      industry: 'Отрасль',
      region: 'Регион',
      jobTitle: 'Должность',
      company: 'Компания',
      phone: 'Телефон',
      email: 'Почта',
      tags: 'Метки',
      owner: 'Ответственный',
      created: 'В базе с',
      id: 'Номер в Мостике',
    },
  },
  errors: {
    INN_WRONG: 'ИНН не проходит проверку: в нём 10 или 12 цифр, и контрольная цифра должна сходиться.',
    KPP_WRONG: 'КПП — девять знаков: код инспекции, причина, номер. У предпринимателя с ИНН из 12 цифр КПП нет.',
    PHONE_WRONG: ({ value }: { value: string }): string =>
      `«${value}» не похоже на номер телефона. Напишите его с кодом города или оператора.`,
    EMAIL_WRONG: ({ value }: { value: string }): string =>
      `«${value}» не похоже на адрес почты: проверьте знак @ и домен.`,
    NOT_A_LINK: 'Ссылка начинается с https:// или http://.',
    COMPANY_EXISTS: ({ name }: { name: string }): string => `Компания с таким ИНН уже есть: ${name}.`,
    CLIENT_CHANGED:
      'Запись уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    CLIENT_MERGED: ({ into, by }: { into: { name: string }; by: string | null }): string =>
      `Карточка уже объединена с «${into.name}»${by ? `, это сделал ${by}` : ''}. Откройте её.`,
    PARENT_LOOP: 'Получается круг: компания не может входить в холдинг, который сам входит в неё.',
    CLIENT_IN_USE: ({ records: n }: { records: number }): string =>
      `На карточке держится ${records(n)}: удалить её насовсем нельзя, иначе изменятся цифры. Объедините её с другой или оставьте в корзине.`,
    NOT_IN_TRASH: 'Насовсем удаляют только из корзины. Сначала уберите карточку в корзину.',
    MERGE_NOT_LAST: ({ into }: { into: { name: string } }): string =>
      `После этого объединения карточку объединили с «${into.name}». Отмените сначала то объединение.`,
    MERGE_TOO_OLD: 'Отменить объединение можно в течение 30 дней, и только пока данные человека не удалены.',
    MERGE_UNDONE: 'Это объединение уже отменили.',
    PERSON_ERASED: 'Данные этого человека уже удалены.',
  },
}

export type ClientsTexts = typeof ru
