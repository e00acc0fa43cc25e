import type { Texts } from './texts.ru.ts'

const rights = {
  createSchema: 'to create schemas in the database (CREATE)',
  createTable: 'to create tables in the schema public',
  createRole: 'to create roles (CREATEROLE)',
}

export const texts = {
  rights,
  variables: {
    HOST: 'address the server listens on',
    PORT: 'port of the server',
    MOSTIK_DATA_DIR: 'folder of the data: embedded database, files, keys',
    DATABASE_URL: 'an external PostgreSQL 15 or newer instead of the embedded one',
    PUBLIC_URL: 'address people type into the browser; links in letters are made of it',
    SMTP_URL: 'mail server for invitations and password resets; without it links are shown on the screen',
    SMTP_FROM: 'sender of the letters',
    TELEGRAM_API_URL:
      'where the Bot API answers: a mirror or your own Bot API server when api.telegram.org is out of reach',
    MOSTIK_S3_ENDPOINT:
      'S3-compatible store of files (Yandex Object Storage, VK Cloud, Selectel, MinIO…); without it files lie in the data folder',
    MOSTIK_S3_BUCKET: 'bucket of the files; keep it private',
    MOSTIK_S3_REGION: 'region of the store',
    MOSTIK_S3_ACCESS_KEY: 'id of a key that may write, read and delete in this bucket',
    MOSTIK_S3_SECRET_KEY: 'secret part of the key',
    MOSTIK_S3_PREFIX: 'folder inside the bucket when other programs share it',
    SECRET: 'key that signs sessions, 32 characters or more; made in the data folder when absent',
    LOG_LEVEL: 'how much is logged',
    TRUST_PROXY: 'whether X-Forwarded-* headers are believed: only behind a reverse proxy of your own',
    REQUESTS_A_MINUTE: 'requests a minute that one address may make; more where a whole department sits behind one',
    MOSTIK_LANGUAGE: 'language of the messages in the terminal',
  },
  wrongVariable: {
    HOST: 'an IP address or a name is needed, for example 127.0.0.1',
    PORT: 'a whole number from 0 to 65535 is needed',
    MOSTIK_DATA_DIR: 'a path of a folder is needed',
    DATABASE_URL: 'an address like postgres://name:password@server:5432/database is needed',
    PUBLIC_URL: 'an address like https://mostik.example.com is needed',
    SMTP_URL: 'an address like smtp://name:password@server:587 is needed',
    SMTP_FROM: 'an e-mail address like "Mostik <mostik@example.com>" is needed',
    TELEGRAM_API_URL: 'an address like https://telegram.example.ru is needed',
    MOSTIK_S3_ENDPOINT: 'an address like https://storage.yandexcloud.net is needed, without the bucket',
    MOSTIK_S3_BUCKET: 'the name of a bucket is needed: small letters, digits, dots and hyphens, 3 to 63 characters',
    MOSTIK_S3_REGION: 'the name of a region is needed, such as ru-central1 or us-east-1',
    MOSTIK_S3_ACCESS_KEY: 'the id of a key is needed, 3 to 128 characters without spaces',
    MOSTIK_S3_SECRET_KEY: 'at least 8 characters are needed',
    MOSTIK_S3_PREFIX: 'a path like mostik/production is needed: letters, digits, hyphen and underscore',
    SECRET: 'at least 32 characters are needed',
    LOG_LEVEL: 'one of fatal, error, warn, info, debug, trace, silent is needed',
    TRUST_PROXY: 'true or false is needed',
    REQUESTS_A_MINUTE: 'a whole number from 60 to 10000000 is needed',
    MOSTIK_LANGUAGE: 'ru or en is needed',
  },
  bucketNeeds: 'is not set while other MOSTIK_S3 variables are; set all of them or none',
  smtpNeedsBoth: 'SMTP_URL and SMTP_FROM go together',
  given: (value) => `now "${value}"`,
  opened: (address) => `Mostik is open: ${address}`,
  stopping: 'Stopping…',
  stopped: 'Mostik has stopped.',
  unexpected: 'Mostik could not start because of an internal error. Details follow.',
  problems: {
    badConfiguration: ({ problems }) =>
      `The settings contain mistakes:\n${problems.map((problem) => `  • ${problem}`).join('\n')}\nSee .env.example for examples and defaults.`,
    portTaken: ({ host, port }) =>
      `Port ${port} on ${host} is taken by another program. Stop it or choose another port: PORT=${port + 1} npm start`,
    addressUnusable: ({ host, port, reason }) => `Cannot listen on ${host}:${port} (${reason}). Check HOST and PORT.`,
    folderInUse: ({ folder, pid }) =>
      `Another Mostik (process ${pid}) already works with the data folder ${folder}. Stop it or set another folder in MOSTIK_DATA_DIR.`,
    folderUnusable: ({ folder, reason }) =>
      `The data folder ${folder} cannot be read or written (${reason}). Check its permissions or set another folder in MOSTIK_DATA_DIR.`,
    folderOfOtherAccount: ({ folder, account }) =>
      `The database in ${folder} belongs to another account (${account}). Start Mostik as that account or hand the folder over to yours.`,
    folderNotOurs: ({ folder }) =>
      `The folder ${folder} holds other files where Mostik's database should be. Remove them or set another folder in MOSTIK_DATA_DIR.`,
    diskFull: ({ folder, freeMb, neededMb }) =>
      `The disk of ${folder} has ${freeMb} MB left, at least ${neededMb} MB are needed. Free some space and start again: the data is intact.`,
    clusterVersion: ({ folder, found, needed }) =>
      `The database in ${folder} was made by PostgreSQL ${found}, this Mostik works with PostgreSQL ${needed}. Start the previous version of Mostik and move the data.`,
    filesRefused: ({ endpoint, bucket, reason }) =>
      `The store of files ${endpoint} refuses the bucket ${bucket} (${reason}). Check the bucket, the region and the key in MOSTIK_S3_*: the key must be allowed to write, read and delete.`,
    noPlatformBinaries: ({ platform }) =>
      `There is no embedded database for this system (${platform}). Give an external PostgreSQL in DATABASE_URL.`,
    noAccount: () =>
      'PostgreSQL does not run as root, and the accounts postgres and nobody do not exist here. Start Mostik as an ordinary user.',
    databaseFailed: ({ detail }) => `The embedded database did not start. Its last words:\n${detail}`,
    databaseUnreachable: ({ address, reason }) =>
      `The database ${address} does not answer (${reason}). Check DATABASE_URL and that PostgreSQL is running.`,
    databaseRefused: ({ address, reason }) =>
      `The database ${address} refuses us (${reason}). Check the name, the password and the database in DATABASE_URL.`,
    databaseTooOld: ({ found, needed }) =>
      `DATABASE_URL leads to PostgreSQL ${found}, ${needed} or newer is needed. Upgrade the database server.`,
    databaseForeign: ({ tables }) =>
      `The database in DATABASE_URL belongs to another program (it has the tables ${tables.join(', ')}). Nothing was changed. Create an empty database for Mostik.`,
    databaseLetters: ({ found }) =>
      `The database in DATABASE_URL was created with LC_CTYPE ${found} and does not know Russian letters: search by a name would not work in it. Nothing was changed. Create an empty database anew, for example: CREATE DATABASE mostik TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';`,
    databaseNewer: ({ found, known }) =>
      `A newer Mostik has upgraded this database (version ${found}, this program knows versions up to ${known}). Install the newer Mostik. Nothing was changed.`,
    databaseRights: ({ role, missing }) =>
      `The role ${role} of DATABASE_URL lacks rights: ${missing.map((right) => rights[right]).join(', ')}. Grant them, for example: ALTER DATABASE name OWNER TO ${role}; ALTER ROLE ${role} CREATEROLE;`,
    migrationChanged: ({ file }) =>
      `The upgrade step ${file} has already been applied, but its text has changed since. Restore the file. Nothing was changed.`,
    migrationFailed: ({ file, reason }) => `The upgrade step ${file} failed and was undone as a whole: ${reason}`,
  },
} satisfies Texts
