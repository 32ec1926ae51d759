export { create_web_server, body_of, session_cookie, body_limit_bytes, type WebServer } from './server.ts'
export { client_certificate, type ProxyTrust, type ServerTls } from './tls.ts'
export { refuse_by_hand } from './broken-request.ts'
export { failure_of, operation_outcome } from './outcome.ts'
