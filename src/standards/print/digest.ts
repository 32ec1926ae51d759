import { createHash } from 'node:crypto'

export const digest_of = (text: string): string => createHash('sha256').update(text).digest('hex')
