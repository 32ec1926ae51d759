import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { Scopes } from '../../../standards/smart-scopes/index.ts'
import type { Right as DemandedRight } from '../../access/index.ts'
import type { Caller } from '../../audit/index.ts'
import type { Need } from '../reach.ts'
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
  /** Of an app's token: what goes along beyond `needs` must still be within its reach. */
  scopes?: Scopes | undefined
}

/** The text of a FHIR answer, with a status other than 200 and headers where needed. */
export type OperationAnswer = {
  text: string | Readable
  status?: number
  headers?: Record<string, string>
  /** Media type of what is not FHIR. */
  type?: string
}

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
  /** What it asks for instead of fhir.write. */
  right?: DemandedRight
  /** Reads `_format` and Accept itself: its answer is not FHIR's JSON only. */
  own_format?: boolean
  /**
   * What an app's token must reach before the operation runs for it; within that it runs as for anybody. Absent: tokens
   * that hold anything back are refused, for nobody said what the operation gives.
   */
  needs?(call: Pick<OperationCall, 'type' | 'id' | 'query' | 'body'>): Need[]
  run(call: OperationCall): Promise<OperationAnswer>
}
