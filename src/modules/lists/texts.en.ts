import type { ListsTexts } from './texts.ru.ts'

const reasons: Record<string, string> = {
  FIELD_UNKNOWN: 'the field is gone',
  OPERATOR_UNKNOWN: 'this condition does not fit the field',
  VALUE_BAD: 'the value does not fit the field',
}

export const en = {
  errors: {
    FILTER_BAD: ({ field, reason }: { field?: string; reason?: string }): string =>
      field
        ? `The condition on “${field}” cannot work: ${reasons[reason ?? ''] ?? 'check it'}.`
        : 'The conditions could not be read. Put them together anew.',
    VIEWS_FULL: ({ limit }: { limit: number }): string =>
      `You have ${limit} views of this list already. Remove those you do not need.`,
    EXPORTS_RUNNING: 'Several exports are running. Wait for one of them to finish.',
    EXPORT_FAILED: 'The file could not be written. Export again.',
  },
} satisfies ListsTexts
