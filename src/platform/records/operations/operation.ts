import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../audit/index.ts'
import type { Store } from '../store.ts'

/** What an operation is given. `type` and `id` are '' where the address does not name them. */
export type OperationCall = {
  store: Store
  caller: Caller
  base: string
  type: string
  id: string
  query: URLSearchParams
  /** Parameters or a resource, its numbers with their own digits; undefined for a GET. */
  body: unknown
  request: FastifyRequest
}

/** The text of a FHIR answer, with a status other than 200 and headers where needed. */
export type OperationAnswer = { text: string; status?: number; headers?: Record<string, string> }

/** A FHIR operation (R4 §3.2): which rooms offer it is said where the server is put together. */
export type Operation = {
  /** With its $. */
  name: string
  /** Canonical address of its definition, for /metadata. */
  definition: string
  on: ('system' | 'type' | 'instance')[]
  /** Absent: every type. */
  types?: string[]
  /** Changes something: asks for fhir.write and POST. */
  writes?: boolean
  run(call: OperationCall): Promise<OperationAnswer>
}
