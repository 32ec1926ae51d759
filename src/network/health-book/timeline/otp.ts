import { fail } from '../../../base/outcome/index.ts'

/** One code to one telephone. `id` is the same for nothing else: a gateway that takes a number of ours gets it. */
export type OtpMessage = { facility: string; phone: string; text: string; id: string }

/** `receipt`: the gateway's own number; `shows_code`: nothing left the house, who took the request down is shown the code. */
export type OtpSent = { receipt: string; shows_code: boolean }

/** Who brings a one-time code to the person: an SMS or ZNS gateway, set up by the house (messages/sms.ts). */
export type OtpSender = {
  /** Whether codes can be sent from this house at all. */
  is_on(facility: string): Promise<boolean>
  /** @throws 422, 503 in words for the clerk, never with the message itself */
  send(message: OtpMessage): Promise<OtpSent>
}

/** A house that has set up no gateway asks for the signature on paper: a code shown to staff would prove nothing. */
export const no_otp: OtpSender = {
  is_on: () => Promise.resolve(false),
  send: () =>
    Promise.reject(
      fail.rule(
        'Cơ sở chưa có kênh gửi mã xác nhận; hãy lấy chữ ký trên giấy, hoặc nhờ quản trị (IT) nối kênh tin nhắn',
        'channel',
      ),
    ),
}

/** For the demonstration and tests: sends nothing and says so. */
export const demo_otp: OtpSender = {
  is_on: () => Promise.resolve(true),
  send: () => Promise.resolve({ receipt: '', shows_code: true }),
}
