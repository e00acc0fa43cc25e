import type { FieldsTexts } from './texts.ru.ts'

const problems: Record<string, string> = {
  unknown: 'there is no such field',
  archived: 'the option is archived',
  not_text: 'a text is needed',
  too_long: 'the text is too long',
  not_number: 'a number is needed',
  too_large: 'the number is too large',
  not_money: 'an amount is needed',
  not_date: 'a date between 1900 and 2099 is needed',
  not_option: 'there is no such option',
  not_link: 'a link like https://example.com is needed',
  not_person: 'there is no such colleague',
}

export const en = {
  errors: {
    FIELD_EXISTS: 'There is a field with this name already, perhaps in the archive.',
    FIELD_CHANGED:
      'Somebody else has changed the field. Nothing was overwritten: see what it is now and choose what to keep.',
    FIELD_NEEDS_OPTIONS: 'A choice needs at least one option.',
    FIELD_OPTIONS_REPEAT: ({ name }: { name: string }): string => `The option “${name}” is there twice.`,
    FIELD_PLACE_UNKNOWN: 'The pipeline, stage or option is not there any more. Reload the page.',
    TOO_MANY_FIELDS: ({ most }: { most: number }): string => `There may be ${most} fields at most: archive some.`,
    FIELD_VALUES_LOST: ({ lost, values }: { lost: number; values: number }): string =>
      `${lost} of ${values} values would not fit. See which, and confirm.`,
    FIELD_VALUES_WRONG: ({ fields }: { fields: readonly { name: string; problem: string }[] }): string =>
      `Check the fields: ${fields.map(({ name, problem }) => `${name ? `“${name}”: ` : ''}${problems[problem] ?? problem}`).join('; ')}.`,
  },
} satisfies FieldsTexts
