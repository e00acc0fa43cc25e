import { Refusal } from '#core/http/refusal.ts'

interface DatabaseProblem {
  code?: string
  constraint?: string
}

const codes: Record<string, string> = {
  people_email: 'EMAIL_TAKEN',
  users_email_key: 'EMAIL_TAKEN',
  people_workspace_id_department_id_fkey: 'NO_SUCH_DEPARTMENT',
  departments_workspace_id_parent_id_fkey: 'NO_SUCH_DEPARTMENT',
  people_workspace_id_manager_id_fkey: 'NO_SUCH_MANAGER',
  departments_workspace_id_head_id_fkey: 'NO_SUCH_MANAGER',
  people_check: 'CIRCLE',
  people_check1: 'LEFT_BEFORE_HIRED',
}

/** Says in the contract's words why the database refused. The transaction is over then. @throws Refusal */
export async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const { code, constraint } = error as DatabaseProblem
    // Raised by the trigger refuse_circle of db/migrations/0002_org.sql.
    if (code === 'MO001') throw new Refusal('CIRCLE')
    const known = constraint && codes[constraint]
    throw known ? new Refusal(known) : error
  }
}
