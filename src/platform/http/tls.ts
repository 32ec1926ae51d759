import { createServer as create_plain, type RequestListener, type Server } from 'node:http'
import { createServer as create_tls } from 'node:https'
import { X509Certificate } from 'node:crypto'
import { TLSSocket } from 'node:tls'
import type { FastifyRequest } from 'fastify'
import { bare_address } from './address.ts'

/** Key and certificate (PEM) by which this process speaks TLS itself. */
export type ServerTls = { key: string; cert: string }

/**
 * Every client is asked for a certificate and none is turned away for it here: which certificate is whose is known by its
 * digest (RFC 8705 §2.2), and a browser of the staff has none.
 */
export const make_server = (tls: ServerTls | undefined, listener: RequestListener): Server =>
  tls
    ? create_tls({ ...tls, requestCert: true, rejectUnauthorized: false, minVersion: 'TLSv1.2' }, listener)
    : create_plain(listener)

/** Who puts a client's certificate into which header: believed only where the connection comes from one of these. */
export type ProxyTrust = { addresses: readonly string[]; header: string }

const as_certificate = (bytes: string | Buffer): X509Certificate | undefined => {
  try {
    return new X509Certificate(bytes)
  } catch {
    return undefined
  }
}

/** RFC 9440 (`:base64 of DER:`), or PEM as nginx writes it ($ssl_client_escaped_cert). */
const read_header = (text: string): X509Certificate | undefined => {
  const structured = /^:([A-Za-z0-9+/=]+):$/.exec(text)?.[1]
  if (structured !== undefined) return as_certificate(Buffer.from(structured, 'base64'))
  try {
    return as_certificate(decodeURIComponent(text))
  } catch {
    return undefined
  }
}

/** The certificate whose key the other end of the line has shown to hold; of a proxy's line, as the proxy says. */
export const client_certificate = (
  { raw, headers }: FastifyRequest,
  proxy: ProxyTrust | undefined,
): X509Certificate | undefined => {
  const { socket } = raw
  if (proxy?.addresses.includes(bare_address(socket.remoteAddress))) {
    const said = headers[proxy.header]
    return typeof said === 'string' ? read_header(said) : undefined
  }
  return socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined
}
