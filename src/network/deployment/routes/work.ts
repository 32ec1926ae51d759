import type { FastifyRequest } from 'fastify'
import type { Caller } from '../../../platform/audit/index.ts'
import type { Sql } from '../../../platform/database/index.ts'
import type { Act } from '../scope.ts'

/** What is done of one facility, in one transaction behind its wall. */
export type Work = (sql: Sql, caller: Caller, place: { facility: string; request: FastifyRequest }) => Promise<unknown>
export type At = (act: Act, work: Work) => (request: FastifyRequest) => Promise<unknown>
