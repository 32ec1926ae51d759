import { why_no_answer } from '../../../base/outcome/index.ts'
import { tidy_spaces } from '../../../base/text/index.ts'
import type { SmsSettings } from '../contract.ts'
import { fill_template, type Filling } from './template.ts'

/** One message through one gateway. @returns the gateway's own number; a problem in words, never with the message itself */
export type SmsGateway = {
  send(message: { phone: string; text: string; id: string }): Promise<{ receipt: string; problem: string }>
}

const timeout_ms = 20_000

/** Letters without marks: what a telephone shows as one message (GSM 03.38) and not as three. */
const plain = (text: string): string =>
  tidy_spaces(text).normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gu, 'd').replace(/Đ/gu, 'D')

const phone_as = (phone: string, form: SmsSettings['phone_form']): string =>
  form === '0' ? phone : `${form}${phone.slice(1)}`

const field_of = (answer: unknown, name: string): string => {
  const value = typeof answer === 'object' && answer !== null ? (answer as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : ''
}

/** An answer may repeat what was sent: of it only a short code is said on. */
const short = (value: string): string => (/^[\w.-]{1,20}$/.test(value) ? value : 'không rõ')

type Asked = { status: number; answer: unknown }

const judge = ({ status, answer }: Asked, settings: SmsSettings): string => {
  if (status === 401 || status === 403)
    return `Kênh tin nhắn không nhận tài khoản (HTTP ${status}); kiểm tra bí mật và tiêu đề authorization`
  if (status === 404 || status === 405 || (status >= 300 && status < 400))
    return `Ở địa chỉ này không có cửa nhận tin nhắn (HTTP ${status}); kiểm tra địa chỉ`
  if (status < 200 || status >= 300) return `Kênh tin nhắn trả lời HTTP ${status}`
  const said = settings.ok_field === '' ? '' : field_of(answer, settings.ok_field)
  return said === settings.ok_value || settings.ok_field === ''
    ? ''
    : `Kênh tin nhắn từ chối: ${settings.ok_field} = ${short(said)}`
}

/** @param secret of the house at the gateway; from the secrets of the installation, never from the database */
export const http_sms = (settings: SmsSettings, secret: string): SmsGateway => ({
  async send({ phone, text, id }) {
    const filling: Filling = {
      dien_thoai: phone_as(phone, settings.phone_form),
      noi_dung: settings.is_plain ? plain(text) : text,
      ...{ thuong_hieu: settings.brand, ma_gui: id, bi_mat: secret },
    }
    const { body, content_type, authorization } = fill_template(settings, filling)
    try {
      const response = await fetch(new URL(settings.path, settings.base_url), {
        ...{ method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(timeout_ms), body },
        headers: { 'content-type': content_type, ...(authorization ? { authorization } : {}) },
      })
      const asked: Asked = { status: response.status, answer: await response.json().catch(() => undefined) }
      const receipt = settings.receipt_field === '' ? '' : field_of(asked.answer, settings.receipt_field)
      return { problem: judge(asked, settings), receipt: receipt.slice(0, 100) }
    } catch (error) {
      return { problem: `Không liên lạc được với kênh tin nhắn: ${why_no_answer(error, timeout_ms)}`, receipt: '' }
    }
  },
})
