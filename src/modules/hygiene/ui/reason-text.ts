import type { HygieneUiTexts } from './texts.ru.ts'
import type { Reason } from './use-hygiene.ts'

/** «на этапе 24 дня, обычно до 11». */
export function reasonText(
  { code, value, usual, fields }: Reason,
  { reasons }: Pick<HygieneUiTexts, 'reasons'>,
): string {
  switch (code) {
    case 'stuck':
      return reasons.stuck(value ?? 0, usual ?? 0)
    case 'missingField':
      return reasons.missingField(fields.join(', '))
    case 'noStep':
      return reasons.noStep()
    case 'zeroAmount':
      return reasons.zeroAmount()
    case 'overdueTask':
    case 'overdueClose':
    case 'pushedClose':
    case 'silent':
      return reasons[code](value ?? 0)
  }
}
