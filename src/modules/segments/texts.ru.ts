import { formats } from '#core/i18n/format.ts'

const format = formats('ru')
const clients = (n: number) => format.counted(n, { one: 'клиент', few: 'клиента', many: 'клиентов' })
const days = (n: number) => format.counted(n, { one: 'день', few: 'дня', many: 'дней' })

export const ru = {
  errors: {
    SEGMENT_DAYS_REVERSED: 'Первый день должен быть раньше второго: поменяйте их местами.',
    SEGMENT_RULES_CHANGED:
      'Настройки только что изменил кто-то другой. Ничего не перезаписано: посмотрите, что стало, и решите, что оставить.',
    SEGMENT_SCORES: 'Оценки RFM — три цифры от 1 до 5 подряд, например 555.',
    LOST_BEFORE_SILENT: 'Клиент сначала замолкает, а потом теряется: второй порог не может быть меньше первого.',
  },
  notices: {
    CLIENT_SILENT: ({ client, days: silent, usual }: { client: string; days: number; usual: number }) => ({
      title: `${client || 'Клиент'}: не покупает ${days(silent)}`,
      body: `Обычно покупает раз в ${days(usual)}. Позвоните, пока он не ушёл.`,
    }),
    CLIENTS_SILENT: ({ count, client }: { count: number; client: string; recentMinor: number }) => ({
      title: `Замолчали ${clients(count)}`,
      body: client ? `Самый крупный — ${client}. Откройте список и распределите звонки.` : '',
    }),
  },
  noticeNames: { CLIENT_SILENT: 'Клиент замолчал', CLIENTS_SILENT: 'Замолчали несколько клиентов' },
}

export type SegmentsTexts = typeof ru
