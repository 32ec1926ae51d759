import type { StepCode } from './contract.ts'

type Step = {
  code: StepCode
  vi: string
  en: string
  /** What to do, for who has to. */
  todo: { vi: string; en: string }
  links: string[]
}

/** The script: steps in their order, and what is asked in each. `{partner}` is the code of the other side. */
export const script: Step[] = [
  {
    code: 'token',
    ...{ vi: 'Vào bằng khóa riêng', en: 'Token by private_key_jwt' },
    todo: {
      vi: 'Lấy mã truy cập bằng private_key_jwt (không bằng mã bí mật), rồi mở lượt kiểm thử.',
      en: 'Get a token by private_key_jwt (not by a secret), then open a run.',
    },
    links: ['POST /oauth/token'],
  },
  {
    code: 'send',
    ...{ vi: 'Gửi phiếu chuyển cơ sở', en: 'Send a transfer letter' },
    todo: {
      vi: 'Gửi một phiếu chuyển cơ sở có đủ chữ ký tới {partner}. Chỉ dùng người bệnh không có thật.',
      en: 'Send a properly signed transfer letter to {partner}. Use a synthetic person only.',
    },
    links: ['POST /fhir', 'POST /lien-thong/documents'],
  },
  {
    code: 'repeat',
    ...{ vi: 'Gửi lại: vẫn là một', en: 'Send it again: still one' },
    todo: {
      vi: 'Gửi lại đúng phiếu vừa gửi (cùng mã tài liệu, cùng nội dung), như khi mất trả lời.',
      en: 'Send the very same letter again (same identity, same bytes), as if the answer had been lost.',
    },
    links: ['POST /fhir', 'POST /lien-thong/documents'],
  },
  {
    code: 'refusal',
    ...{ vi: 'Bị từ chối thì dừng', en: 'A refusal is final' },
    todo: {
      vi: 'Gửi tới {partner} một phiếu chưa ký. Trục trả 422: giữ lại cho người xem, không tự gửi lại.',
      en: 'Send an unsigned letter to {partner}. The hub answers 422: keep it for a person, do not send it again.',
    },
    links: ['POST /fhir', 'POST /lien-thong/documents'],
  },
  {
    code: 'receive',
    ...{ vi: 'Nhận thư đến', en: 'Receive a letter' },
    todo: {
      vi: 'Nhận thư của {partner}, kiểm tra chữ ký, chuyển phiếu giao sang “received”.',
      en: 'Fetch the letter from {partner}, verify it, turn its Task to “received”.',
    },
    links: ['GET /fhir/Task?status=requested', 'GET /lien-thong/inbox'],
  },
  {
    code: 'answer',
    ...{ vi: 'Trả lời thư đến', en: 'Answer a letter' },
    todo: {
      vi: 'Chấp nhận thư đó, hoặc từ chối kèm lý do.',
      en: 'Accept that letter, or reject it with a reason.',
    },
    links: ['PUT /fhir/Task/in-…', 'POST /lien-thong/inbox/…'],
  },
  {
    code: 'bad-signature',
    ...{ vi: 'Không nhận thư ký sai', en: 'Decline what is wrongly signed' },
    todo: {
      vi: 'Một thư nữa của {partner} đang chờ, mang chữ ký không đứng vững. Kiểm tra theo /lien-thong/trust/{partner} và từ chối kèm lý do.',
      en: 'Another letter from {partner} waits; its signatures do not hold. Verify by /lien-thong/trust/{partner} and reject it with a reason.',
    },
    links: ['GET /lien-thong/trust/{partner}', 'PUT /fhir/Task/in-…', 'POST /lien-thong/inbox/…'],
  },
  {
    code: 'correction',
    ...{ vi: 'Bản sửa thay bản cũ', en: 'A correction replaces' },
    todo: {
      vi: 'Gửi bản sửa của phiếu đã gửi ở bước 2: mã mới, ghi “thay thế” bản cũ.',
      en: 'Send a correction of the letter of step 2: a new identity that replaces the old one.',
    },
    links: ['POST /fhir (relatesTo: replaces)', 'POST /lien-thong/documents (replaces)'],
  },
  {
    code: 'return',
    ...{ vi: 'Trục ngừng rồi trở lại', en: 'Come back after an outage' },
    todo: {
      vi: 'Trong lúc trục trả 503 với Retry-After, gửi một phiếu chuyển tới {partner}; chờ đúng hạn và gửi lại cho tới khi trục nhận.',
      en: 'While the hub answers 503 with Retry-After, send a transfer letter to {partner}; wait as told and send again until it is taken.',
    },
    links: ['POST /fhir', 'POST /lien-thong/documents'],
  },
]

/** @throws for a code that is not in the script */
export const step_of = (code: StepCode): Step => {
  const found = script.find((one) => one.code === code)
  if (!found) throw new Error(`no step ${code}`)
  return found
}
