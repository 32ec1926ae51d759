import { Failure } from '../../base/outcome/index.ts'

/** One rule for people and systems: so many wrong words in a row, then a pause. */
export const failures_max = 5
export const lock_min = 15

export const locked = (): Failure =>
  new Failure(423, [
    {
      severity: 'error',
      code: 'login',
      message: `Tài khoản bị khóa tạm ${lock_min} phút vì nhập sai nhiều lần; quản trị (IT) của đơn vị mở lại được ngay`,
    },
  ])
