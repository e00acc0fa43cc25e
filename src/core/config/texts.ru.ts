type Right = 'createSchema' | 'createTable' | 'createRole'

/** What each start problem knows about itself; the sentences below are made of it. */
export interface StartProblemData {
  badConfiguration: { problems: string[] }
  portTaken: { host: string; port: number }
  addressUnusable: { host: string; port: number; reason: string }
  folderInUse: { folder: string; pid: number }
  folderUnusable: { folder: string; reason: string }
  folderOfOtherAccount: { folder: string; account: string }
  folderNotOurs: { folder: string }
  diskFull: { folder: string; freeMb: number; neededMb: number }
  clusterVersion: { folder: string; found: string; needed: string }
  filesRefused: { endpoint: string; bucket: string; reason: string }
  noPlatformBinaries: { platform: string }
  noAccount: Record<never, never>
  databaseFailed: { detail: string }
  databaseUnreachable: { address: string; reason: string }
  databaseRefused: { address: string; reason: string }
  databaseTooOld: { found: string; needed: string }
  databaseForeign: { tables: string[] }
  databaseLetters: { found: string }
  databaseNewer: { found: number; known: number }
  databaseRights: { role: string; missing: Right[] }
  migrationChanged: { file: string }
  migrationFailed: { file: string; reason: string }
}

const rights = {
  createSchema: 'создавать схемы в базе (CREATE)',
  createTable: 'создавать таблицы в схеме public',
  createRole: 'создавать роли (CREATEROLE)',
}

