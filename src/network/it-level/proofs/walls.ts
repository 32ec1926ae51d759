import { ask_row, n, say, used, type Proof } from './proof.ts'

/** What the database itself enforces: the program's own account is no master of it, and each row stands behind a wall. */
export const walls: Proof = {
  query: 'it-level/walls',
  ask: (sql, { facility, since }) =>
    ask_row(
      sql,
      `SELECT count(*) AS tables, count(*) FILTER (WHERE t.relrowsecurity) AS walled,
         (SELECT (rolsuper OR rolbypassrls)::int FROM pg_roles WHERE rolname = current_user) AS is_master,
         (SELECT count(*) FROM audit.event WHERE facility = $1 AND at >= $2) AS lines,
         (SELECT count(*) FROM audit.seal WHERE facility = $1 AND sealed_at >= $2) AS seals
       FROM pg_class AS t JOIN pg_namespace AS s ON s.oid = t.relnamespace
       JOIN pg_attribute AS a ON a.attrelid = t.oid AND a.attname = 'facility' AND NOT a.attisdropped
       WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition
         AND s.nspname IN ('record', 'audit', 'chart', 'signing', 'exchange', 'prescribing', 'eprescription', 'health_book',
           'imaging', 'privacy', 'downtime', 'counters', 'it_level')`,
      [facility, since],
    ),
  judges: {
    'T54-SEC-2': used(
      ['tables', 'walled'],
      (c) => n(c, 'is_master') === 0 && n(c, 'tables') > 0 && n(c, 'walled') === n(c, 'tables'),
      (c) => {
        if (n(c, 'is_master') > 0) return 'Phần mềm đang dùng tài khoản quản trị cơ sở dữ liệu'
        const open = n(c, 'tables') - n(c, 'walled')
        return open > 0
          ? `${open} bảng dữ liệu chưa có tường ngăn theo cơ sở`
          : `${say(c, 'tables')} bảng dữ liệu đều có tường ngăn theo cơ sở (row-level security); tài khoản phần mềm không có quyền quản trị`
      },
    ),
  },
}
