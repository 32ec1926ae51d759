import { STATUS_CODES, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import { Failure } from '../../base/outcome/index.ts'
import { operation_outcome } from './outcome.ts'

/** What is no HTTP, or too long a head of it, never becomes a request; its sender is answered in words all the same. */
const failure_of_parser = (code: string | undefined): Failure => {
  const refusal = (status: number, issue: 'too-long' | 'structure' | 'transient', message: string): Failure =>
    new Failure(status, [{ severity: 'error', code: issue, message }])
  if (code === 'HPE_HEADER_OVERFLOW')
    return refusal(431, 'too-long', 'Địa chỉ và tiêu đề dài quá 16 kB; câu hỏi dài hãy gửi bằng POST …/_search')
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return refusal(408, 'transient', 'Yêu cầu gửi lên quá chậm nên bị dừng; hãy gửi lại')
  return refusal(400, 'structure', 'Nội dung gửi lên không phải là một yêu cầu HTTP hợp lệ')
}

const linger_ms = 1_000

/** The one place where an answer is written by hand: for whom there is no request, or none that can be answered. */
export const refuse_by_hand = ({ status, issues }: Failure, socket: Duplex): void => {
  const body = JSON.stringify(operation_outcome(issues))
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/fhir+json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
  // Whoever goes on sending gets the answer first: closing at once would take it from him.
  setTimeout(() => socket.destroy(), linger_ms).unref()
}

/** For Fastify's clientErrorHandler. */
export const answer_broken_request = (error: Error & { code?: string | undefined }, socket: Duplex): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy()
  refuse_by_hand(failure_of_parser(error.code), socket)
}

/** RFC 9110 §10.1.1: an expectation nobody knows. Node alone would answer it without a word. */
export const answer_unknown_expectation = (_request: IncomingMessage, response: ServerResponse): void => {
  const message = 'Tiêu đề Expect chỉ được là “100-continue”'
  const issue = { severity: 'error', code: 'not-supported', message, expression: 'Expect' } as const
  const body = JSON.stringify(operation_outcome([issue]))
  response.writeHead(417, { 'content-type': 'application/fhir+json; charset=utf-8', connection: 'close' }).end(body)
}
