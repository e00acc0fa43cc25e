import { readFileSync, statSync } from 'node:fs'
import { StartProblem } from '#core/config/start-problem.ts'

/** The account PostgreSQL runs as when we are root; null means "as we are". */
export interface Account {
  name: string
  uid: number
  gid: number
}

/**
 * PostgreSQL refuses to run as root, so root lends it an unprivileged account: the owner of the existing
 * cluster, else `postgres`, else `nobody`.
 * @param cluster folder of the cluster; it may not exist yet
 */
export function postgresAccount(cluster: string): Account | null {
  const own = process.getuid?.()
  const owner = statSync(cluster, { throwIfNoEntry: false })
  if (own === undefined) return null
  if (own !== 0) {
    if (owner && owner.uid !== own) {
      throw new StartProblem('folderOfOtherAccount', { folder: cluster, account: accountName(owner.uid) })
    }
    return null
  }
  if (owner && owner.uid !== 0) return { name: accountName(owner.uid), uid: owner.uid, gid: owner.gid }
  const found = ['postgres', 'nobody'].map((name) => accounts().find((account) => account.name === name))
  const account = found.find((one) => one !== undefined)
  if (!account) throw new StartProblem('noAccount', {})
  return account
}

function accountName(uid: number): string {
  return accounts().find((account) => account.uid === uid)?.name ?? String(uid)
}

function accounts(): Account[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .flatMap(([name, , uid, gid]) => (name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []))
}
