import { fail } from '../../../base/outcome/index.ts'

/** Who brings a one-time code to the person: an SMS or ZNS gateway, set up by the installation. */
export type OtpSender = {
  send(message: { facility: string; phone: string; text: string }): Promise<void>
  /** No message really leaves: the code is shown to who took the request down (the demonstration, and tests). */
  shows_code?: boolean
}

/** A house that has set up no gateway asks for the signature on paper: a code shown to staff would prove nothing. */
export const no_otp: OtpSender = {
  send: () => Promise.reject(fail.rule('Cơ sở chưa có kênh gửi mã xác nhận; hãy lấy chữ ký trên giấy', 'channel')),
}

/** For the demonstration and tests: sends nothing and says so. */
export const demo_otp: OtpSender = { send: () => Promise.resolve(), shows_code: true }
