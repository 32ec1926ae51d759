import { ask_row, n, say, used, type Proof } from './proof.ts'

/** Who may come in, and who did. */
export const people: Proof = {
  query: 'it-level/people',
  ask: (sql, { facility, since }) =>
    ask_row(
      sql,
      `SELECT (SELECT count(*) FROM access.account WHERE facility = $1 AND active) AS accounts,
         (SELECT count(DISTINCT role) FROM access.account WHERE facility = $1 AND active) AS roles,
         (SELECT count(*) FROM access.account WHERE facility = $1 AND active AND role = 'it_admin') AS it_staff,
         (SELECT count(*) FROM access.account WHERE facility = $1 AND active AND password NOT LIKE '$argon2id$%') AS weak,
         (SELECT count(*) FROM access.session AS s JOIN access.account AS a ON a.id = s.account
            WHERE a.facility = $1 AND s.agent ~* 'ipad|iphone|android|tablet|mobile') AS mobile_sessions,
         count(DISTINCT e.actor) FILTER (WHERE e.interaction = 'login' AND e.outcome = 0) AS users,
         count(*) FILTER (WHERE e.interaction = 'login' AND e.outcome <> 0) AS refused_logins,
         count(*) FILTER (WHERE e.interaction = 'refused') AS refused_acts,
         count(*) FILTER (WHERE e.outcome = 8) AS faults, count(*) AS lines
       FROM audit.event AS e WHERE e.facility = $1 AND e.at >= $2`,
      [facility, since],
    ),
  judges: {
    'T54-HIS-101': used(
      ['accounts', 'roles', 'it_staff', 'users'],
      (c) => n(c, 'it_staff') > 0 && n(c, 'users') > 0,
      (c) =>
        n(c, 'it_staff') === 0
          ? 'Chưa có tài khoản quản trị (IT) nào đang hoạt động'
          : `${say(c, 'accounts')} tài khoản, ${say(c, 'roles')} vai trò, ${say(c, 'it_staff')} quản trị; 30 ngày qua ${say(c, 'users')} người đăng nhập`,
    ),
    'T54-NFR-1': used(
      ['users'],
      (c) => n(c, 'users') > 0,
      (c) =>
        n(c, 'users') > 0
          ? `Giao diện tiếng Việt (Unicode) thống nhất, có bảng phím tắt; ${say(c, 'users')} người dùng trong 30 ngày`
          : 'Không ai đăng nhập trong 30 ngày qua',
    ),
    'T54-NFR-2': used(
      ['faults', 'lines'],
      (c) => n(c, 'lines') > 0 && n(c, 'faults') * 1_000 <= n(c, 'lines'),
      (c) =>
        n(c, 'lines') === 0
          ? 'Nhật ký 30 ngày qua trống'
          : `${say(c, 'faults')} lỗi nặng trong ${say(c, 'lines')} dòng nhật ký 30 ngày qua (ngưỡng 1 phần nghìn)`,
    ),
    'T54-NFR-7': used(
      ['it_staff'],
      (c) => n(c, 'it_staff') > 0,
      (c) =>
        n(c, 'it_staff') > 0
          ? `${say(c, 'it_staff')} tài khoản cán bộ CNTT đang hoạt động`
          : 'Chưa có tài khoản cán bộ CNTT',
    ),
    'T54-SEC-1': used(
      ['roles', 'refused_acts', 'users'],
      (c) => n(c, 'users') > 0 && n(c, 'roles') > 1,
      (c) =>
        n(c, 'users') === 0
          ? 'Không ai đăng nhập trong 30 ngày qua'
          : `Phân quyền theo ${say(c, 'roles')} vai trò; 30 ngày qua từ chối ${say(c, 'refused_acts')} việc không đủ quyền`,
    ),
    'T54-SEC-3': used(
      ['accounts', 'weak', 'refused_logins'],
      (c) => n(c, 'accounts') > 0 && n(c, 'weak') === 0,
      (c) =>
        n(c, 'weak') > 0
          ? `${say(c, 'weak')} tài khoản chưa lưu mật khẩu bằng argon2id`
          : `${say(c, 'accounts')} tài khoản lưu mật khẩu bằng argon2id, khóa tạm khi gõ sai nhiều lần; 30 ngày qua ${say(c, 'refused_logins')} lần đăng nhập bị từ chối`,
    ),
  },
}