export const texts = {
  rights,
  variables: {
    HOST: 'адрес, на котором слушает сервер',
    PORT: 'порт сервера',
    MOSTIK_DATA_DIR: 'папка с данными: встроенная база, файлы, ключи',
    DATABASE_URL: 'внешняя PostgreSQL 15 или новее вместо встроенной',
    PUBLIC_URL: 'адрес, который люди набирают в браузере; из него строятся ссылки в письмах',
    SMTP_URL: 'почтовый сервер для приглашений и сброса пароля; без него ссылки показываются на экране',
    SMTP_FROM: 'от чьего имени уходят письма',
    TELEGRAM_API_URL:
      'где отвечает Bot API: если api.telegram.org с сервера не открывается, укажите зеркало или свой сервер Bot API',
    MOSTIK_S3_ENDPOINT:
      'хранилище файлов, совместимое с S3 (Yandex Object Storage, VK Cloud, Selectel, MinIO…); без него файлы лежат в папке данных',
    MOSTIK_S3_BUCKET: 'бакет для файлов; сделайте его закрытым',
    MOSTIK_S3_REGION: 'регион хранилища',
    MOSTIK_S3_ACCESS_KEY: 'идентификатор ключа: писать, читать и удалять в этом бакете',
    MOSTIK_S3_SECRET_KEY: 'секретная часть ключа',
    MOSTIK_S3_PREFIX: 'папка внутри бакета, если он общий с другими программами',
    SECRET: 'ключ подписи сессий, не короче 32 знаков; без него создаётся в папке данных',
    LOG_LEVEL: 'подробность журнала',
    TRUST_PROXY: 'верить ли заголовкам X-Forwarded-*: включайте только за своим обратным прокси',
    REQUESTS_A_MINUTE: 'сколько запросов в минуту принимать с одного адреса; больше — если весь отдел сидит за одним',
    MOSTIK_LANGUAGE: 'язык сообщений в терминале',
  },
  wrongVariable: {
    HOST: 'нужен IP-адрес или имя, например 127.0.0.1',
    PORT: 'нужно целое число от 0 до 65535',
    MOSTIK_DATA_DIR: 'нужен путь к папке',
    DATABASE_URL: 'нужен адрес вида postgres://имя:пароль@сервер:5432/база',
    PUBLIC_URL: 'нужен адрес вида https://mostik.example.ru',
    SMTP_URL: 'нужен адрес вида smtp://имя:пароль@сервер:587',
    SMTP_FROM: 'нужна почта вида «Мостик <mostik@example.ru>»',
    TELEGRAM_API_URL: 'нужен адрес вида https://telegram.example.ru',
    MOSTIK_S3_ENDPOINT: 'нужен адрес вида https://storage.yandexcloud.net, без имени бакета',
    MOSTIK_S3_BUCKET: 'нужно имя бакета: строчные латинские буквы, цифры, точки и дефисы, от 3 до 63 знаков',
    MOSTIK_S3_REGION: 'нужно название региона, например ru-central1 или us-east-1',
    MOSTIK_S3_ACCESS_KEY: 'нужен идентификатор ключа, от 3 до 128 знаков без пробелов',
    MOSTIK_S3_SECRET_KEY: 'нужно не меньше 8 знаков',
    MOSTIK_S3_PREFIX: 'нужен путь вида mostik/production: латинские буквы, цифры, дефис и подчёркивание',
    SECRET: 'нужно не меньше 32 знаков',
    LOG_LEVEL: 'нужно одно из: fatal, error, warn, info, debug, trace, silent',
    TRUST_PROXY: 'нужно true или false',
    REQUESTS_A_MINUTE: 'нужно целое число от 60 до 10000000',
    MOSTIK_LANGUAGE: 'нужно ru или en',
  },
  bucketNeeds: 'не задано, а остальные переменные MOSTIK_S3 заданы; задайте все или ни одной',
  smtpNeedsBoth: 'SMTP_URL и SMTP_FROM задаются вместе',
  given: (value: string) => `сейчас «${value}»`,
  opened: (address: string) => `Мостик открыт: ${address}`,
  stopping: 'Останавливаюсь…',
  stopped: 'Мостик остановлен.',
  unexpected: 'Мостик не смог запуститься из-за внутренней ошибки. Подробности ниже.',
  problems: {
    badConfiguration: ({ problems }) =>
      `Настройки содержат ошибки:\n${problems.map((problem) => `  • ${problem}`).join('\n')}\nПримеры и значения по умолчанию — в файле .env.example.`,
    portTaken: ({ host, port }) =>
      `Порт ${port} на ${host} уже занят другой программой. Остановите её или задайте другой порт: PORT=${port + 1} npm start`,
    addressUnusable: ({ host, port, reason }) =>
      `Не получается открыть ${host}:${port} (${reason}). Проверьте HOST и PORT.`,
    folderInUse: ({ folder, pid }) =>
      `С папкой данных ${folder} уже работает другой Мостик (процесс ${pid}). Остановите его или задайте другую папку в MOSTIK_DATA_DIR.`,
    folderUnusable: ({ folder, reason }) =>
      `В папку данных ${folder} нельзя писать или читать из неё (${reason}). Проверьте права или задайте другую папку в MOSTIK_DATA_DIR.`,
    folderOfOtherAccount: ({ folder, account }) =>
      `База в папке ${folder} принадлежит другой учётной записи (${account}). Запустите Мостик от неё или отдайте папку своей учётной записи.`,
    folderNotOurs: ({ folder }) =>
      `В папке ${folder} лежат чужие файлы, а должна быть база Мостика. Уберите их или задайте другую папку в MOSTIK_DATA_DIR.`,
    diskFull: ({ folder, freeMb, neededMb }) =>
      `На диске с папкой ${folder} осталось ${freeMb} МБ, а нужно хотя бы ${neededMb} МБ. Освободите место и запустите снова: данные целы.`,
    clusterVersion: ({ folder, found, needed }) =>
      `База в папке ${folder} создана PostgreSQL ${found}, а этот Мостик работает с PostgreSQL ${needed}. Запустите прежнюю версию Мостика и перенесите данные.`,
    filesRefused: ({ endpoint, bucket, reason }) =>
      `Хранилище файлов ${endpoint} не пускает в бакет ${bucket} (${reason}). Проверьте бакет, регион и ключ в MOSTIK_S3_*: ключу нужны права писать, читать и удалять.`,
    noPlatformBinaries: ({ platform }) =>
      `Для этой системы (${platform}) нет встроенной базы. Укажите внешнюю PostgreSQL в DATABASE_URL.`,
    noAccount: () =>
      'PostgreSQL не запускается от root, а учётных записей postgres и nobody в системе нет. Запустите Мостик от обычного пользователя.',
    databaseFailed: ({ detail }) => `Встроенная база не запустилась. Последнее, что она сказала:\n${detail}`,
    databaseUnreachable: ({ address, reason }) =>
      `База ${address} не отвечает (${reason}). Проверьте DATABASE_URL и что PostgreSQL запущена.`,
    databaseRefused: ({ address, reason }) =>
      `База ${address} не пускает (${reason}). Проверьте имя, пароль и базу в DATABASE_URL.`,
    databaseTooOld: ({ found, needed }) =>
      `В DATABASE_URL — PostgreSQL ${found}, а нужна ${needed} или новее. Обновите сервер базы.`,
    databaseForeign: ({ tables }) =>
      `База в DATABASE_URL занята другой программой (есть таблицы ${tables.join(', ')}). Ничего не изменено. Создайте для Мостика пустую базу.`,
    databaseLetters: ({ found }) =>
      `База в DATABASE_URL создана с LC_CTYPE ${found} и не знает русских букв: поиск по имени в ней не работал бы. Ничего не изменено. Создайте пустую базу заново, например: CREATE DATABASE mostik TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';`,
    databaseNewer: ({ found, known }) =>
      `База обновлена более новым Мостиком (версия ${found}, а эта программа знает версии до ${known}). Установите новую версию Мостика. Ничего не изменено.`,
    databaseRights: ({ role, missing }) =>
      `Роли ${role} из DATABASE_URL не хватает прав: ${missing.map((right) => rights[right]).join(', ')}. Выдайте их, например: ALTER DATABASE база OWNER TO ${role}; ALTER ROLE ${role} CREATEROLE;`,
    migrationChanged: ({ file }) =>
      `Шаг обновления ${file} уже применён к базе, но его текст с тех пор изменился. Верните файл в прежний вид. Ничего не изменено.`,
    migrationFailed: ({ file, reason }) => `Шаг обновления ${file} не выполнился и отменён целиком: ${reason}`,
  } as { [Code in keyof StartProblemData]: (data: StartProblemData[Code]) => string },
}

export type Texts = typeof texts
