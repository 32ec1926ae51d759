import { words_of } from '../../../base/ui/index.ts'
import type { RunState, StepCode } from '../contract.ts'

const vi = {
  title: 'Kiểm thử phần mềm liên thông',
  note: 'Trục chấm theo những gì thật sự đến, không theo lời khai. Nhà cung cấp chạy: npx benhan kit certify.',
  none: 'Chưa có lượt kiểm thử nào',
  none_note: 'Một thành viên mở lượt bằng POST /lien-thong/certification với mã truy cập của máy chủ mình.',
  declared: (vendor: string) => `${vendor} (theo khai báo)`,
  at: (moment: string) => `lượt ngày ${moment}`,
  valid: (day: string) => `có giá trị đến ${day}`,
  withdrawn: (reason: string) => `Đã thu hồi: ${reason}`,
  steps_passed: (passed: number, all: number) => `${passed}/${all} bước đạt`,
  states: { open: 'Đang chạy', passed: 'Đạt', failed: 'Không đạt', abandoned: 'Bỏ dở' } satisfies Record<
    RunState,
    string
  >,
  ended: 'Hết giá trị',
  taken_back: 'Đã thu hồi',
  withdraw: 'Thu hồi',
  withdraw_title: 'Thu hồi chứng nhận',
  withdraw_reason: 'Lý do thu hồi',
  withdraw_done: 'Đã thu hồi chứng nhận',
  report: 'Báo cáo có chữ ký của trục',
  steps: {
    token: 'Vào bằng khóa riêng',
    send: 'Gửi phiếu chuyển',
    repeat: 'Gửi lại vẫn là một',
    refusal: 'Bị từ chối thì dừng',
    receive: 'Nhận thư đến',
    answer: 'Trả lời thư đến',
    'bad-signature': 'Không nhận thư ký sai',
    correction: 'Bản sửa thay bản cũ',
    return: 'Trở lại sau khi trục ngừng',
  } satisfies Record<StepCode, string>,
}

const en: typeof vi = {
  title: 'Certification of exchange software',
  note: 'The hub judges by what really arrives, not by what is claimed. A vendor runs: npx benhan kit certify.',
  none: 'No run yet',
  none_note: 'A member opens one by POST /lien-thong/certification with the token of its server.',
  declared: (vendor) => `${vendor} (as declared)`,
  at: (moment) => `run of ${moment}`,
  valid: (day) => `valid until ${day}`,
  withdrawn: (reason) => `Withdrawn: ${reason}`,
  steps_passed: (passed, all) => `${passed}/${all} steps passed`,
  states: { open: 'Running', passed: 'Passed', failed: 'Failed', abandoned: 'Abandoned' },
  ended: 'Expired',
  taken_back: 'Withdrawn',
  withdraw: 'Withdraw',
  withdraw_title: 'Withdraw this certification',
  withdraw_reason: 'Reason',
  withdraw_done: 'Certification withdrawn',
  report: 'Report signed by the hub',
  steps: {
    token: 'Token by its own key',
    send: 'Sends a transfer letter',
    repeat: 'Sent again, still one',
    refusal: 'A refusal is final',
    receive: 'Receives a letter',
    answer: 'Answers a letter',
    'bad-signature': 'Declines a wrong signature',
    correction: 'A correction replaces',
    return: 'Comes back after an outage',
  },
}

export const use_words = words_of(vi, en)
