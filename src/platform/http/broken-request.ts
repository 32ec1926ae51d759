import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
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

/** For Fastify's clientErrorHandler: the one place where an answer is written by hand, since there is no request yet. */
export const answer_broken_request = (error: Error & { code?: string | undefined }, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) return void socket.destroy()
  const { status, issues } = failure_of_parser(error.code)
  const body = JSON.stringify(operation_outcome(issues))
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\ncontent-type: application/fhir+json; charset=utf-8\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
  // Whoever goes on sending gets the answer first: closing at once would take it from him.
  setTimeout(() => socket.destroy(), linger_ms).unref()
}
