import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { Config } from '#core/config/config.ts'
import type { Database } from '#core/db/database.ts'
import { PASSWORD_LENGTH } from '../contract.ts'
import { freshBackupCodes } from './backup-codes.ts'

const DAY_S = 24 * 3600
const times = { createdAt: 'created_at', updatedAt: 'updated_at' }
const userId = { userId: 'user_id' }

/** Carries the client's address to the library: it would believe any X-Forwarded-For, the server knows better. */
export const ADDRESS_HEADER = 'x-mostik-address'

export function cookieName(config: Config): string {
  return `${isSecure(config) ? '__Secure-' : ''}mostik.session_token`
}

/**
 * The sign-in library: passwords (scrypt), sessions, codes of an authenticator. It is called as functions, never mounted as a router, so there is
 * no other way in than the endpoints of our contract. Its tables are in schema auth (db/migrations/0009_auth.sql).
 */
export function createLibrary(database: Database, config: Config) {
  return betterAuth({
    appName: 'Мостик',
    baseURL: config.publicUrl,
    secret: secretOf(config),
    database: { db: database.withSchema('auth'), type: 'postgres' },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH,
      maxPasswordLength: 128,
    },
    user: { modelName: 'users', fields: { emailVerified: 'email_verified', ...times } },
    session: {
      modelName: 'sessions',
      fields: { ...userId, ...times, expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent' },
      expiresIn: 30 * DAY_S,
      updateAge: DAY_S,
    },
    account: {
      modelName: 'accounts',
      fields: {
        ...userId,
        ...times,
        accountId: 'account_id',
        providerId: 'provider_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
      },
    },
    verification: { modelName: 'verifications', fields: { ...times, expiresAt: 'expires_at' } },
    plugins: [
      twoFactor({
        issuer: 'Mostik',
        // Our own lock counts wrong codes and wrong passwords together.
        accountLockout: { enabled: false },
        backupCodeOptions: { customBackupCodesGenerate: freshBackupCodes },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'two_factors',
            fields: {
              ...userId,
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
      }),
    ],
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    logger: { disabled: true },
    advanced: {
      cookiePrefix: 'mostik',
      useSecureCookies: isSecure(config),
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
  })
}

export type Library = ReturnType<typeof createLibrary>

export function secretOf(config: Config): string {
  if (!config.secret)
    throw new Error('the application needs a secret: main.ts takes it from the configuration or the data folder')
  return config.secret
}

function isSecure(config: Config): boolean {
  return config.publicUrl.startsWith('https:')
}
