/**
 * The board's tables as they are kept, for the book of everything: beside the tables that come in again, what is behind them.
 * A column is a name for people and what is asked of the row `t`.
 */
export type KeptTable = {
  what: string
  /** Of its sheet, or of its file. */
  name: string
  /** The tables that are told whole here. */
  of: readonly string[]
  /** Where it is read from, with `t` for its row; absent: the first of `of`. */
  from?: string
  /** Whose row it is; absent: the province's own. */
  facility?: string
  /** wall: the database shows a member its own rows. own: it does not, so they are asked for. so: the Sở's alone. */
  shown: 'wall' | 'own' | 'so'
  columns: readonly (readonly [name: string, asked: string])[]
  order: string
}

const day = (name: string, asked: string) => [name, `(${asked})::text`] as const
const moment = (name: string, asked: string) =>
  [name, `to_char(${asked} AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD HH24:MI:SS')`] as const
const plain = (...columns: (readonly [string, string])[]) => columns
const steps = 'jsonb_array_elements(g.steps) WITH ORDINALITY AS s (step, n)'

const facilities: KeptTable[] = [
  {
    ...{ what: 'directory', name: 'Danh bạ, tên cũ, sáp nhập', of: ['hub.facility'], facility: 't.code', shown: 'own' },
    columns: [
      ...plain(
        ['GLN', 't.gln'],
        ['Loại', 't.kind'],
        ['Cơ quan chủ quản', 't.authority'],
        ['Tham gia trục', 't.membership'],
      ),
      ...plain([
        'Tên cũ',
        "(SELECT string_agg((n ->> 'name') || ' (đến ' || (n ->> 'until') || ')', '; ') FROM jsonb_array_elements(t.names) AS n)",
      ]),
      ...[day('Từ ngày', 't.valid_from'), day('Hết từ ngày', 't.valid_to'), ['Nhập vào', 't.successor'] as const],
    ],
    order: 't.code',
  },
  {
    ...{
      what: 'facility-states',
      name: 'Cơ sở qua thời gian',
      of: ['hub.facility_state'],
      facility: 't.code',
      shown: 'own',
    },
    columns: [
      ...[
        day('Từ ngày', 't.from_day'),
        ['Cấp', 't.level'] as const,
        ['Hạng', 't.rank'] as const,
        ['Số giường', 't.beds'] as const,
      ],
      ...plain(['Sở hữu', 't.ownership'], ['Loại hình', 't.sort'], ['Địa bàn', 't.area'], ['Các mã', 't.codes::text']),
      ...plain(['Liên hệ', 't.contacts::text'], ['Căn cứ', 't.source'], ['Người ghi', 't.recorded_by']),
      moment('Ghi lúc', 't.recorded_at'),
    ],
    order: 't.code, t.from_day, t.serial',
  },
  {
    ...{ what: 'areas', name: 'Địa bàn hành chính', of: ['hub.area'], shown: 'so' },
    columns: [
      ...plain(['Mã địa bàn', 't.id'], ['Cấp hành chính', 't.kind'], ['Tên địa bàn', 't.name'], ['Thuộc', 't.parent']),
      ...[day('Từ ngày', 't.valid_from'), day('Hết từ ngày', 't.valid_to'), ['Nhập vào', 't.successor'] as const],
      ['Văn bản', 't.source'],
    ],
    order: 't.kind, t.name',
  },
]

const programme_columns: KeptTable['columns'] = [
  ...plain(['Mã chương trình', 't.id'], ['Tên', 't.name'], ['Văn bản', 't.source']),
  ...[day('Bắt đầu', 't.from_day'), day('Hạn 100 %', 't.target_day'), ['Hạn từng bước', 't.steps::text'] as const],
  ...plain(['Số đã ghi', 't.said::text'], ['Người ghi', 't.updated_by']),
  moment('Ghi lúc', 't.updated_at'),
]

