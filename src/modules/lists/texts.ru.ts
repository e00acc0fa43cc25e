const reasons: Record<string, string> = {
  FIELD_UNKNOWN: 'такого поля больше нет',
  OPERATOR_UNKNOWN: 'это условие к полю не подходит',
  VALUE_BAD: 'значение не подходит к полю',
}

export const ru = {
  errors: {
    FILTER_BAD: ({ field, reason }: { field?: string; reason?: string }): string =>
      field
        ? `Условие по полю «${field}» не сработает: ${reasons[reason ?? ''] ?? 'проверьте его'}.`
        : 'Условия отбора не удалось прочитать. Соберите их заново.',
    VIEWS_FULL: ({ limit }: { limit: number }): string =>
      `У вас уже ${limit} видов этого списка. Удалите те, что не нужны.`,
    EXPORTS_RUNNING: 'Несколько выгрузок уже идут. Дождитесь одной из них.',
    EXPORT_FAILED: 'Файл не удалось записать. Повторите выгрузку.',
  },
}

export type ListsTexts = typeof ru
