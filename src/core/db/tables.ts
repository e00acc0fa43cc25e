// Generated from the database by scripts/generate-tables.ts; do not edit.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type GeneratedJson = ColumnType<unknown, string | undefined, string>

export interface Tables {
  access_links: {
    workspace_id: string
    id: Generated<string>
    kind: string
    person_id: string
    token_hash: string
    created_by: string | null
    created_at: Generated<Date>
    expires_at: Date
    used_at: Date | null
  }
  activities: {
    workspace_id: string
    id: Generated<string>
    kind: string
    owner_id: string | null
    deal_id: string | null
    company_id: string | null
    contact_id: string | null
    occurred_at: Date
    recorded_at: Generated<Date>
    duration_s: number | null
    result: string | null
    done: Generated<boolean>
    source: Generated<string>
  }
  api_keys: {
    workspace_id: string
    id: Generated<string>
    person_id: string
    name: string
    prefix: string
    key_hash: string
    access: string
    created_at: Generated<Date>
    last_used_at: Date | null
    revoked_at: Date | null
  }
  audit_log: {
    workspace_id: string
    id: Generated<string>
    at: Generated<Date>
    actor_id: string | null
    action: string
    subject_type: string | null
    subject_id: string | null
    details: GeneratedJson
  }
  bookings: {
    workspace_id: string
    deal_id: string
    seq: number
    pipeline_id: string
    owner_id: string | null
    source_id: string | null
    at: Date
    day: string
    kind: string
    n: number
    base_minor: number
  }
  calendar_days: {
    workspace_id: string
    day: string
    kind: string
    note: string | null
  }
  commands: {
    workspace_id: string
    person_id: string
    key: string
    endpoint: string
    request_hash: string
    answer: Json | null
    at: Generated<Date>
  }
  companies: {
    workspace_id: string
    id: Generated<string>
    name: string
    name_key: string
    inn: string | null
    phone: string | null
    phone_key: string | null
    email: string | null
    industry: string | null
    region: string | null
    owner_id: string | null
    external_source: string | null
    external_id: string | null
    import_id: string | null
    created_at: Generated<Date>
    version: Generated<number>
  }
  company_day_totals: {
    workspace_id: string
    kind: string
    day: string
    pipeline_id: string
    stage_id: string
    n: number
    money: number
  }
  company_month_totals: {
    workspace_id: string
    kind: string
    month: string
    pipeline_id: string
    stage_id: string
    bucket: number
    n: number
    money: number
  }
  contacts: {
    workspace_id: string
    id: Generated<string>
    full_name: string
    company_id: string | null
    job_title: string | null
    phone: string | null
    phone_key: string | null
    email: string | null
    owner_id: string | null
    external_source: string | null
    external_id: string | null
    import_id: string | null
    created_at: Generated<Date>
    version: Generated<number>
  }
  currency_rates: {
    workspace_id: string
    currency: string
    valid_from: string
    rate: string
  }
  day_totals: {
    workspace_id: string
    kind: string
    day: string
    owner_id: string
    pipeline_id: string
    stage_id: string
    n: number
    money: number
  }
  deal_edits: {
    workspace_id: string
    deal_id: string
    version: number
    at: Generated<Date>
    actor_id: string | null
    source: string
    changes: Json
    base_minor_after: number | null
    import_id: string | null
  }
  deal_lines: {
    workspace_id: string
    deal_id: string
    line_no: number
    owner_id: string | null
    product_id: string | null
    product_name: string
    quantity: Generated<string>
    price_minor: Generated<number>
  }
  deal_reach: {
    workspace_id: string
    deal_id: string
    pipeline_id: string
    owner_id: string | null
    first_owner_id: string | null
    source_id: string | null
    created_at: Date
    created_day: string
    stage_id: string | null
    furthest_stage_id: string | null
    outcome: string
    closed_at: Date | null
    closed_day: string | null
    first_won_at: Date | null
    base_minor: number
    loss_reason_id: string | null
    full_history: boolean
  }
  deals: {
    workspace_id: string
    id: Generated<string>
    title: string
    pipeline_id: string
    stage_id: string
    owner_id: string | null
    company_id: string | null
    contact_id: string | null
    source_id: string | null
    amount_minor: Generated<number>
    currency: string
    base_minor: Generated<number>
    expected_close_on: string | null
    loss_reason_id: string | null
    loss_comment: string | null
    comment: string | null
    custom: GeneratedJson
    created_at: Generated<Date>
    recorded_at: Generated<Date>
    created_by: string | null
    updated_at: Generated<Date>
    outcome: Generated<string>
    closed_at: Date | null
    stage_entered_at: Generated<Date>
    log_seq: Generated<number>
    version: Generated<number>
    external_source: string | null
    external_id: string | null
    import_id: string | null
    deleted_at: Date | null
  }
  deliveries: {
    workspace_id: string
    id: Generated<string>
    person_id: string | null
    notice_id: string | null
    channel: string
    kind: string
    address: string
    payload: string | null
    state: Generated<string>
    tries: Generated<number>
    next_try_at: Generated<Date>
    problem: string | null
    created_at: Generated<Date>
    done_at: Date | null
  }
  departments: {
    workspace_id: string
    id: Generated<string>
    name: string
    parent_id: string | null
    head_id: string | null
    position: Generated<number>
    archived_at: Date | null
    version: Generated<number>
  }
  import_mappings: {
    workspace_id: string
    id: Generated<string>
    kind: string
    name: string
    headers: string[]
    mapping: Json
    created_by: string
    created_at: Generated<Date>
  }
  import_rows: {
    workspace_id: string
    import_id: string
    line: number
    action: string
    entity_id: string | null
    problems: Json | null
    before: Json | null
  }
  imports: {
    workspace_id: string
    id: Generated<string>
    kind: string
    file_name: string
    file_size: number
    file_sha256: string
    file_path: string
    status: Generated<string>
    profile: GeneratedJson
    mapping: Json | null
    counts: Json | null
    made: GeneratedJson
    progress_rows: Generated<number>
    total_rows: number | null
    error: Json | null
    created_by: string
    created_at: Generated<Date>
    step_started_at: Date | null
    finished_at: Date | null
    version: Generated<number>
  }
  loss_reasons: {
    workspace_id: string
    id: Generated<string>
    name: string
    position: Generated<number>
    archived_at: Date | null
  }
  month_totals: {
    workspace_id: string
    kind: string
    month: string
    owner_id: string
    pipeline_id: string
    stage_id: string
    bucket: number
    n: number
    money: number
  }
  notice_channels: {
    workspace_id: string
    telegram_token: string | null
    telegram_bot: string | null
    telegram_offset: Generated<number>
    telegram_problem: string | null
    push_public: string | null
    push_private: string | null
  }
  notice_settings: {
    workspace_id: string
    person_id: string
    channels: GeneratedJson
    time_zone: string | null
    quiet_from: number | null
    quiet_to: number | null
    quiet_days_off: Generated<boolean>
    morning_at: number | null
    evening_at: number | null
    digest_at: Date | null
  }
  notices: {
    workspace_id: string
    id: Generated<string>
    person_id: string
    kind: string
    subject_type: string | null
    subject_id: string | null
    data: GeneratedJson
    path: string
    key: string | null
    created_at: Generated<Date>
    read_at: Date | null
    routed_at: Date | null
  }
  people: {
    workspace_id: string
    id: Generated<string>
    user_id: string | null
    full_name: string
    email: string | null
    phone: string | null
    job_title: string | null
    role: string
    scope: string | null
    department_id: string | null
    manager_id: string | null
    hired_on: string | null
    left_on: string | null
    state: Generated<string>
    external_id: string | null
    created_at: Generated<Date>
    version: Generated<number>
    language: string | null
  }
  pipelines: {
    workspace_id: string
    id: Generated<string>
    name: string
    position: Generated<number>
    archived_at: Date | null
  }
  plan_cells: {
    workspace_id: string
    metric: Generated<string>
    month: string
    level: string
    subject_id: string
    owner_id: string | null
    department_id: string | null
    amount_minor: number | null
    version: Generated<number>
    updated_at: Generated<Date>
    updated_by: string | null
  }
  plan_changes: {
    workspace_id: string
    id: Generated<string>
    at: Generated<Date>
    batch_id: Generated<string>
    actor_id: string | null
    metric: string
    month: string
    level: string
    subject_id: string
    owner_id: string | null
    department_id: string | null
    before_minor: number | null
    after_minor: number | null
    note: string | null
  }
  product_aliases: {
    workspace_id: string
    alias: string
    product_id: string
  }
  products: {
    workspace_id: string
    id: Generated<string>
    name: string
    product_group: string | null
    price_minor: number | null
    archived_at: Date | null
    import_id: string | null
  }
  push_subscriptions: {
    workspace_id: string
    id: Generated<string>
    person_id: string
    endpoint: string
    p256dh: string
    auth: string
    browser: string | null
    created_at: Generated<Date>
  }
  sources: {
    workspace_id: string
    id: Generated<string>
    name: string
    archived_at: Date | null
  }
  spend: {
    workspace_id: string
    source_id: string
    day: string
    amount_minor: number
  }
  stage_changes: {
    workspace_id: string
    deal_id: string
    seq: number
    pipeline_id: string
    from_stage_id: string | null
    to_stage_id: string | null
    occurred_at: Date
    recorded_at: Generated<Date>
    certain: Generated<boolean>
    voids_seq: number | null
    actor_id: string | null
    source: string
    owner_id: string | null
    base_minor: number
    import_id: string | null
  }
  stage_stays: {
    workspace_id: string
    deal_id: string
    seq: number
    stage_id: string
    pipeline_id: string
    owner_id: string | null
    source_id: string | null
    entered_at: Date
    left_at: Date | null
    first: boolean
    skipped: boolean
    certain: boolean
  }
  stages: {
    workspace_id: string
    id: Generated<string>
    pipeline_id: string
    name: string
    meaning: string
    position: number
    color: Generated<string>
    archived_at: Date | null
  }
  telegram_chats: {
    workspace_id: string
    person_id: string
    code_hash: string | null
    code_expires_at: Date | null
    chat_id: string | null
    user_name: string | null
    linked_at: Date | null
  }
  total_deltas: {
    workspace_id: string
    kind: string
    day: string
    owner_id: string
    pipeline_id: string
    stage_id: string
    bucket: number
    n: number
    money: number
  }
  workspaces: {
    id: Generated<string>
    name: string
    time_zone: string
    currency: string
    language: Generated<string>
    calendar: Generated<string>
    week_days: Generated<number[]>
    is_demo: Generated<boolean>
    created_at: Generated<Date>
    version: Generated<number>
  }
  'facts.activities': {
    workspace_id: string
    id: string
    kind: string
    owner_id: string
    deal_id: string
    company_id: string
    contact_id: string
    occurred_at: Date
    recorded_at: Date
    duration_s: number
    result: string
    done: boolean
    source: string
  }
  'facts.bookings': {
    workspace_id: string
    deal_id: string
    seq: number
    pipeline_id: string
    owner_id: string
    source_id: string
    at: Date
    day: string
    kind: string
    n: number
    base_minor: number
  }
  'facts.calendar_days': {
    workspace_id: string
    day: string
    kind: string
    note: string
  }
  'facts.companies': {
    workspace_id: string
    id: string
    name: string
    industry: string
    region: string
  }
  'facts.company_day_totals': {
    workspace_id: string
    kind: string
    day: string
    pipeline_id: string
    stage_id: string
    n: number
    money: number
  }
  'facts.company_month_totals': {
    workspace_id: string
    kind: string
    month: string
    pipeline_id: string
    stage_id: string
    bucket: number
    n: number
    money: number
  }
  'facts.day_totals': {
    workspace_id: string
    kind: string
    day: string
    owner_id: string
    pipeline_id: string
    stage_id: string
    n: number
    money: number
  }
  'facts.deal_reach': {
    workspace_id: string
    deal_id: string
    pipeline_id: string
    owner_id: string
    first_owner_id: string
    source_id: string
    created_at: Date
    created_day: string
    stage_id: string
    furthest_stage_id: string
    outcome: string
    closed_at: Date
    closed_day: string
    first_won_at: Date
    base_minor: number
    loss_reason_id: string
    full_history: boolean
  }
  'facts.deals': {
    workspace_id: string
    id: string
    title: string
    pipeline_id: string
    stage_id: string
    owner_id: string
    company_id: string
    source_id: string
    amount_minor: number
    currency: string
    base_minor: number
    expected_close_on: string
    loss_reason_id: string
    created_at: Date
    recorded_at: Date
    outcome: string
    closed_at: Date
    stage_entered_at: Date
    updated_at: Date
  }
  'facts.departments': {
    workspace_id: string
    id: string
    name: string
    parent_id: string
    head_id: string
    position: number
    archived_at: Date
  }
  'facts.loss_reasons': {
    workspace_id: string
    id: string
    name: string
    position: number
    archived_at: Date
  }
  'facts.month_totals': {
    workspace_id: string
    kind: string
    month: string
    owner_id: string
    pipeline_id: string
    stage_id: string
    bucket: number
    n: number
    money: number
  }
  'facts.people': {
    workspace_id: string
    id: string
    full_name: string
    role: string
    department_id: string
    manager_id: string
    hired_on: string
    left_on: string
    state: string
  }
  'facts.pipelines': {
    workspace_id: string
    id: string
    name: string
    position: number
    archived_at: Date
  }
  'facts.plan_cells': {
    workspace_id: string
    metric: string
    month: string
    level: string
    subject_id: string
    owner_id: string
    department_id: string
    amount_minor: number
    version: number
    updated_at: Date
    updated_by: string
  }
  'facts.products': {
    workspace_id: string
    id: string
    name: string
    product_group: string
    price_minor: number
    archived_at: Date
    import_id: string
  }
  'facts.sources': {
    workspace_id: string
    id: string
    name: string
    archived_at: Date
  }
  'facts.stage_changes': {
    workspace_id: string
    deal_id: string
    seq: number
    pipeline_id: string
    from_stage_id: string
    to_stage_id: string
    occurred_at: Date
    recorded_at: Date
    certain: boolean
    voids_seq: number
    actor_id: string
    source: string
    owner_id: string
    base_minor: number
    import_id: string
  }
  'facts.stage_stays': {
    workspace_id: string
    deal_id: string
    seq: number
    stage_id: string
    pipeline_id: string
    owner_id: string
    source_id: string
    entered_at: Date
    left_at: Date
    first: boolean
    skipped: boolean
    certain: boolean
  }
  'facts.stages': {
    workspace_id: string
    id: string
    pipeline_id: string
    name: string
    meaning: string
    position: number
    color: string
    archived_at: Date
  }
  'facts.workspaces': {
    id: string
    name: string
    time_zone: string
    currency: string
    language: string
    calendar: string
    week_days: number[]
    is_demo: boolean
    created_at: Date
  }
  'auth.accounts': {
    id: string
    user_id: string
    account_id: string
    provider_id: string
    access_token: string | null
    refresh_token: string | null
    id_token: string | null
    access_token_expires_at: Date | null
    refresh_token_expires_at: Date | null
    scope: string | null
    password: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  'auth.password_letters': {
    email_hash: string
    at: Generated<Date>
  }
  'auth.sessions': {
    id: string
    user_id: string
    token: string
    expires_at: Date
    ip_address: string | null
    user_agent: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  'auth.sign_in_attempts': {
    email_hash: string
    failures: Generated<number>
    locks: Generated<number>
    locked_until: Date | null
    at: Date
  }
  'auth.two_factors': {
    id: string
    user_id: string
    secret: string
    backup_codes: string
    verified: Generated<boolean | null>
    failed_verification_count: Generated<number | null>
    locked_until: Date | null
  }
  'auth.users': {
    id: string
    name: string
    email: string
    email_verified: Generated<boolean>
    image: string | null
    two_factor_enabled: Generated<boolean | null>
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
  'auth.verifications': {
    id: string
    identifier: string
    value: string
    expires_at: Date
    created_at: Generated<Date>
    updated_at: Generated<Date>
  }
}
