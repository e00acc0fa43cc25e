import { plural } from '#core/i18n/language.ts'

const problems: Record<string, string> = {
  unknown: 'такого поля нет',
  archived: 'вариант в архиве',
  not_text: 'нужен текст',
  too_long: 'слишком длинный текст',
  not_number: 'нужно число',
  too_large: 'слишком большое число',
  not_money: 'нужна сумма',
  not_date: 'нужна дата между 1900 и 2099 годом',
  not_option: 'такого варианта нет',
  not_link: 'нужна ссылка вида https://example.ru',
  not_person: 'нет такого сотрудника',
}

export const ru = {
  errors: {
    FIELD_EXISTS: 'Поле с таким названием уже есть, возможно, в архиве.',
    FIELD_CHANGED:
      'Поле уже изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    FIELD_NEEDS_OPTIONS: 'Для выбора из списка нужен хотя бы один вариант.',
    FIELD_OPTIONS_REPEAT: ({ name }: { name: string }): string => `Вариант «${name}» указан дважды.`,
    FIELD_PLACE_UNKNOWN: 'Выбранной воронки, этапа или варианта больше нет. Обновите страницу.',
    TOO_MANY_FIELDS: ({ most }: { most: number }): string => `Больше ${most} полей не заводят: уберите лишние в архив.`,
    FIELD_VALUES_LOST: ({ lost, values }: { lost: number; values: number }): string =>
      `Не подойдут ${lost} из ${values} ${plural('ru', values, { one: 'значения', few: 'значений', many: 'значений' })}. Посмотрите, какие, и подтвердите.`,
    FIELD_VALUES_WRONG: ({ fields }: { fields: readonly { name: string; problem: string }[] }): string =>
      `Проверьте поля: ${fields.map(({ name, problem }) => `${name ? `«${name}» — ` : ''}${problems[problem] ?? problem}`).join('; ')}.`,
  },
}

export type FieldsTexts = typeof ru
