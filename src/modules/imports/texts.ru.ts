import { formats } from '#core/i18n/format.ts'
import { plural } from '#core/i18n/language.ts'

const rows = (count: number) => `${count} ${plural('ru', count, { one: 'строка', few: 'строки', many: 'строк' })}`
const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} МБ`
/** В тексте «было» есть только у тех, кому видны сделки. */
const was = (before: string | null) => (before === null ? '' : `; было: ${before === '' ? 'пусто' : `«${before}»`}`)

const foreign: Record<string, string> = {
  pdf: 'документ PDF',
  image: 'картинка',
  html: 'веб-страница',
  json: 'файл JSON',
  xml: 'файл XML',
  docx: 'документ Word',
  ods: 'таблица OpenDocument (.ods)',
  xlsb: 'двоичная книга Excel (.xlsb)',
  zip: 'архив zip',
  archive: 'архив',
  ole: 'старый документ Office',
  binary: 'двоичный файл',
}

const sum = (amount: number) => formats('ru').number(amount, { digits: Number.isInteger(amount) ? 0 : 2 })

export const ru = {
  nav: { imports: 'Импорт' },
  errors: {
    // Файл целиком.
    FILE_MISSING: 'Файл не пришёл. Приложите его в поле file или отправьте телом запроса.',
    FILE_IS_EMPTY: 'Файл пуст: в нём нет ни одного символа.',
    FILE_NOT_READABLE: 'Загруженный файл не найден на сервере. Загрузите его ещё раз.',
    FILE_TOO_LARGE: ({ limitBytes }: { limitBytes: number }): string =>
      `Файл больше ${megabytes(limitBytes)}. Выгрузите сделки частями, например по годам: повторы Мостик узнает сам.`,
    FILE_TOO_LARGE_INSIDE: ({ what }: { what: string }): string =>
      what === 'entries'
        ? 'Внутри книги слишком много частей: это не обычная таблица. Сохраните лист как CSV и загрузите его.'
        : 'Книга распаковывается в слишком большой объём и не открыта. Сохраните нужный лист как CSV и загрузите его.',
    FILE_IS_OLD_XLS: 'Это книга старого формата .xls. Откройте её в Excel и сохраните как .xlsx или CSV.',
    FILE_IS_PASSWORD_PROTECTED: 'Книга защищена паролем. Снимите пароль в Excel и загрузите её снова.',
    FILE_IS_NOT_TABLE: ({ looksLike }: { looksLike: string }): string =>
      `Это ${foreign[looksLike] ?? 'не таблица'}. Нужен файл CSV или XLSX.`,
    FILE_BROKEN: 'Файл повреждён: его содержимое обрывается или не читается. Выгрузите его заново.',
    QUOTE_NOT_CLOSED: ({ line }: { line: number }): string =>
      `В строке ${line} открыта кавычка, которая нигде не закрыта. Исправьте эту ячейку в файле и загрузите его снова.`,
    ROW_TOO_LONG: ({ line }: { line: number }): string =>
      `Строка ${line} необычно длинная. Скорее всего, неверно определены кавычки или разделитель: проверьте их.`,
    TOO_MANY_COLUMNS: ({ count, limit }: { count: number; limit: number }): string =>
      `В файле ${count} колонок, а можно не больше ${limit}. Удалите лишние.`,
    TOO_MANY_ROWS: ({ limit }: { limit: number }): string =>
      `В файле больше ${limit.toLocaleString('ru-RU')} строк. Загрузите его частями: повторы Мостик узнает сам.`,
    SHEET_NOT_FOUND: ({ sheet, sheets }: { sheet: string; sheets: string[] }): string =>
      `В книге нет листа «${sheet}». Есть: ${sheets.join(', ')}.`,
    SHEET_IS_EMPTY: ({ sheet }: { sheet: string }): string => `Лист «${sheet}» пуст. Выберите другой.`,
    // Действия.
    IMPORT_LATER: ({ fileName }: { fileName: string }): string =>
      `Сначала отмените загрузку «${fileName}»: она позже изменила записи этого файла. После этого можно отменить и эту.`,
    IMPORT_BUSY: ({ status }: { status: string }): string => busy[status] ?? 'Сейчас это действие недоступно.',
    IMPORT_CHANGED: 'Пока вы работали, этот импорт изменили в другом окне. Откройте его заново.',
    IMPORT_FAILED: 'Не получилось: внутренняя ошибка. Ничего не изменено; запустите ещё раз.',
    IMPORTER_GONE: 'Тот, кто запустил импорт, больше не может действовать в системе. Ничего не изменено.',
    STAGES_NOT_MATCHED: ({ count, stages }: { count: number; stages: string }): string =>
      `Не сопоставлены этапы (${count}): ${stages || 'строки без этапа'}. Укажите, что они значат.`,
    COLUMN_MISSING: ({ target }: { target: string }): string =>
      `Не указана колонка «${targets[target as keyof typeof targets] ?? target}»: без неё перенести нечего.`,
    DUPLICATES_LIKELY: ({ count }: { count: number }): string =>
      `Похоже, ${count.toLocaleString('ru-RU')} из этих сделок уже есть: то же название и то же время создания. Если это та же выгрузка, укажите прежнее «Откуда ID»; если завести их ещё раз, подтвердите это.`,
    NOTHING_TO_DO: 'Переносить нечего: отклонены все строки. Посмотрите причины в отчёте.',
    MAPPING_BROKEN: ({ what }: { what: string }): string =>
      `Сопоставление не подходит к файлу или к справочникам: ${broken[what] ?? what}.`,
  },
  /** Что не так со строкой или что с ней сделано. */
  reasons: {
    DAY_MISSING: 'Нет даты платежа',
    AMOUNT_MISSING: 'Нет суммы поступления: расход или пустая строка',
    SOURCE_MISSING: 'Нет источника: за что заплачено, неизвестно',
    SUBJECT_UNKNOWN: 'Нет такого сотрудника или отдела: сначала заведите его',
    PERIOD_BROKEN: 'Непонятный период: нужен месяц, квартал или год, например «2026-11», «IV кв. 2026»',
    METRIC_UNKNOWN:
      'На этот показатель план не ставится: есть выручка, продажи в штуках, новые сделки, лиды, встречи, звонки',
    TIER_UNKNOWN: 'Непонятный уровень плана: бывает минимум, цель, вызов',
    PLAN_MONTH_CLOSED: ({ month }: { month: string }): string => `Месяц ${month} закрыт: его план уже не меняется`,
    PLAN_OUTSIDE: 'Сотрудник не работает в этом периоде',
    PLAN_OF_OTHERS: 'Этот план ставит не ваша роль или он чужого отдела',
    PERIOD_SPLIT: 'План периода разложен по месяцам: по сезонности, без неё — по рабочим дням',
    KIND_UNKNOWN: 'Непонятно, что это было: звонок, встреча, письмо, сообщение или показ',
    CLIENT_NOT_FOUND: 'Клиент не нашёлся ни по номеру, ни по названию: контакт записан без клиента и в норму не войдёт',
    DURATION_LEFT_OUT: 'Длительность не читается, контакт записан без неё',
    RECORDING_LEFT_OUT: 'Это не ссылка на запись, контакт записан без неё',
    CLIENT_UNKNOWN: 'Клиента с таким ИНН или названием здесь нет, и счёт по номеру не нашёлся',
    CLIENT_OF_OTHERS: 'Клиент другой команды, а счёта вашей по этому платежу нет: аванс вносит она',
    INVOICE_NOT_FOUND: ({ amount }: { amount: number }): string =>
      `Счёт не нашёлся: ${sum(amount)} запишем авансом клиента`,
    INVOICE_OVERPAID: ({ amount }: { amount: number }): string =>
      `Больше, чем осталось по счёту: ${sum(amount)} запишем авансом`,
    ID_MISSING: 'Нет ID: без него при повторной загрузке появился бы двойник',
    TWIN_WITHOUT_ID: ({ line }: { line: number }): string => `Повторяет строку ${line}, но без ID`,
    ID_REPEATED: ({ line }: { line: number }): string => `Повтор: такая запись уже была в строке ${line}`,
    ID_DIGITS_LOST:
      'Таблица испортила ID: цифры потеряны (1,23E+12). Выгрузите файл заново и не пересохраняйте его в Excel',
    ID_TAKEN: 'Запись с таким ID уже есть, но она в корзине или не у ваших людей',
    NOTHING_TO_NAME: 'Нечем назвать сделку: нет ни названия, ни клиента, ни ID',
    NAME_MISSING: 'Нет названия',
    ROW_BROKEN: ({ expected, found }: { expected: number; found: number }): string =>
      `Строка оборвана: ячеек ${found} вместо ${expected}`,
    ROW_OF_TOTALS: 'Это строка с итогом таблицы, а не запись',
    ROW_OF_HEADERS: 'Это повтор строки заголовков, а не запись',
    NOT_FOUND_HERE: 'Такой сделки здесь нет, а создавать новые вы не просили',
    HERE_ALREADY: 'Такая запись уже есть',
    STAGE_NOT_MATCHED: ({ stage, pipeline }: { stage: string; pipeline: string }): string =>
      `Этап «${stage || 'пусто'}»${pipeline ? ` воронки «${pipeline}»` : ''} ни с чем не сопоставлен`,
    DATE_BROKEN: 'Дата не читается',
    NO_SUCH_DAY: 'Такого дня нет в календаре',
    YEAR_OUT_OF_RANGE: 'Год вне 1970–2100: похоже на опечатку',
    DATE_IN_FUTURE: ({ day }: { day: string }): string => `Дата ещё не наступила: ${day}`,
    AMOUNT_BROKEN: 'Сумма не читается',
    AMOUNT_UNCLEAR: 'Непонятно, запятая или точка здесь отделяет дробную часть: укажите вид чисел для колонки',
    AMOUNT_TOO_LARGE: 'Сумма больше триллиона: похоже на опечатку',
    AMOUNT_NEGATIVE: 'Сумма меньше нуля',
    CURRENCY_UNKNOWN: 'Валюта не распознана',
    RATE_MISSING: ({ currency, day }: { currency: string; day: string }): string =>
      `Нет курса ${currency} на ${day}: задайте его в настройках компании`,
    NUMBER_BROKEN: 'Число не читается',
    OWNER_OUT_OF_SCOPE: ({ owner }: { owner: string }): string =>
      `${owner} не из ваших людей: перенести его записи может его руководитель`,
    OWNER_MISSING: 'Нет ответственного: выберите, кому отдать такие сделки',
    OWNER_UNCLEAR: ({ owner }: { owner: string }): string => `Людей с именем «${owner}» несколько: выберите одного`,
    CIRCLE: 'Подчинение замыкается в круг',
    LEFT_BEFORE_HIRED: 'Увольнение раньше приёма',
    PHONE_LEFT_OUT: 'Телефон не распознан и не перенесён',
    EMAIL_LEFT_OUT: 'E-mail не распознан и не перенесён',
    INN_LEFT_OUT: 'ИНН не сходится с контрольными цифрами и не перенесён',
    KPP_LEFT_OUT: 'КПП не распознан и не перенесён: в нём девять знаков, у предпринимателя его нет',
    DATE_LEFT_OUT: 'Дата не читается и не перенесена',
    AMOUNT_ROUNDED: 'Сумма округлена: таких долей у валюты нет',
    TEXT_CUT: ({ most }: { most: number }): string => `Текст обрезан до ${most} знаков`,
    TITLE_MADE: ({ title }: { title: string }): string => `Названия нет; сделка названа «${title}»`,
    CREATED_UNKNOWN: 'Дата создания неизвестна: взята самая ранняя из известных дат или день импорта',
    CLOSED_UNKNOWN: ({ day }: { day: string | null }): string =>
      `Дата закрытия неизвестна: взят день ${day ?? 'импорта'}`,
    CLOSED_BEFORE_CREATED: ({ created, closed }: { created: string; closed: string }): string =>
      `Закрыта ${closed}, раньше создания ${created}: обе даты сохранены`,
    CLOSE_DATE_AS_EXPECTED: ({ day }: { day: string }): string =>
      `Сделка открыта: дата закрытия ${day} принята как ожидаемая`,
    PRODUCT_UNMATCHED: ({ product }: { product: string }): string =>
      `Товара «${product}» нет в списке: сохранён как название`,
    FIELD_KEPT_AS_TEXT: ({ field }: { field: string }): string =>
      `Поле «${field}» такого значения не принимает: сохранено как столбец файла`,
    ACCESS_KEPT: 'У сотрудника есть доступ: почту и увольнение владельца меняют в карточке, файл их не трогает',
    MOVE_WITHOUT_DATE: 'Переход без даты: неизвестно, когда сделка пришла на этап',
    EVENT_SKIPPED: 'Событие не сопоставлено с этапом и переходом не считается',
    ALIKE_HERE: 'Похоже, такая сделка уже есть: то же название и то же время создания',
    LOG_KEPT: 'Этап не изменён: в Мостике сделку двигали позже, чем записано в файле',
    CELLS_MISSING: ({ expected, found }: { expected: number; found: number }): string =>
      `Ячеек ${found} вместо ${expected}: недостающие считаны пустыми`,
    CELLS_EXTRA: ({ expected, found }: { expected: number; found: number }): string =>
      `Ячеек ${found} вместо ${expected}: вероятно, в тексте есть разделитель без кавычек`,
    STRAY_QUOTE: 'Кавычка внутри ячейки не удвоена: проверьте соседние значения',
    FORMULA_WITHOUT_RESULT: 'В ячейке формула без результата: пересохраните книгу в Excel',
    CHANGED: ({ target, before }: { target: string; before: string | null }): string =>
      `${target}: новое значение${was(before)}`,
  },
  /** Причина в общем виде, для списка причин; нет здесь — годится сама причина. */
  reasonTitles: {
    TWIN_WITHOUT_ID: 'Повторяет соседнюю строку, но без ID',
    ID_REPEATED: 'Повтор: такая запись уже была в файле',
    INVOICE_NOT_FOUND: 'Счёт не нашёлся: деньги запишем авансом клиента',
    SOURCE_MISSING: 'Нет источника',
    SUBJECT_UNKNOWN: 'Нет такого сотрудника или отдела',
    PERIOD_BROKEN: 'Непонятный период',
    METRIC_UNKNOWN: 'Непонятный показатель',
    TIER_UNKNOWN: 'Непонятный уровень плана',
    PLAN_MONTH_CLOSED: 'Месяц закрыт',
    PLAN_OUTSIDE: 'Не работает в этом периоде',
    PLAN_OF_OTHERS: 'Чужой план',
    PERIOD_SPLIT: 'План периода разложен по месяцам',
    KIND_UNKNOWN: 'Непонятно, что это было',
    CLIENT_NOT_FOUND: 'Клиент не нашёлся: контакт без клиента',
    DURATION_LEFT_OUT: 'Длительность не читается',
    RECORDING_LEFT_OUT: 'Не ссылка на запись',
    INVOICE_OVERPAID: 'Больше, чем осталось по счёту: остаток запишем авансом',
    ROW_BROKEN: 'Строка оборвана',
    ROW_OF_TOTALS: 'Строка с итогом таблицы',
    ROW_OF_HEADERS: 'Повтор строки заголовков',
    STAGE_NOT_MATCHED: 'Этап ни с чем не сопоставлен',
    DATE_IN_FUTURE: 'Дата ещё не наступила',
    RATE_MISSING: 'Нет курса валюты: задайте его в настройках компании',
    OWNER_OUT_OF_SCOPE: 'Ответственный не из ваших людей',
    OWNER_UNCLEAR: 'Людей с таким именем несколько: выберите одного',
    TEXT_CUT: 'Слишком длинный текст обрезан',
    TITLE_MADE: 'Названия нет: сделка названа по клиенту, товару или ID',
    CLOSED_UNKNOWN: 'Дата закрытия неизвестна: взята ближайшая известная',
    CLOSED_BEFORE_CREATED: 'Закрыта раньше, чем создана: обе даты сохранены',
    CLOSE_DATE_AS_EXPECTED: 'Сделка открыта: дата закрытия принята как ожидаемая',
    PRODUCT_UNMATCHED: 'Товара нет в списке: сохранён как название',
    FIELD_KEPT_AS_TEXT: 'Своё поле такого значения не принимает: сохранено как столбец файла',
    CELLS_MISSING: 'Не хватает ячеек: недостающие считаны пустыми',
    CELLS_EXTRA: 'Лишние ячейки: вероятно, в тексте есть разделитель без кавычек',
    CHANGED: 'Изменится запись, которая уже есть',
  } as Partial<Record<string, string>>,
  /** Куда попадает колонка. */
  targets: {
    recordType: 'Тип записи',
    lastName: 'Фамилия',
    firstName: 'Имя',
    middleName: 'Отчество',
    subject: 'Чей план',
    period: 'Период',
    metric: 'Показатель',
    tier: 'Уровень плана',
    paidOn: 'Дата оплаты',
    kind: 'Вид контакта',
    at: 'Когда',
    dealId: 'ID сделки',
    duration: 'Длительность',
    status: 'Состояние',
    result: 'Результат',
    recording: 'Ссылка на запись',
    payer: 'Плательщик',
    campaign: 'Кампания',
    day: 'День',
    payerInn: 'ИНН плательщика',
    payerKpp: 'КПП плательщика',
    documentNumber: 'Номер платёжки',
    invoiceNumber: 'Номер счёта',
    purpose: 'Назначение платежа',
    externalId: 'ID',
    title: 'Название',
    amount: 'Сумма',
    currency: 'Валюта',
    owner: 'Ответственный',
    stage: 'Этап',
    pipeline: 'Воронка',
    source: 'Источник',
    createdAt: 'Дата создания',
    movedAt: 'Дата перехода на этап',
    closedAt: 'Дата закрытия',
    expectedCloseOn: 'Ожидаемая дата закрытия',
    updatedAt: 'Дата изменения',
    company: 'Компания',
    companyInn: 'ИНН компании',
    companyKpp: 'КПП компании',
    companyPhone: 'Телефон компании',
    companyEmail: 'E-mail компании',
    contact: 'Контакт',
    contactPhone: 'Телефон контакта',
    contactEmail: 'E-mail контакта',
    product: 'Товар',
    quantity: 'Количество',
    price: 'Цена',
    cost: 'Себестоимость',
    lossReason: 'Причина отказа',
    comment: 'Комментарий',
    tags: 'Теги',
    custom: 'Поле карточки',
    name: 'Имя или название',
    manager: 'Руководитель',
    department: 'Отдел, регион',
    team: 'Команда',
    jobTitle: 'Должность',
    email: 'E-mail',
    phone: 'Телефон',
    hiredOn: 'Дата приёма',
    leftOn: 'Дата увольнения',
    group: 'Группа',
    inn: 'ИНН',
    kpp: 'КПП',
    industry: 'Отрасль',
    region: 'Регион, город',
  },
  report: {
    line: 'Строка',
    action: 'Что будет',
    column: 'Колонка',
    value: 'Значение',
    before: 'Было',
    reason: 'Пояснение',
    actions: { create: 'создание', update: 'обновление', unchanged: 'без изменений', rejected: 'отклонена' },
  },
  imports: {
    /** Этапы новой воронки, если в файле таких нет. */
    firstStages: { open: 'В работе', won: 'Успешно', lost: 'Отказ' },
    teamOf: (manager: string): string => `Команда: ${manager}`,
  },
  kinds: {
    deals: 'Сделки',
    people: 'Продавцы и отделы',
    products: 'Товары',
    companies: 'Клиенты',
    contacts: 'Контакты',
    payments: 'Оплаты',
    spend: 'Траты на рекламу',
    activities: 'Звонки и встречи',
    plans: 'Планы',
  },
  statuses: {
    reading: 'читаем файл',
    ready: 'ждёт сопоставления',
    checking: 'пробный прогон',
    checked: 'проверен',
    committing: 'переносим',
    done: 'перенесён',
    reverting: 'откатываем',
    reverted: 'откачен',
    failed: 'не получилось',
    cancelled: 'остановлен',
  },
  counted: { rows },
}

const busy: Record<string, string> = {
  reading: 'Файл ещё читается. Подождите немного.',
  ready: 'Сначала нужен пробный прогон.',
  checking: 'Идёт пробный прогон. Дождитесь его или остановите.',
  checked: 'Импорт проверен: его можно перенести или изменить сопоставление.',
  committing: 'Данные уже переносятся. Дождитесь конца или остановите.',
  done: 'Этот импорт уже перенесён. Его можно только откатить.',
  reverting: 'Импорт откатывается. Дождитесь конца.',
  reverted: 'Этот импорт откачен. Чтобы перенести данные, загрузите файл снова.',
  failed: 'Импорт не удался. Проверьте причину и запустите пробный прогон снова.',
  cancelled: 'Импорт остановлен. Запустите пробный прогон снова.',
}

const broken: Record<string, string> = {
  mapping: 'его ещё нет',
  columns: 'колонка указана дважды или такой в файле нет',
  stages: 'этап, которого больше нет',
  pipelines: 'воронка, которой больше нет',
  owners: 'человек, которого нет в компании',
}

const { targets } = ru

export type ImportsTexts = typeof ru
