/** Who brings a one-time code to the person: an SMS or ZNS gateway, set up by the installation. */
export type OtpSender = {
  send(message: { facility: string; phone: string; text: string }): Promise<void>
  /** No message really leaves: the code is shown to who took the request down (the demonstration, and tests). */
  shows_code?: boolean
}

/** Sends nothing and says so. */
export const demo_otp: OtpSender = { send: () => Promise.resolve(), shows_code: true }
