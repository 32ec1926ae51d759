import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail } from '../../base/outcome/index.ts'
import { make_sample_house, type Signers } from '../../standards/sample-letters/index.ts'
import { software_provider, type SigningProvider } from '../../standards/signatures/index.ts'
import { reason_of } from './record-verbs.ts'

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw fail.value(`Không đọc được khóa ${path} (${reason_of(error)})`, 'signers')
  }
}

/** A doctor's and a facility's key as PEM files in a directory, as `kit samples` writes them. */
export const signers_of_files = (code: string, dir: string): Signers => {
  const provider = (name: string): SigningProvider =>
    software_provider(read(join(dir, `${name}-key.pem`)), read(join(dir, `${name}.pem`)))
  return { code, name: `Cơ sở ${code}`, doctor: provider('doctor'), seal: provider('seal') }
}

/** Signatures nobody trusts: the hub refuses what they sign, and says so. */
export const sample_signers = (code: string): Signers => make_sample_house(code, `Cơ sở ${code}`)