const programmes: KeptTable[] = [
  {
    ...{ what: 'programmes', name: 'Chương trình', of: ['hub.programme'], shown: 'so' },
    columns: programme_columns,
    order: 't.from_day, t.id',
  },
  {
    ...{ what: 'programme-steps', name: 'Chương trình, hạn từng bước', of: [], shown: 'so' },
    from: `(SELECT g.id, s.step ->> 'step' AS step, s.step ->> 'due' AS due, s.n FROM hub.programme AS g, ${steps})`,
    columns: plain(['Mã chương trình', 't.id'], ['Bước', 't.step'], ['Hạn', 't.due']),
    order: 't.id, t.n',
  },
  {
    ...{ what: 'programme-said', name: 'Số tiền văn bản ghi', of: [], shown: 'so' },
    from: `(SELECT g.id, s.said, s.n FROM hub.programme AS g,
      jsonb_array_elements(CASE jsonb_typeof(g.said) WHEN 'array' THEN g.said ELSE '[]' END) WITH ORDINALITY AS s (said, n))`,
    columns: [
      ...plain(
        ['Mã chương trình', 't.id'],
        ['Nơi ghi', "t.said ->> 'where'"],
        ['Số đồng', "(t.said ->> 'dong')::numeric::float8"],
      ),
      ...plain(['Của cơ sở', "t.said ->> 'facility'"], ['Nguồn', "t.said ->> 'sources'"], ['Năm', "t.said ->> 'year'"]),
    ],
    order: 't.id, t.n',
  },
  {
    ...{ what: 'programme-past', name: 'Chương trình, các lần sửa', of: ['hub.programme_past'], shown: 'so' },
    columns: programme_columns,
    order: 't.id, t.serial',
  },
  {
    ...{ what: 'weeks', name: 'Tiến độ tỉnh theo tuần', of: ['hub.programme_week'], shown: 'so' },
    columns: [
      ['Mã chương trình', 't.programme'],
      day('Ngày cuối tuần', 't.day'),
      ...plain(['Cơ sở', 't.facilities'], ['Đã vận hành', 't.operating'], ['Phần trăm', 't.percent']),
      moment('Tính lúc', 't.counted_at'),
    ],
    order: 't.programme, t.day',
  },
  {
    ...{
      what: 'members',
      name: 'Cơ sở tham gia chương trình',
      of: ['deployment.member'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...plain(['Mã chương trình', 't.programme'], ['Số thứ tự', 't.place']),
      ...[day('Tham gia từ', 't.joined_on'), day('Thôi từ ngày', 't.left_on')],
    ],
    order: 't.programme, t.place, t.facility',
  },
]

const plans: KeptTable[] = [
  {
    ...{
      what: 'plan-versions',
      name: 'Các bản kế hoạch',
      of: ['deployment.plan'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...plain(
        ['Mã chương trình', 't.programme'],
        ['Bản', 't.version'],
        ['Trạng thái', 't.state'],
        ['Người soạn', 't.written_by'],
      ),
      ...[
        moment('Soạn lúc', 't.written_at'),
        ['Người gửi', 't.submitted_by'] as const,
        moment('Gửi lúc', 't.submitted_at'),
      ],
      ...[
        ['Người quyết định', 't.decided_by'] as const,
        moment('Quyết định lúc', 't.decided_at'),
        ['Lời của Sở', 't.reason'] as const,
      ],
    ],
    order: 't.facility, t.programme, t.version',
  },
  {
    ...{ what: 'plan-milestones', name: 'Mốc của từng bản kế hoạch', of: [], facility: 't.facility', shown: 'wall' },
    from: `(SELECT p.facility, p.programme, p.version, m.* FROM deployment.plan AS p,
      jsonb_to_recordset(p.milestones) AS m (step text, due text, owner text, note text))`,
    columns: [
      ...plain(['Mã chương trình', 't.programme'], ['Bản', 't.version'], ['Bước', 't.step'], ['Hạn', 't.due']),
      ...plain(['Người chịu trách nhiệm', 't.owner'], ['Ghi chú', 't.note']),
    ],
    order: 't.facility, t.programme, t.version, t.due',
  },
  {
    ...{ what: 'plan-tasks', name: 'Việc của từng bản kế hoạch', of: [], facility: 't.facility', shown: 'wall' },
    from: `(SELECT p.facility, p.programme, p.version, m.step, w.* FROM deployment.plan AS p,
      jsonb_to_recordset(p.milestones) AS m (step text, tasks jsonb),
      jsonb_to_recordset(coalesce(m.tasks, '[]')) AS w (what text, owner text, due text, done_on text))`,
    columns: [
      ...plain(['Mã chương trình', 't.programme'], ['Bản', 't.version'], ['Bước', 't.step'], ['Việc', 't.what']),
      ...plain(['Người làm', 't.owner'], ['Hạn', 't.due'], ['Xong ngày', 't.done_on']),
    ],
    order: 't.facility, t.programme, t.version, t.due',
  },
  {
    ...{ what: 'task-force', name: 'Tổ công tác', of: [], facility: 't.facility', shown: 'wall' },
    from: `(SELECT p.facility, p.programme, p.version, m.* FROM deployment.plan AS p,
      jsonb_to_recordset(p.task_force) AS m (name text, role text, unit text, phone text))`,
    columns: [
      ...plain(['Mã chương trình', 't.programme'], ['Bản', 't.version'], ['Vai trò', 't.role'], ['Họ tên', 't.name']),
      ...plain(['Đơn vị', 't.unit'], ['Điện thoại', 't.phone']),
    ],
    order: 't.facility, t.programme, t.version',
  },
  {
    ...{
      what: 'milestones',
      name: 'Mốc, mọi chương trình',
      of: ['deployment.milestone'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...plain(['Mã chương trình', 't.programme'], ['Bước', 't.step']),
      ...[day('Hạn', 't.due'), ['Người chịu trách nhiệm', 't.owner'] as const, ['Phần trăm', 't.percent'] as const],
      ...[day('Xong ngày', 't.done_on'), ['Căn cứ', 't.evidence'] as const, ['Người ghi', 't.updated_by'] as const],
      ...plain(['Theo lời Sở, sổ còn thiếu', 't.lacks'], ['Người nói xong', 't.lacks_by']),
      moment('Ghi lúc', 't.updated_at'),
    ],
    order: 't.facility, t.programme, t.step',
  },
  {
    ...{
      what: 'progress-words',
      name: 'Các lần báo tiến độ',
      of: ['deployment.progress'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...plain(['Mã chương trình', 't.programme'], ['Bước', 't.step']),
      ...[day('Ngày', 't.day'), ['Phần trăm', 't.percent'] as const, ['Căn cứ', 't.evidence'] as const],
      ['Theo lời Sở, sổ còn thiếu', 't.lacks'],
      ...[['Người báo', 't.said_by'] as const, moment('Báo lúc', 't.said_at')],
    ],
    order: 't.facility, t.programme, t.step, t.day, t.serial',
  },
]

const budget_columns: KeptTable['columns'] = [
  ...plain(
    ['Mã chương trình', 't.programme'],
    ['Năm', 't.year'],
    ['Nguồn', 't.source'],
    ['Được giao (đồng)', 't.dong::float8'],
  ),
  ...plain(['Dự toán (đồng)', 't.planned_dong::float8'], ['Đã ký hợp đồng (đồng)', 't.contracted_dong::float8']),
  ...plain(
    ['Đã chi (đồng)', 't.spent_dong::float8'],
    ['Ghi chú', 't.note'],
    ['Bản', 't.version'],
    ['Người ghi', 't.updated_by'],
  ),
  moment('Ghi lúc', 't.updated_at'),
]
const entry_columns: KeptTable['columns'] = [
  ...plain(['Sổ', 't.kind'], ['Mã dòng', 't.id'], ['Bản', 't.version'], ['Trạng thái', 't.state']),
  ...[day('Hạn', 't.due'), ['Lời của Sở', 't.reason'] as const, ['Nội dung (JSON)', 't.body::text'] as const],
  ...[
    ['Người ghi', 't.written_by'] as const,
    ['Vai trò', 't.written_role'] as const,
    moment('Ghi lúc', 't.updated_at'),
  ],
]

const lines: KeptTable[] = [
  {
    ...{
      what: 'budget-all',
      name: 'Kinh phí, mọi chương trình',
      of: ['deployment.budget'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: budget_columns,
    order: 't.facility, t.programme, t.year, t.source',
  },
  {
    ...{
      what: 'budget-past',
      name: 'Kinh phí, các lần sửa',
      of: ['deployment.budget_past'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: budget_columns,
    order: 't.facility, t.programme, t.year, t.source, t.version',
  },
  {
    ...{
      what: 'entries',
      name: 'Mọi sổ, bản hiện tại',
      of: ['deployment.entry'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: entry_columns,
    order: 't.kind, t.facility, t.id',
  },
  {
    ...{
      what: 'entry-past',
      name: 'Mọi sổ, các lần sửa',
      of: ['deployment.entry_past'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: entry_columns,
    order: 't.kind, t.facility, t.id, t.version',
  },
  {
    ...{
      what: 'files',
      name: 'Danh sách tệp đính kèm',
      of: ['deployment.file'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...plain(
        ['Mã dòng', 't.entry'],
        ['Mã tệp', 't.id'],
        ['Tên tệp', 't.name'],
        ['Loại', 't.content_type'],
        ['Byte', 't.size'],
      ),
      ...[['SHA-256', 't.sha256'] as const, ['Người thêm', 't.added_by'] as const, moment('Thêm lúc', 't.added_at')],
    ],
    order: 't.facility, t.entry, t.added_at',
  },
  {
    ...{ what: 'reminders', name: 'Nhắc việc', of: ['deployment.reminder'], facility: 't.facility', shown: 'wall' },
    columns: [
      ...[day('Ngày', 't.day'), ['Nhắc ai', 't.told'] as const, ['Việc', 't.words'] as const, day('Hạn', 't.due')],
      ...[
        ['Quy tắc', 't.rule'] as const,
        ['Về', 't.about'] as const,
        ['Đã xem', 't.seen_by'] as const,
        moment('Xem lúc', 't.seen_at'),
      ],
    ],
    order: 't.day DESC, t.facility, t.about, t.rule',
  },
]

const rule_columns: KeptTable['columns'] = [
  ...plain(['Ngưỡng', 't.name'], ['Giá trị', 't.value'], ['Lý do', 't.reason'], ['Người đổi', 't.changed_by']),
  moment('Đổi lúc', 't.changed_at'),
]

const rules: KeptTable[] = [
  {
    ...{ what: 'reminder-rules', name: 'Quy tắc nhắc việc', of: ['hub.reminder_rule'], shown: 'so' },
    columns: [
      ['Quy tắc', 't.rule'],
      day('Từ ngày', 't.valid_from'),
      ...plain(
        ['Số ngày so với hạn', 't.from_days'],
        ['Đang dùng', 't.is_on'],
        ['Lý do', 't.reason'],
        ['Người đổi', 't.changed_by'],
      ),
      moment('Đổi lúc', 't.changed_at'),
    ],
    order: 't.rule, t.valid_from, t.serial',
  },
  {
    ...{ what: 'board-rules', name: 'Ngưỡng của bảng', of: ['hub.board_rule'], shown: 'so' },
    columns: rule_columns,
    order: 't.name',
  },
  {
    ...{ what: 'board-rules-past', name: 'Ngưỡng, các lần đổi', of: ['hub.board_rule_past'], shown: 'so' },
    columns: rule_columns,
    order: 't.name, t.serial',
  },
]

const levels: KeptTable[] = [
  {
    ...{
      what: 'level-assessments',
      name: 'Mức CNTT, các lần đánh giá',
      of: [],
      from: 'it_level.assessment',
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...[['Mã', 't.id'] as const, day('Ngày', 't.as_of'), ['Loại', 't.kind'] as const, ['Năm', 't.year'] as const],
      ...plain(
        ['Bộ tiêu chí', 't.criteria'],
        ['Mức', 't.level'],
        ['Quyết định', 't.decision'],
        ['Phần mềm', 't.software'],
      ),
      ...[['Người làm', 't.made_name'] as const, moment('Làm lúc', 't.made_at'), moment('Trục nhận lúc', 't.taken_at')],
    ],
    order: 't.facility, t.as_of, t.id',
  },
  {
    ...{
      what: 'level-declared',
      name: 'Mức CNTT, điều đã khai',
      of: ['it_level.declared'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...plain(['Tiêu chí', 't.criterion'], ['Lần', 't.number'], ['Trả lời', 't.answer'], ['Căn cứ', 't.evidence']),
      ...[['Người khai', 't.changed_name'] as const, moment('Khai lúc', 't.at')],
    ],
    order: 't.facility, t.criterion, t.number',
  },
  {
    ...{
      what: 'level-reratings',
      name: 'Mức CNTT, yêu cầu chấm lại',
      of: ['it_level.rerating'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...[
        ['Tiêu chí', "array_to_string(t.criteria, ', ')"] as const,
        ['Lý do', 't.reason'] as const,
        day('Hạn', 't.due'),
      ],
      ...[
        ['Người yêu cầu', 't.ordered_by'] as const,
        moment('Yêu cầu lúc', 't.ordered_at'),
        ['Trả lời bằng', 't.answered_by'] as const,
      ],
    ],
    order: 't.facility, t.ordered_at',
  },
]

const reports: KeptTable[] = [
  {
    ...{ what: 'reports', name: 'Báo cáo đã lập', of: [], from: 'oversight_report.report', shown: 'so' },
    columns: [
      ...plain(
        ['Mã báo cáo', 't.id'],
        ['Mẫu', 't.template'],
        ['Bản mẫu', 't.version'],
        ['Tên', 't.title'],
        ['Kỳ', 't.period::text'],
      ),
      ...[['Người lập', 't.made_name'] as const, moment('Lập lúc', 't.made_at')],
    ],
    order: 't.made_at, t.id',
  },
  {
    ...{ what: 'report-files', name: 'Báo cáo, tệp đã xuất', of: ['oversight_report.file'], shown: 'so' },
    columns: plain(
      ['Mã báo cáo', 't.report'],
      ['Dạng', 't.form'],
      ['SHA-256', 't.sha256'],
      ['Byte', 'length(t.bytes)'],
    ),
    order: 't.report, t.form',
  },
]

const exchange: KeptTable[] = [
  {
    ...{
      what: 'counter-lines',
      name: 'Bộ đếm, nơi từng cơ sở đang ở',
      of: ['hub.counter_line'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...[
        ['Số hiệu', 't.sequence'] as const,
        moment('Cơ sở đếm lúc', 't.counted_at'),
        moment('Trục nhận lúc', 't.taken_at'),
      ],
      ...[
        ['Lần bị từ chối', 't.refusals'] as const,
        moment('Từ chối lần cuối', 't.last_refused_at'),
        ['Vì', 't.last_refusal'] as const,
      ],
      ...[['Lần gửi lại y nguyên', 't.replays'] as const, moment('Gửi lại lần cuối', 't.last_replayed_at')],
    ],
    order: 't.facility',
  },
  {
    ...{
      what: 'counter-refusals',
      name: 'Bộ đếm, báo cáo bị từ chối',
      of: ['hub.counter_refusal'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [moment('Lúc', 't.at'), ['Mã HTTP', 't.status'], ['Số hiệu', 't.sequence'], ['Vì', 't.reason']],
    order: 't.facility, t.id',
  },
  {
    ...{ what: 'exchange-days', name: 'Liên thông toàn tỉnh theo ngày', of: ['hub.exchange_day'], shown: 'so' },
    columns: [
      ...[
        day('Ngày', 't.day'),
        ['Loại', 't.kind'] as const,
        ['Cơ sở', 't.facilities::float8'] as const,
        ['Phải gửi', 't.due::float8'] as const,
      ],
      ...plain(
        ['Đã gửi', 't.sent::float8'],
        ['Đã nhận', 't.arrived::float8'],
        ['Đúng hạn', 't.on_time::float8'],
        ['Thiếu', 't.missing::float8'],
      ),
      moment('Tính lúc', 't.counted_at'),
    ],
    order: 't.day, t.kind',
  },
  {
    ...{
      what: 'outside-totals',
      name: 'Số từ nguồn độc lập',
      of: ['hub.outside_total'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...[
        day('Ngày', 't.day'),
        ['Số', 't.figure'] as const,
        ['Giá trị', 't.value'] as const,
        ['Nguồn', 't.source'] as const,
      ],
      ...[['Người ghi', 't.said_by'] as const, moment('Ghi lúc', 't.said_at')],
    ],
    order: 't.facility, t.day, t.figure, t.serial',
  },
]

/** As sheets of the book. */
export const kept_tables: readonly KeptTable[] = [
  ...[...facilities, ...programmes, ...plans, ...lines, ...rules, ...levels, ...reports, ...exchange],
]

/** Too long for a sheet, or with texts longer than a cell holds: a file each, beside the book. */
export const long_tables: readonly KeptTable[] = [
  {
    ...{
      what: 'so-lieu-lien-thong',
      name: 'Số liệu liên thông theo cơ sở, ngày, loại',
      of: ['hub.day_count'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...[
        day('Ngày', 't.day'),
        ['Loại', 't.kind'] as const,
        ['Cơ sở báo (JSON)', 't.said::text'] as const,
        moment('Cơ sở báo lúc', 't.said_at'),
      ],
      ...plain(
        ['Trục nhận', 't.taken'],
        ['Bản thay', 't.corrections'],
        ['Muộn', 't.late'],
        ['Từ chối', 't.refused'],
        ['Giữ lại', 't.held'],
      ),
      ...plain(
        ['Chuyển', 't.delivered'],
        ['Nơi nhận đã nhận', 't.received'],
        ['Đã mở', 't.opened'],
        ['Trạng thái', 't.state'],
      ),
      ...[
        ['Thiếu', 't.missing'] as const,
        ['Chênh lệch (JSON)', 't.gaps::text'] as const,
        moment('Trục đếm lúc', 't.seen_at'),
      ],
    ],
    order: 't.day, t.facility, t.kind',
  },
  {
    ...{
      what: 'tu-choi-theo-loai-loi',
      name: 'Từ chối theo cơ sở, ngày, loại lỗi',
      of: ['hub.day_refusal'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      day('Ngày', 't.day'),
      ['Loại', 't.kind'],
      ['Loại lỗi', 't.class'],
      ['Số', 't.count'],
      ['Giữ lại', 't.held'],
    ],
    order: 't.day, t.facility, t.kind, t.class',
  },
  {
    ...{
      what: 'bao-cao-bo-dem',
      name: 'Báo cáo bộ đếm đã ký',
      of: ['hub.counter_report'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [
      ...[
        ['Số hiệu', 't.sequence'] as const,
        moment('Cơ sở đếm lúc', 't.counted_at'),
        moment('Trục nhận lúc', 't.taken_at'),
      ],
      ...plain(['SHA-256', 't.digest'], ['Các ngày (JSON)', 't.days::text'], ['JWS', 't.jws']),
    ],
    order: 't.facility, t.sequence',
  },
  {
    ...{
      what: 'muc-cntt-cau-tra-loi',
      name: 'Mức CNTT, câu trả lời từng lần',
      of: ['it_level.assessment'],
      facility: 't.facility',
      shown: 'wall',
    },
    columns: [['Mã', 't.id'], day('Ngày', 't.as_of'), ['Trả lời (JSON)', 't.answers::text'], ['JWS', 't.jws']],
    order: 't.facility, t.as_of, t.id',
  },
  {
    ...{
      what: 'bao-cao-so-lieu',
      name: 'Báo cáo đã lập, số liệu và nguồn',
      of: ['oversight_report.report'],
      shown: 'so',
    },
    columns: [
      ['Mã báo cáo', 't.id'],
      ['Số liệu (JSON)', 't.snapshot::text'],
    ],
    order: 't.made_at, t.id',
  },
  {
    ...{ what: 'mau-bao-cao', name: 'Mẫu báo cáo, mọi bản', of: ['oversight_report.template'], shown: 'so' },
    columns: [
      ...plain(
        ['Mẫu', 't.slug'],
        ['Bản', 't.version'],
        ['Đầu (JSON)', 't.head::text'],
        ['Nội dung', 't.body'],
        ['Ghi chú', 't.note'],
      ),
      ...[['Người sửa', 't.changed_name'] as const, moment('Sửa lúc', 't.at')],
    ],
    order: 't.slug, t.version',
  },
]
