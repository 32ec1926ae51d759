import { randomInt, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(scrypt) as (code: string, salt: string, length: number) => Promise<Buffer>

/** Six digits: short enough to be read out, too many to be guessed in five tries. */
export const new_code = (): string => String(randomInt(1_000_000)).padStart(6, '0')

/** Slow on purpose: a million codes are all there are, and whoever reads the table must not try them in a second. */
export const hash_of_code = async (id: string, code: string): Promise<string> =>
  (await derive(code, id, 32)).toString('hex')

export const is_code = async (id: string, code: string, hash: string): Promise<boolean> => {
  const known = Buffer.from(hash, 'hex')
  const told = Buffer.from(await hash_of_code(id, code), 'hex')
  return known.length === told.length && timingSafeEqual(known, told)
}
