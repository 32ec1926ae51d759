import { local_time } from '../../base/time/index.ts'
import type { PackageVerdict } from '../../standards/record-package/index.ts'
import type { PackageView } from './contract.ts'

/** Documents a person may want to read; signatures and certificates are what they are judged by. */
const is_read = new Set(['pdf', 'hsba-xml', 'hsba-json', 'fhir', 'other'])

/** What is kept of the judgement of a package: its documents, each with who signed it and what is wrong with it. */
export const to_package_view = ({ manifest, files }: PackageVerdict): PackageView => ({
  made_at: manifest ? local_time(manifest.made_at) : '',
  facility: manifest?.facility.name ?? '',
  files: files
    .filter(({ what, problems }) => is_read.has(what) || problems.length > 0)
    .map(({ name, title, what, problems, signatures }) => ({
      ...{ name, title, what, problem: problems.join('; ') },
      size: manifest?.files.find((one) => one.name === name)?.size ?? 0,
      signers: [...new Set(signatures.map(({ signer, organization }) => organization ?? signer))],
    })),
})
