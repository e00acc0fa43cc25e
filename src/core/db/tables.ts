// Generated from the database by scripts/generate-tables.ts; do not edit.
import type { ColumnType, Generated } from 'kysely'

type Json = ColumnType<unknown, string, string>
type GeneratedJson = ColumnType<unknown, string | undefined, string>

export interface Tables {
  absences: {
    workspace_id: string
    id: Generated<string>
    person_id: string
    kind: string
    from_on: string
    to_on: string
    substitute_id: string | null
    note: string | null
    state: Generated<string>
    created_at: Generated<Date>
    created_by: string | null
    decided_at: Date | null
    decided_by: string | null
    decision_note: string | null
    version: Generated<number>
  }
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
    done: Generated<boolean | null>
    source: Generated<string>
    title: string | null
    result_id: string | null
    is_contact: Generated<boolean>
    planned_at: Date | null
    shifts: Generated<number>
    cancelled_at: Date | null
    cancel_reason: string | null
    deleted_at: Date | null
    recording_url: string | null
    created_by: string | null
    version: Generated<number>
    external_source: string | null
    external_id: string | null
    import_id: string | null
  }
  activity_edits: {
    workspace_id: string
    activity_id: string
    version: number
    at: Date
    actor_id: string | null
    source: string
    action: string
    changes: Json
    reason: string | null
  }
  activity_results: {
    workspace_id: string
    id: Generated<string>
    kind: string
    name: string
    is_contact: Generated<boolean>
    next_kind: string | null
    next_in_days: number | null
    position: Generated<number>
    archived_at: Date | null
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
  attachment_uploads: {
    workspace_id: string
    id: string
    started_at: Date
  }
  attachments: {
    workspace_id: string
    id: Generated<string>
    subject_type: string
    subject_id: string
    file_name: string
    content_type: string
    size_bytes: number
    sha256: string
    uploaded_by: string | null
    uploaded_at: Generated<Date>
    deleted_at: Date | null
    deleted_by: string | null
    store: Generated<string>
    bytes_gone_at: Date | null
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
    profile: string | null
  }
  bulk_change_rows: {
    workspace_id: string
    change_id: string
    record_id: string
    author_id: string
    before: Json
    after: Json
  }
  bulk_changes: {
    workspace_id: string
    id: Generated<string>
    list: string
    author_id: string
    question: Json
    status: Generated<string>
    rows_done: Generated<number>
    rows_total: number | null
    result: Json | null
    created_at: Generated<Date>
    finished_at: Date | null
  }
  calendar_days: {
    workspace_id: string
    day: string
    kind: string
    note: string | null
  }
  cases: {
    workspace_id: string
    id: Generated<string>
    owner_id: string
    metric: string
    level: string
    subject_id: string
    pipeline_id: string | null
    stage_id: string | null
    activity: string | null
    period: string
    matter: string
    opened_at: Date
    opened_on: string
    opened_by: string | null
    expected: number
    actual: number
    n: number | null
    gap_minor: number
    plan_minor: number | null
    split: Json
    cause: string | null
    cause_note: string | null
    state: Generated<string>
    review_on: string | null
    verdict: string | null
    verdict_note: string | null
    closed_at: Date | null
    closed_by: string | null
    version: Generated<number>
  }
  cases_actions: {
    workspace_id: string
    id: Generated<string>
    case_id: string
    owner_id: string
    kind: string
    title: string
    doer_id: string
    due_on: string
    started_on: string | null
    review_on: string
    expected_minor: number | null
    target: string
    task_id: string | null
    state: Generated<string>
    created_at: Date
    created_by: string | null
    effect: Json | null
    verdict: string | null
    effect_share: number | null
    checked_on: string | null
  }
  cases_library: {
    workspace_id: string
    id: Generated<string>
    title: string
    target: string
    drivers: Generated<string[]>
    archived_at: Date | null
  }
  cases_log: {
    workspace_id: string
    id: Generated<string>
    case_id: string
    owner_id: string
    at: Date
    author_id: string | null
    kind: string
    body: string | null
  }
  cases_rules: {
    workspace_id: string
    code: string
    enabled: boolean
    threshold: number
    least_minor: number
  }
  cohorts_buyer_cells: {
    workspace_id: string
    first_month: string
    month: string
    source_id: string
    fresh: number
    active: number
    orders: number
    money: number
  }
  cohorts_buyer_deltas: {
    workspace_id: string
    first_month: string
    month: string
    source_id: string
    fresh: number
    active: number
    orders: number
    money: number
  }
  cohorts_buyers: {
    workspace_id: string
    client_id: string
    month: string
    owner_id: string
    first_day: string
    first_month: string
    source_id: string
    counts: boolean
    is_first: boolean
    orders: number
    money: number
  }
  cohorts_cells: {
    workspace_id: string
    month: string
    owner_id: string
    source_id: string
    pipeline_id: string
    stage_id: string
    outcome: string
    age: number
    n: number
    known: number
    money: number
  }
  cohorts_company_cells: {
    workspace_id: string
    month: string
    source_id: string
    pipeline_id: string
    stage_id: string
    outcome: string
    age: number
    n: number
    known: number
    money: number
  }
  cohorts_company_source_cells: {
    workspace_id: string
    month: string
    source_id: string
    pipeline_id: string
    outcome: string
    stage_id: string
    n: number
    known: number
  }
  cohorts_deltas: {
    workspace_id: string
    month: string
    owner_id: string
    source_id: string
    pipeline_id: string
    stage_id: string
    outcome: string
    age: number
    n: number
    known: number
    money: number
  }
  cohorts_owner_cells: {
    workspace_id: string
    month: string
    owner_id: string
    outcome: string
    age: number
    n: number
    known: number
    money: number
  }
  cohorts_queue: {
    workspace_id: string
    client_id: string
  }
  cohorts_source_cells: {
    workspace_id: string
    owner_id: string
    month: string
    source_id: string
    pipeline_id: string
    outcome: string
    stage_id: string
    n: number
    known: number
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
    custom: GeneratedJson
    kpp: string | null
    legal_address: string | null
    actual_address: string | null
    links: GeneratedJson
    tags: Generated<string[]>
    comment: string | null
    parent_id: string | null
    created_by: string | null
    updated_at: Generated<Date>
    deleted_at: Date | null
    deleted_by: string | null
    merged_into: string | null
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
  company_edits: {
    workspace_id: string
    company_id: string
    id: Generated<string>
    version: number
    at: Generated<Date>
    actor_id: string | null
    source: string
    changes: Json
  }
  company_emails: {
    workspace_id: string
    company_id: string
    email: string
    note: string | null
    position: Generated<number>
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
  company_phones: {
    workspace_id: string
    company_id: string
    phone_key: string
    number: string
    note: string | null
    position: Generated<number>
  }
  competitors: {
    workspace_id: string
    id: Generated<string>
    name: string
    archived_at: Date | null
  }
  contact_edits: {
    workspace_id: string
    contact_id: string
    id: Generated<string>
    version: number
    at: Generated<Date>
    actor_id: string | null
    source: string
    changes: Json
  }
  contact_emails: {
    workspace_id: string
    contact_id: string
    email: string
    note: string | null
    position: Generated<number>
  }
  contact_phones: {
    workspace_id: string
    contact_id: string
    phone_key: string
    number: string
    note: string | null
    position: Generated<number>
  }
  contact_roles: {
    workspace_id: string
    id: Generated<string>
    name: string
    position: Generated<number>
    archived_at: Date | null
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
    custom: GeneratedJson
    links: GeneratedJson
    tags: Generated<string[]>
    comment: string | null
    consents: GeneratedJson
    created_by: string | null
    updated_at: Generated<Date>
    deleted_at: Date | null
    deleted_by: string | null
    merged_into: string | null
    erased_at: Date | null
  }
  contracts: {
    workspace_id: string
    id: Generated<string>
    owner_id: string | null
    deal_id: string | null
    company_id: string | null
    own_firm_id: string | null
    number: string
    signed_on: string
    amount_minor: number | null
    currency: string
    valid_until: string | null
    state: Generated<string>
    note: string | null
    created_by: string | null
    recorded_at: Generated<Date>
    version: Generated<number>
  }
  currency_rates: {
    workspace_id: string
    currency: string
    valid_from: string
    rate: string
  }
  cycle_carried: {
    workspace_id: string
    month: string
    kind: string
    record_id: string
    owner_id: string | null
    title: string
    due_on: string | null
    amount_minor: number | null
  }
  cycle_changed_cells: {
    workspace_id: string
    kind: string
    day: string
    owner_id: string
  }
  cycle_closed_bookings: {
    workspace_id: string
    month: string
    deal_id: string
    seq: number
    day: string
    owner_id: string
    pipeline_id: string
    at: Date
    kind: string
    n: number
    base_minor: number
    source_id: string | null
    profile: string | null
  }
  cycle_closed_deals: {
    workspace_id: string
    month: string
    kind: string
    deal_id: string
    pipeline_id: string
    day: string
    owner_id: string
    source_id: string | null
    stage_id: string | null
    loss_reason_id: string | null
    profile: string | null
    created_at: Date
    at: Date
    n: number
    base_minor: number
  }
  cycle_closed_figures: {
    workspace_id: string
    month: string
    metric: string
    level: string
    subject_id: string
    owner_id: string | null
    department_id: string | null
    n: Generated<number>
    amount_minor: Generated<number>
  }
  cycle_closed_periods: {
    workspace_id: string
    month: string
    state: string
    step: Generated<string>
    done: Generated<number>
    total: Generated<number>
    cut_off: Date | null
    started_at: Generated<Date>
    closed_at: Date | null
    closed_by: string | null
    checklist: GeneratedJson
    note: string | null
    reopened_at: Date | null
    reopened_by: string | null
    reopen_reason: string | null
    version: Generated<number>
  }
  cycle_closed_sums: {
    workspace_id: string
    month: string
    of_month: string
    kind: string
    owner_id: string
    pipeline_id: string
    stage_id: string
    n: number
    money: number
  }
  cycle_closed_totals: {
    workspace_id: string
    month: string
    of_month: string
    owner_id: string
    n: number
    money: number
  }
  cycle_closed_whole: {
    workspace_id: string
    month: string
    of_month: string
    kind: string
    pipeline_id: string
    stage_id: string
    n: number
    money: number
  }
  cycle_time_shares: {
    workspace_id: string
    person_id: string
    month: string
    managing: number
    selling: number
    motivating: number
    note: string | null
    updated_at: Generated<Date>
    version: Generated<number>
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
  deal_choices: {
    workspace_id: string
    deal_id: string
    field_id: string
    option_id: string
  }
  deal_contacts: {
    workspace_id: string
    deal_id: string
    contact_id: string
    role_id: string | null
    position: Generated<number>
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
    credit_after: Json | null
  }
  deal_grounds: {
    workspace_id: string
    id: Generated<string>
  }
  deal_line_changes: {
    workspace_id: string
    deal_id: string
    version: number
    at: Generated<Date>
    actor_id: string | null
    before: Json
    after: Json
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
    unit: Generated<string>
    discount_bp: Generated<number>
    vat_percent: number | null
    list_price_minor: number | null
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
    profile: string | null
    came_at: Date | null
    came_day: string | null
  }
  deal_signs: {
    workspace_id: string
    deal_id: string
    owner_id: string | null
    pipeline_id: string
    stage_id: string
    base_minor: number
    created_at: Date
    stage_entered_at: Date
    expected_close_on: string | null
    next_due_at: Date | null
    last_contact_at: Date | null
    pushes: Generated<number>
    filled: Generated<string[]>
  }
  deal_team: {
    workspace_id: string
    deal_id: string
    person_id: string
    share_bp: number
    position: Generated<number>
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
    title_key: Generated<string | null>
    loss_competitor_id: string | null
    vat_mode: Generated<string>
    lines_version: Generated<number>
  }
  decomposition_counts: {
    workspace_id: string
    counted_at: Date | null
  }
  decomposition_profiles: {
    workspace_id: string
    owner_id: string
    months: number
    profile: Json
    counted_at: Date
  }
  decomposition_settings: {
    workspace_id: string
    minutes: Json
    hours_per_day: Generated<string>
    version: Generated<number>
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
  discount_limits: {
    workspace_id: string
    role: string
    limit_bp: number
  }
  discount_requests: {
    workspace_id: string
    id: Generated<string>
    deal_id: string
    discount_bp: number
    lines: Json
    vat_mode: string
    note: string | null
    asked_by: string
    asked_at: Generated<Date>
    state: Generated<string>
    decided_by: string | null
    decided_at: Date | null
    decision_note: string | null
  }
  duplicate_pairs: {
    workspace_id: string
    kind: string
    a_id: string
    b_id: string
    score: unknown
    reasons: string[]
    state: Generated<string>
    found_at: Generated<Date>
    decided_at: Date | null
    decided_by: string | null
  }
  duty_lists: {
    workspace_id: string
    role: string
    version: number
    items: Json
    note: string | null
    created_at: Generated<Date>
    created_by: string | null
  }
  erasures: {
    workspace_id: string
    id: Generated<string>
    contact_id: string
    at: Generated<Date>
    actor_id: string | null
    reason: string | null
    counts: GeneratedJson
  }
  field_leftovers: {
    workspace_id: string
    field_id: string
    record_id: string
    id: Generated<string>
    kind: string
    value: Json
    text: string
    at: Generated<Date>
    actor_id: string | null
  }
  fields: {
    workspace_id: string
    id: Generated<string>
    subject: string
    name: string
    kind: string
    hint: string | null
    options: GeneratedJson
    pipeline_ids: string[] | null
    required_stage_ids: Generated<string[]>
    position: Generated<number>
    archived_at: Date | null
    created_at: Generated<Date>
    version: Generated<number>
  }
  funnel_day_cells: {
    workspace_id: string
    cut: string
    day: string
    pipeline_id: string
    outcome: string
    a_id: string
    b_id: string
    bucket: number
    n: number
    money: number
    lengths: number[] | null
    part: string | null
    quantity: string | null
  }
  funnel_kept_days: {
    workspace_id: string
    facts: string
    day: string
    basis: string
    is_over: Generated<boolean>
  }
  funnel_length_totals: {
    workspace_id: string
    pipeline_id: string
    month: string
    variant: string
    bucket: number
    n: number
  }
  funnel_move_totals: {
    workspace_id: string
    pipeline_id: string
    month: string
    from_stage_id: string
    to_stage_id: string
    bucket: number
    n: number
  }
  funnel_owner_cells: {
    workspace_id: string
    cut: string
    owner_id: string
    month: string
    pipeline_id: string
    outcome: string
    a_id: string
    b_id: string
    n: number
    money: number
    lengths: number[] | null
    part: string | null
    quantity: string | null
    holder_id: Generated<string>
  }
  funnel_owner_months: {
    workspace_id: string
    facts: string
    month: string
  }
  funnel_paths: {
    workspace_id: string
    deal_id: string
    pipeline_id: string
    owner_id: string | null
    source_id: string | null
    created_at: Date
    created_day: string
    outcome: string
    ended_s: number | null
    base_minor: number
    full_history: boolean
    reach_stages: string[]
    reach_s: number[]
    strict_n: number
    stages: string[]
    seconds: number[]
    variant: string
  }
  funnel_people_cells: {
    workspace_id: string
    cut: string
    grain: string
    day: string
    through: string
    owner_id: string
    n: number
    money: number
    lengths: number[] | null
  }
  funnel_people_months: {
    workspace_id: string
    facts: string
    month: string
    through: string
  }
  funnel_person_stays: {
    workspace_id: string
    owner_id: string
    month: string
    basis: string
    places: string[]
    lasted: Buffer
    worked: Buffer
  }
  funnel_person_ways: {
    workspace_id: string
    owner_id: string
    month: string
    basis: string
    places: string[]
    ways: Buffer
    moves: Buffer
    windows: Buffer[] | null
  }
  funnel_queue: {
    workspace_id: string
    deal_id: string
  }
  funnel_stale_days: {
    workspace_id: string
    facts: string
    day: string
    at: Generated<Date>
  }
  funnel_stale_months: {
    workspace_id: string
    facts: string
    owner_id: string
    month: string
    at: Generated<Date>
  }
  funnel_way_totals: {
    workspace_id: string
    pipeline_id: string
    month: string
    known: boolean
    variant: string
    outcome: string
    last_stage_id: string
    stages: string[]
    n: number
    money: number
  }
  funnel_window_totals: {
    workspace_id: string
    pipeline_id: string
    window_days: number
    strict: boolean
    month: string
    outcome: string
    stage_id: string
    known: boolean
    n: number
    money: number
  }
  goals: {
    workspace_id: string
    id: Generated<string>
    parent_id: string | null
    level: string
    department_id: string | null
    owner_id: string | null
    title: string
    reason: string | null
    metric: string
    period: string
    starts_on: string
    ends_on: string
    start_value: string | null
    target: string
    weight: Generated<string>
    responsible_id: string
    state: Generated<string>
    closed_at: Date | null
    closing_note: string | null
    version: Generated<number>
    created_at: Generated<Date>
    created_by: string | null
    updated_at: Generated<Date>
  }
  goals_checkins: {
    workspace_id: string
    goal_id: string
    id: Generated<string>
    at: Generated<Date>
    author_id: string | null
    value: string | null
    progress: string | null
    confidence: number
    comment: string | null
  }
  goals_strategies: {
    workspace_id: string
    version: number
    body: Json
    reason: string
    author_id: string | null
    at: Generated<Date>
  }
  goals_tasks: {
    workspace_id: string
    goal_id: string
    task_id: string
  }
  handover_items: {
    workspace_id: string
    handover_id: string
    kind: string
    record_id: string
    to_id: string
    state: Generated<string>
    version_after: number | null
    details: GeneratedJson
  }
  handovers: {
    workspace_id: string
    id: Generated<string>
    from_id: string
    created_by: string
    created_at: Generated<Date>
    rule: Json
    note: string | null
    state: Generated<string>
    counts: GeneratedJson
    total: Generated<number>
    moved: Generated<number>
    skipped: Generated<number>
    finished_at: Date | null
    undone_at: Date | null
    undone_by: string | null
    returned: Generated<number>
    kept: Generated<number>
    version: Generated<number>
  }
  home_dismissals: {
    workspace_id: string
    id: Generated<string>
    owner_id: string
    item: string
    rule: string
    subject_id: string | null
    measure: number | null
    until_on: string | null
    reason: string | null
    at: Date
  }
  hygiene_rules: {
    workspace_id: string
    code: string
    enabled: boolean
    threshold: number | null
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
  invoice_lines: {
    workspace_id: string
    invoice_id: string
    line_no: number
    product_id: string | null
    name: string
    unit: string
    quantity: string
    price_minor: number
    discount_bp: Generated<number>
    vat_percent: number | null
    total_minor: number
    vat_minor: number
  }
  invoices: {
    workspace_id: string
    id: Generated<string>
    owner_id: string | null
    deal_id: string
    company_id: string | null
    contract_id: string | null
    own_firm_id: string
    number: string
    issued_on: string
    due_on: string
    currency: string
    vat_mode: string
    total_minor: number
    vat_minor: number
    base_minor: number
    paid_minor: Generated<number>
    seller: Json
    buyer: Json
    note: string | null
    cancelled_at: Date | null
    cancelled_by: string | null
    overdue_told_on: string | null
    created_by: string | null
    recorded_at: Generated<Date>
    version: Generated<number>
  }
  kpi_boards: {
    workspace_id: string
    role: string
    tiles: string[]
    edited_by: string | null
    edited_at: Generated<Date>
    version: Generated<number>
  }
  kpi_thresholds: {
    workspace_id: string
    metric: string
    good: number
    bad: number
    edited_by: string | null
    edited_at: Generated<Date>
    version: Generated<number>
  }
  lead_forms: {
    workspace_id: string
    id: Generated<string>
    key: string
    name: string
    source_id: string | null
    campaign: string | null
    allowed_origins: Generated<string[]>
    thanks_url: string | null
    target_minutes: number | null
    min_fill_seconds: Generated<number>
    fields: Generated<string[]>
    consent_text: string | null
    archived_at: Date | null
    created_at: Generated<Date>
    version: Generated<number>
  }
  lead_log: {
    workspace_id: string
    id: Generated<string>
    lead_id: string
    at: Date
    kind: string
    actor_id: string | null
    from_person_id: string | null
    to_person_id: string | null
    details: GeneratedJson
  }
  lead_rules: {
    workspace_id: string
    id: Generated<string>
    name: string
    position: Generated<number>
    source_ids: Generated<string[]>
    form_ids: Generated<string[]>
    regions: Generated<string[]>
    products: Generated<string[]>
    person_ids: Generated<string[]>
    department_ids: Generated<string[]>
    method: Generated<string>
    archived_at: Date | null
    version: Generated<number>
  }
  lead_settings: {
    workspace_id: string
    opens_at: Generated<number>
    closes_at: Generated<number>
    target_minutes: Generated<number>
    escalate_minutes: Generated<number>
    method: Generated<string>
    person_ids: Generated<string[]>
    department_ids: Generated<string[]>
    to_client_owner: Generated<boolean>
    only_in_hours: Generated<boolean>
    take_freely: Generated<boolean>
    return_reasons: Generated<string[]>
    reject_reasons: Generated<string[]>
    version: Generated<number>
  }
  lead_turns: {
    workspace_id: string
    person_id: string
    turn: number
    at: Date
    given: Generated<number>
  }
  leads: {
    workspace_id: string
    id: Generated<string>
    state: Generated<string>
    channel: string
    form_id: string | null
    source_id: string | null
    campaign: string | null
    utm: GeneratedJson
    page_url: string | null
    name: string | null
    company_name: string | null
    phone: string | null
    phone_key: string | null
    email: string | null
    body: string | null
    region: string | null
    product: string | null
    consent_text: string | null
    owner_id: string | null
    department_id: string | null
    received_at: Date
    recorded_at: Generated<Date>
    created_by: string | null
    assigned_at: Date | null
    accepted_at: Date | null
    responded_at: Date | null
    closed_at: Date | null
    target_minutes: number
    respond_by: Date
    escalate_at: Date
    response_minutes: number | null
    late_told_at: Date | null
    head_told_at: Date | null
    awaits_turn: Generated<boolean>
    to_head: Generated<boolean>
    rule_id: string | null
    return_count: Generated<number>
    returned_by: Generated<string[]>
    reason: string | null
    comment: string | null
    spam_mark: string | null
    company_id: string | null
    contact_id: string | null
    deal_id: string | null
    client_token: string | null
    content_hash: string | null
    repeats: Generated<number>
    version: Generated<number>
    updated_at: Generated<Date>
  }
  list_choices: {
    workspace_id: string
    person_id: string
    list: string
    default_view_id: string | null
    view_order: Generated<string[]>
  }
  list_exports: {
    workspace_id: string
    id: Generated<string>
    list: string
    author_id: string
    format: string
    question: Json
    status: Generated<string>
    rows_done: Generated<number>
    rows_total: number | null
    file_name: string
    file_size: number | null
    error: Json | null
    created_at: Generated<Date>
    finished_at: Date | null
    expires_at: Date | null
  }
  list_layouts: {
    workspace_id: string
    person_id: string
    list: string
    layout: Json
    updated_at: Generated<Date>
  }
  list_settings: {
    workspace_id: string
    sellers_export: Generated<boolean>
  }
  list_views: {
    workspace_id: string
    id: Generated<string>
    list: string
    name: string
    author_id: string
    shared: Generated<string>
    department_id: string | null
    search: GeneratedJson
    layout: GeneratedJson
    created_at: Generated<Date>
    version: Generated<number>
  }
  loss_reasons: {
    workspace_id: string
    id: Generated<string>
    name: string
    position: Generated<number>
    archived_at: Date | null
  }
  losses_rivals: {
    workspace_id: string
    deal_id: string
    competitor_id: string
  }
  merge_moves: {
    workspace_id: string
    merge_id: string
    target: string
    ref: string
    ids: Generated<string[]>
    rows: GeneratedJson
    dropped: GeneratedJson
  }
  merges: {
    workspace_id: string
    id: Generated<string>
    kind: string
    master_id: string
    absorbed_id: string
    changes: GeneratedJson
    at: Generated<Date>
    actor_id: string | null
    undone_at: Date | null
    undone_by: string | null
  }
  metrics_checks: {
    workspace_id: string
    id: Generated<string>
    state: Generated<string>
    started_at: Generated<Date>
    started_by: string | null
    finished_at: Date | null
    done: Generated<number>
    total: Generated<number>
    differences: GeneratedJson
  }
  metrics_client_classes: {
    workspace_id: string
    owner_id: string
    clients: Buffer
    classes: string
  }
  metrics_deal_months: {
    workspace_id: string
    facts: string
    month: string
    owner_id: string
    marks: Buffer
    pipelines: Buffer
    sources: Buffer
    stages: Buffer
    reasons: Buffer
    profiles: Buffer
    clients: Buffer
    money: Buffer
    seconds: Buffer
    holders: Buffer
    options: Buffer
    products: Buffer
  }
  metrics_numbers: {
    workspace_id: string
    kind: string
    no: number
    of: string
    id: string
  }
  metrics_profiles: {
    workspace_id: string
    id: string
    industry: string | null
    region: string | null
    campaign: string | null
    client_kind: string | null
    first_sale: boolean
  }
  metrics_stale_months: {
    workspace_id: string
    facts: string
    owner_id: string
    month: string
    at: Generated<Date>
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
  norms: {
    workspace_id: string
    id: Generated<string>
    level: string
    role: string | null
    department_id: string | null
    owner_id: string | null
    kind: string
    valid_from: string
    amount: string | null
    per: Generated<string>
    per_day: string | null
    origin: Generated<string>
    note: string | null
    version: Generated<number>
    updated_at: Generated<Date>
    updated_by: string | null
  }
  norms_excuses: {
    workspace_id: string
    owner_id: string
    day: string
    reason: string
    excused_by: string | null
    excused_at: Generated<Date>
  }
  norms_ramp: {
    workspace_id: string
    week: number
    share: string
  }
  norms_settings: {
    workspace_id: string
    tell_seller_at: Generated<number | null>
    tell_head_at: Generated<number | null>
    tell_below: Generated<string>
    version: Generated<number>
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
  own_firms: {
    workspace_id: string
    id: Generated<string>
    name: string
    inn: string | null
    kpp: string | null
    ogrn: string | null
    address: string | null
    phone: string | null
    bank_name: string | null
    bik: string | null
    account: string | null
    bank_account: string | null
    director_title: string | null
    director_name: string | null
    accountant_name: string | null
    number_prefix: Generated<string>
    next_number: Generated<number>
    due_days: Generated<number>
    vat_percent: number | null
    payment_note: string | null
    position: Generated<number>
    archived_at: Date | null
    version: Generated<number>
  }
  owner_month_totals: {
    workspace_id: string
    month: string
    owner_id: string
    booked_n: Generated<number>
    booked_minor: Generated<number>
    created_n: Generated<number>
    won_n: Generated<number>
    won_minor: Generated<number>
    lost_n: Generated<number>
    lost_minor: Generated<number>
    cohort_n: Generated<number>
    cohort_won_n: Generated<number>
    cohort_open_n: Generated<number>
  }
  payment_parts: {
    workspace_id: string
    id: Generated<string>
    payment_id: string
    invoice_id: string | null
    deal_id: string | null
    company_id: string | null
    credit_id: string | null
    paid_on: string
    amount_minor: number
    currency: string
    base_minor: number
    recorded_at: Generated<Date>
    voided: Generated<boolean>
  }
  payments: {
    workspace_id: string
    id: Generated<string>
    paid_on: string
    currency: string
    document_number: string | null
    payer_name: string | null
    payer_inn: string | null
    note: string | null
    source: Generated<string>
    external_key: string | null
    import_id: string | null
    created_by: string | null
    recorded_at: Generated<Date>
    voided_at: Date | null
    voided_by: string | null
    void_reason: string | null
    version: Generated<number>
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
  plan_approved: {
    workspace_id: string
    metric: string
    month: string
    level: string
    subject_id: string
    owner_id: string | null
    department_id: string | null
    tier: string
    cut: string
    cut_key: string
    amount_minor: number
    version_id: string
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
    tier: Generated<string>
    cut: Generated<string>
    cut_key: Generated<string>
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
    tier: Generated<string>
    cut: Generated<string>
    cut_key: Generated<string>
  }
  plan_day_versions: {
    workspace_id: string
    metric: string
    month: string
    subject_id: string
    level: string
    owner_id: string | null
    department_id: string | null
    version: number
    from_days: number[]
    to_days: number[]
    shares: unknown
    reason: string
    set_by: string | null
    set_at: Generated<Date>
  }
  plan_imports: {
    workspace_id: string
    import_id: string
    metric: string
    month: string
    level: string
    subject_id: string
    tier: Generated<string>
    before_minor: number | null
    after_minor: number | null
    version: number
  }
  plan_seasons: {
    workspace_id: string
    metric: string
    months: number[]
    weekdays: number[]
    thirds: number[]
    version: Generated<number>
    updated_at: Generated<Date>
    updated_by: string | null
  }
  plan_version_cells: {
    workspace_id: string
    version_id: string
    month: string
    level: string
    subject_id: string
    owner_id: string | null
    department_id: string | null
    tier: string
    cut: string
    cut_key: string
    amount_minor: number
  }
  plan_version_days: {
    workspace_id: string
    version_id: string
    month: string
    weights: number[]
  }
  plan_versions: {
    workspace_id: string
    id: Generated<string>
    metric: string
    level: string
    subject_id: string
    owner_id: string | null
    department_id: string | null
    from_month: string
    to_month: string
    number: number
    state: Generated<string>
    amount_minor: number | null
    reason: string
    proposed_by: string
    proposed_at: Generated<Date>
    decided_by: string | null
    decided_at: Date | null
    decision_note: string | null
    version: Generated<number>
  }
  planfact_settings: {
    workspace_id: string
    watch_bp: number
    alarm_bp: number
    unlikely_bp: number
    version: Generated<number>
    updated_at: Generated<Date>
    updated_by: string | null
  }
  product_aliases: {
    workspace_id: string
    alias: string
    product_id: string
  }
  product_prices: {
    workspace_id: string
    product_id: string
    from_on: string
    price_minor: number
    set_by: string | null
    set_at: Generated<Date>
    import_id: string | null
  }
  products: {
    workspace_id: string
    id: Generated<string>
    name: string
    product_group: string | null
    archived_at: Date | null
    import_id: string | null
    unit: Generated<string>
    vat_percent: number | null
    code: string | null
    version: Generated<number>
    cost_minor: number | null
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
  rituals: {
    workspace_id: string
    id: Generated<string>
    template_id: string | null
    kind: string
    name: string
    leader_id: string
    person_id: string | null
    day: string
    starts_at: Date
    state: Generated<string>
    started_at: Date | null
    ended_at: Date | null
    participant_ids: Generated<string[]>
    absent_ids: Generated<string[]>
    blocks: Json
    notes: GeneratedJson
    figures: GeneratedJson
    cancel_reason: string | null
    created_by: string | null
    created_at: Generated<Date>
    version: Generated<number>
  }
  rituals_decisions: {
    workspace_id: string
    ritual_id: string
    id: Generated<string>
    text: string
    owner_id: string | null
    due_on: string | null
    task_id: string | null
    created_at: Generated<Date>
    created_by: string | null
  }
  rituals_templates: {
    workspace_id: string
    id: Generated<string>
    kind: string
    name: string
    leader_id: string
    each_person: Generated<boolean>
    participant_ids: Generated<string[]>
    every: string
    week_days: Generated<number[]>
    nth: Generated<number>
    starts_at: Generated<unknown>
    blocks: Json
    starts_on: string
    archived_at: Date | null
    created_by: string | null
    version: Generated<number>
  }
  search_entries: {
    workspace_id: string
    kind: string
    id: string
    owner_id: string | null
    words: string
  }
  search_queue: {
    workspace_id: string
    kind: string
    id: string
  }
  search_triples: {
    workspace_id: string
    kind: string
    triple: string
    n: number
  }
  segments_alarms: {
    workspace_id: string
    client_id: string
    last_on: string
    owner_id: string | null
    told_at: Generated<Date>
  }
  segments_baskets: {
    workspace_id: string
    owner_id: string
    client_id: string
    products: string[]
    groups: string[]
  }
  segments_classes: {
    workspace_id: string
    client_id: string
    valid_from: string
    valid_to: string | null
    owner_id: string | null
    abc: string
    xyz: string | null
    recency: number
    frequency: number
    monetary: number
    state: string
  }
  segments_company: {
    workspace_id: string
    figures: Json
    together: Json | null
  }
  segments_figures: {
    workspace_id: string
    client_id: string
    owner_id: string | null
    first_on: string
    last_on: string
    orders: number
    money_minor: number
    recent_orders: number
    recent_minor: number
    interval_days: string | null
    variation: string | null
    lost_on: string | null
  }
  segments_losses: {
    workspace_id: string
    owner_id: string
    source_id: string
    lost: number
    months_at_risk: string
  }
  segments_runs: {
    workspace_id: string
    as_of: string
    computed_at: Generated<Date>
    by_person: string | null
    clients: number
  }
  segments_settings: {
    workspace_id: string
    months: number
    silent_after: string
    lost_after: string
    version: Generated<number>
  }
  sources: {
    workspace_id: string
    id: Generated<string>
    name: string
    archived_at: Date | null
  }
  sources_settings: {
    workspace_id: string
    margin_bp: number | null
    years: Generated<string>
    version: Generated<number>
  }
  spend: {
    workspace_id: string
    source_id: string
    day: string
    amount_minor: number
    id: Generated<string>
    campaign: Generated<string>
    currency: string
    base_minor: number
    note: string | null
    import_id: string | null
    entered_by: string | null
    recorded_at: Generated<Date>
    version: Generated<number>
  }
  spend_costs: {
    workspace_id: string
    month: string
    article: string
    amount_minor: number
    entered_by: string | null
    recorded_at: Generated<Date>
    version: Generated<number>
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
  substitutions: {
    workspace_id: string
    id: Generated<string>
    absent_id: string
    substitute_id: string | null
    starts_on: string
    ends_on: string
    reason: Generated<string>
    note: string | null
    created_at: Generated<Date>
    created_by: string | null
    cancelled_at: Date | null
    version: Generated<number>
  }
  task_edits: {
    workspace_id: string
    task_id: string
    version: number
    at: Date
    actor_id: string | null
    source: string
    changes: Json
  }
  task_shifts: {
    workspace_id: string
    task_id: string
    id: Generated<string>
    kind: string
    by_id: string | null
    owner_id: string
    at: Date
    from_at: Date
    to_at: Date | null
    reason: string
  }
  tasks: {
    workspace_id: string
    id: Generated<string>
    title: string
    note: string | null
    owner_id: string
    author_id: string | null
    due_on: string
    due_at: Date
    has_time: Generated<boolean>
    priority: Generated<string>
    horizon: Generated<string>
    checklist: GeneratedJson
    repeat: string | null
    repeat_date: number | null
    after_id: string | null
    deal_id: string | null
    company_id: string | null
    contact_id: string | null
    person_id: string | null
    state: Generated<string>
    result: string | null
    closed_at: Date | null
    closed_by: string | null
    created_at: Generated<Date>
    updated_at: Generated<Date>
    source: Generated<string>
    version: Generated<number>
    deleted_at: Date | null
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
  templates: {
    workspace_id: string
    id: Generated<string>
    channel: string
    name: string
    subject: Generated<string>
    body: string
    archived_at: Date | null
    version: Generated<number>
    updated_at: Generated<Date>
  }
  territories: {
    workspace_id: string
    id: Generated<string>
    name: string
    regions: Generated<string[]>
    rule: string | null
    archived_at: Date | null
    created_at: Generated<Date>
    version: Generated<number>
  }
  territory_owners: {
    workspace_id: string
    territory_id: string
    from_on: string
    to_on: string | null
    person_id: string
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
  'facts.absences': {
    workspace_id: string
    id: string
    person_id: string
    from_on: string
    to_on: string
    kind: string
    state: string
    substitute_id: string
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
    title: string
    result_id: string
    is_contact: boolean
    planned_at: Date
    shifts: number
  }
  'facts.activity_results': {
    workspace_id: string
    id: string
    kind: string
    name: string
    is_contact: boolean
    next_kind: string
    next_in_days: number
    position: number
    archived_at: Date
  }
  'facts.booked_ledger': {
    workspace_id: string
    deal_id: string
    seq: number
    owner_id: string
    at: Date
    day: string
    of_day: string
    kind: string
    base_minor: number
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
    profile: string
  }
  'facts.buyers': {
    workspace_id: string
    client_id: string
    month: string
    owner_id: string
    first_day: string
    first_month: string
    source_id: string
    counts: boolean
    is_first: boolean
    orders: number
    money: number
  }
  'facts.calendar_days': {
    workspace_id: string
    day: string
    kind: string
    note: string
  }
  'facts.carried': {
    workspace_id: string
    month: string
    kind: string
    record_id: string
    owner_id: string
    title: string
    due_on: string
    amount_minor: number
  }
  'facts.cases': {
    workspace_id: string
    id: string
    owner_id: string
    metric: string
    level: string
    subject_id: string
    pipeline_id: string
    stage_id: string
    activity: string
    period: string
    matter: string
    opened_at: Date
    opened_on: string
    opened_by: string
    expected: number
    actual: number
    n: number
    gap_minor: number
    plan_minor: number
    split: Json
    cause: string
    cause_note: string
    state: string
    review_on: string
    verdict: string
    verdict_note: string
    closed_at: Date
    closed_by: string
    version: number
  }
  'facts.cases_actions': {
    workspace_id: string
    id: string
    case_id: string
    owner_id: string
    kind: string
    title: string
    doer_id: string
    due_on: string
    started_on: string
    review_on: string
    expected_minor: number
    target: string
    task_id: string
    state: string
    created_at: Date
    created_by: string
    effect: Json
    verdict: string
    effect_share: number
    checked_on: string
  }
  'facts.client_classes': {
    workspace_id: string
    client_id: string
    owner_id: string
    abc: string
    xyz: string
    recency: number
    frequency: number
    monetary: number
    state: string
    valid_from: string
  }
  'facts.closed_booking_corrections': {
    workspace_id: string
    month: string
    deal_id: string
    seq: number
    day: string
    owner_id: string
    pipeline_id: string
    source_id: string
    profile: string
    at: Date
    kind: string
    n: number
    base_minor: number
  }
  'facts.closed_bookings': {
    workspace_id: string
    month: string
    deal_id: string
    seq: number
    day: string
    owner_id: string
    pipeline_id: string
    at: Date
    kind: string
    n: number
    base_minor: number
    source_id: string
    profile: string
  }
  'facts.closed_corrections': {
    workspace_id: string
    of_month: string
    owner_id: string
    n: number
    money: number
  }
  'facts.closed_deal_corrections': {
    workspace_id: string
    month: string
    kind: string
    deal_id: string
    pipeline_id: string
    day: string
    owner_id: string
    source_id: string
    stage_id: string
    loss_reason_id: string
    profile: string
    created_at: Date
    at: Date
    n: number
    base_minor: number
  }
  'facts.closed_deals': {
    workspace_id: string
    month: string
    kind: string
    deal_id: string
    pipeline_id: string
    day: string
    owner_id: string
    source_id: string
    stage_id: string
    loss_reason_id: string
    profile: string
    created_at: Date
    at: Date
    n: number
    base_minor: number
  }
  'facts.closed_figures': {
    workspace_id: string
    month: string
    metric: string
    level: string
    subject_id: string
    owner_id: string
    department_id: string
    n: number
    amount_minor: number
  }
  'facts.closed_periods': {
    workspace_id: string
    month: string
    closed_at: Date
    cut_off: Date
    closed_by: string
  }
  'facts.closed_sums': {
    workspace_id: string
    month: string
    of_month: string
    kind: string
    owner_id: string
    pipeline_id: string
    stage_id: string
    n: number
    money: number
  }
  'facts.closed_whole': {
    workspace_id: string
    month: string
    of_month: string
    kind: string
    pipeline_id: string
    stage_id: string
    n: number
    money: number
  }
  'facts.companies': {
    workspace_id: string
    id: string
    name: string
    industry: string
    region: string
    inn: string
    owner_id: string
    parent_id: string
    tags: string[]
    created_at: Date
    deleted_at: Date
  }
  'facts.company_buyer_cells': {
    workspace_id: string
    first_month: string
    month: string
    source_id: string
    fresh: number
    active: number
    orders: number
    money: number
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
  'facts.company_lead_cells': {
    workspace_id: string
    month: string
    source_id: string
    pipeline_id: string
    stage_id: string
    outcome: string
    age: number
    n: number
    known: number
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
  'facts.company_source_lead_cells': {
    workspace_id: string
    month: string
    source_id: string
    pipeline_id: string
    outcome: string
    stage_id: string
    n: number
    known: number
  }
  'facts.company_way_lengths': {
    workspace_id: string
    pipeline_id: string
    month: string
    variant: string
    bucket: number
    n: number
  }
  'facts.company_way_moves': {
    workspace_id: string
    pipeline_id: string
    month: string
    from_stage_id: string
    to_stage_id: string
    bucket: number
    n: number
  }
  'facts.company_ways': {
    workspace_id: string
    pipeline_id: string
    month: string
    known: boolean
    variant: string
    outcome: string
    last_stage_id: string
    stages: string[]
    n: number
    money: number
  }
  'facts.company_windows': {
    workspace_id: string
    pipeline_id: string
    window_days: number
    strict: boolean
    month: string
    outcome: string
    stage_id: string
    known: boolean
    n: number
    money: number
  }
  'facts.competitors': {
    workspace_id: string
    id: string
    name: string
    archived_at: Date
  }
  'facts.contracts': {
    workspace_id: string
    id: string
    owner_id: string
    deal_id: string
    company_id: string
    number: string
    signed_on: string
    amount_minor: number
    currency: string
    valid_until: string
    state: string
    recorded_at: Date
  }
  'facts.counted_days': {
    workspace_id: string
    kind: string
    day: string
    owner_id: string
    n: number
    money: number
  }
  'facts.counted_months': {
    workspace_id: string
    kind: string
    month: string
    owner_id: string
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
  'facts.deal_choices': {
    workspace_id: string
    deal_id: string
    field_id: string
    option_id: string
  }
  'facts.deal_contacts': {
    workspace_id: string
    deal_id: string
    contact_id: string
    role_id: string
    position: number
  }
  'facts.deal_custom': {
    workspace_id: string
    deal_id: string
    custom: Json
    loss_competitor_id: string
  }
  'facts.deal_lines': {
    workspace_id: string
    deal_id: string
    line_no: number
    owner_id: string
    product_id: string
    product_name: string
    quantity: string
    price_minor: number
    discount_bp: number
    vat_percent: number
    sum_minor: number
  }
  'facts.deal_paths': {
    workspace_id: string
    deal_id: string
    pipeline_id: string
    owner_id: string
    source_id: string
    created_at: Date
    created_day: string
    outcome: string
    ended_s: number
    base_minor: number
    full_history: boolean
    reach_stages: string[]
    reach_s: number[]
    strict_n: number
    stages: string[]
    seconds: number[]
    variant: string
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
    profile: string
    came_at: Date
    came_day: string
  }
  'facts.deal_rivals': {
    workspace_id: string
    deal_id: string
    competitor_id: string
  }
  'facts.deal_signs': {
    workspace_id: string
    deal_id: string
    owner_id: string
    pipeline_id: string
    stage_id: string
    base_minor: number
    created_at: Date
    stage_entered_at: Date
    expected_close_on: string
    next_due_at: Date
    last_contact_at: Date
    pushes: number
    filled: string[]
  }
  'facts.deal_team': {
    workspace_id: string
    deal_id: string
    person_id: string
    share_bp: number
    position: number
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
  'facts.fields': {
    workspace_id: string
    id: string
    subject: string
    name: string
    kind: string
    options: Json
    pipeline_ids: string[]
    required_stage_ids: string[]
    position: number
    archived_at: Date
  }
  'facts.goal_checkins': {
    workspace_id: string
    goal_id: string
    id: string
    at: Date
    author_id: string
    value: string
    progress: string
    confidence: number
    comment: string
  }
  'facts.goals': {
    workspace_id: string
    id: string
    parent_id: string
    level: string
    department_id: string
    owner_id: string
    title: string
    reason: string
    metric: string
    period: string
    starts_on: string
    ends_on: string
    start_value: string
    target: string
    weight: string
    responsible_id: string
    state: string
    closed_at: Date
    created_at: Date
    updated_at: Date
  }
  'facts.invoices': {
    workspace_id: string
    id: string
    owner_id: string
    deal_id: string
    company_id: string
    number: string
    issued_on: string
    due_on: string
    currency: string
    total_minor: number
    base_minor: number
    paid_minor: number
    recorded_at: Date
  }
  'facts.lead_cells': {
    workspace_id: string
    month: string
    owner_id: string
    source_id: string
    pipeline_id: string
    stage_id: string
    outcome: string
    age: number
    n: number
    known: number
    money: number
  }
  'facts.lead_log': {
    workspace_id: string
    id: string
    lead_id: string
    at: Date
    kind: string
    actor_id: string
    from_person_id: string
    to_person_id: string
  }
  'facts.leads': {
    workspace_id: string
    id: string
    state: string
    channel: string
    form_id: string
    source_id: string
    campaign: string
    utm: Json
    region: string
    product: string
    owner_id: string
    department_id: string
    received_at: Date
    recorded_at: Date
    assigned_at: Date
    accepted_at: Date
    responded_at: Date
    closed_at: Date
    target_minutes: number
    respond_by: Date
    response_minutes: number
    return_count: number
    reason: string
    company_id: string
    contact_id: string
    deal_id: string
  }
  'facts.loss_reasons': {
    workspace_id: string
    id: string
    name: string
    position: number
    archived_at: Date
  }
  'facts.metrics_profiles': {
    workspace_id: string
    id: string
    industry: string
    region: string
    campaign: string
    client_kind: string
    first_sale: boolean
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
  'facts.next_steps': {
    workspace_id: string
    deal_id: string
    owner_id: string
    kind: string
    record_id: string
    title: string
    due_at: Date
    activity_kind: string
  }
  'facts.norm_excuses': {
    workspace_id: string
    owner_id: string
    day: string
    reason: string
    excused_by: string
    excused_at: Date
  }
  'facts.norm_rules': {
    workspace_id: string
    id: string
    level: string
    role: string
    department_id: string
    owner_id: string
    kind: string
    valid_from: string
    amount: string
    per: string
    per_day: string
    origin: string
    note: string
    version: number
    updated_at: Date
    updated_by: string
  }
  'facts.norms': {
    workspace_id: string
    owner_id: string
    kind: string
    valid_from: string
    valid_to: string
    per_day: string
    level: string
    newcomer_week: number
  }
  'facts.open_months': {
    workspace_id: string
    month: string
  }
  'facts.orders': {
    workspace_id: string
    deal_id: string
    client_id: string
    company_id: string
    day: string
    amount_minor: number
    owner_id: string
  }
  'facts.owner_lead_cells': {
    workspace_id: string
    month: string
    owner_id: string
    outcome: string
    age: number
    n: number
    known: number
    money: number
  }
  'facts.owner_month_totals': {
    workspace_id: string
    month: string
    owner_id: string
    booked_n: number
    booked_minor: number
    created_n: number
    won_n: number
    won_minor: number
    lost_n: number
    lost_minor: number
    cohort_n: number
    cohort_won_n: number
    cohort_open_n: number
  }
  'facts.payments': {
    workspace_id: string
    id: string
    payment_id: string
    invoice_id: string
    deal_id: string
    company_id: string
    owner_id: string
    paid_on: string
    amount_minor: number
    currency: string
    base_minor: number
    recorded_at: Date
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
  'facts.plan_approved': {
    workspace_id: string
    metric: string
    month: string
    level: string
    subject_id: string
    owner_id: string
    department_id: string
    tier: string
    cut: string
    cut_key: string
    amount_minor: number
    version_id: string
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
  'facts.plan_days': {
    workspace_id: string
    metric: string
    month: string
    subject_id: string
    version: number
    from_days: number[]
    to_days: number[]
    shares: unknown
  }
  'facts.plan_parts': {
    workspace_id: string
    metric: string
    month: string
    level: string
    subject_id: string
    owner_id: string
    department_id: string
    tier: string
    cut: string
    cut_key: string
    amount_minor: number
    version: number
  }
  'facts.plan_seasons': {
    workspace_id: string
    metric: string
    months: number[]
    weekdays: number[]
    thirds: number[]
  }
  'facts.plan_version_days': {
    workspace_id: string
    version_id: string
    month: string
    weights: number[]
  }
  'facts.plan_versions': {
    workspace_id: string
    id: string
    metric: string
    level: string
    subject_id: string
    owner_id: string
    department_id: string
    from_month: string
    to_month: string
    number: number
    state: string
    proposed_by: string
    proposed_at: Date
    decided_by: string
    decided_at: Date
  }
  'facts.product_prices': {
    workspace_id: string
    product_id: string
    from_on: string
    price_minor: number
    set_by: string
    set_at: Date
    import_id: string
  }
  'facts.products': {
    workspace_id: string
    id: string
    name: string
    product_group: string
    archived_at: Date
    import_id: string
    unit: string
    vat_percent: number
    code: string
    version: number
    cost_minor: number
  }
  'facts.ritual_decisions': {
    workspace_id: string
    ritual_id: string
    id: string
    text: string
    owner_id: string
    due_on: string
    task_id: string
    created_at: Date
    created_by: string
  }
  'facts.ritual_templates': {
    workspace_id: string
    id: string
    kind: string
    name: string
    leader_id: string
    each_person: boolean
    every: string
    week_days: number[]
    nth: number
    starts_at: unknown
    starts_on: string
  }
  'facts.rituals': {
    workspace_id: string
    id: string
    template_id: string
    kind: string
    name: string
    leader_id: string
    person_id: string
    day: string
    starts_at: Date
    state: string
    started_at: Date
    ended_at: Date
    participant_ids: string[]
    absent_ids: string[]
  }
  'facts.source_lead_cells': {
    workspace_id: string
    owner_id: string
    month: string
    source_id: string
    pipeline_id: string
    outcome: string
    stage_id: string
    n: number
    known: number
  }
  'facts.sources': {
    workspace_id: string
    id: string
    name: string
    archived_at: Date
  }
  'facts.spend': {
    workspace_id: string
    source_id: string
    campaign: string
    day: string
    amount_minor: number
  }
  'facts.spend_costs': {
    workspace_id: string
    month: string
    article: string
    amount_minor: number
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
  'facts.substitutions': {
    workspace_id: string
    id: string
    absent_id: string
    substitute_id: string
    starts_on: string
    ends_on: string
    reason: string
  }
  'facts.task_shifts': {
    workspace_id: string
    task_id: string
    id: string
    kind: string
    by_id: string
    owner_id: string
    at: Date
    from_at: Date
    to_at: Date
    reason: string
  }
  'facts.tasks': {
    workspace_id: string
    id: string
    title: string
    owner_id: string
    author_id: string
    due_on: string
    due_at: Date
    has_time: boolean
    priority: string
    horizon: string
    repeat: string
    deal_id: string
    company_id: string
    contact_id: string
    person_id: string
    state: string
    result: string
    closed_at: Date
    closed_by: string
    created_at: Date
    updated_at: Date
  }
  'facts.territories': {
    workspace_id: string
    id: string
    name: string
    regions: string[]
    rule: string
  }
  'facts.territory_owners': {
    workspace_id: string
    territory_id: string
    person_id: string
    from_on: string
    to_on: string
  }
  'facts.time_shares': {
    workspace_id: string
    person_id: string
    month: string
    managing: number
    selling: number
    motivating: number
    note: string
    updated_at: Date
    version: number
  }
  'facts.waiting_buyers': {
    workspace_id: string
    client_id: string
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
