import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { make_sample_house, type SampleHouse } from '../../standards/sample-letters/index.ts'
import { bundle_samples } from './samples-bundles.ts'
import { data_samples } from './samples-data.ts'
import { dossier_samples } from './samples-dossiers.ts'
import { package_samples } from './samples-package.ts'
import { sample_facility, sample_recipient, type Sample } from './sample.ts'

const readme = (samples: Sample[]): string => {
  const rows = samples.map(({ name, vi, en, answer }) => `| \`${name}\` | ${vi} | ${en} | ${answer} |`)
  return [
    '# Tệp mẫu liên thông / Sample files of the hub',
    '',
    `Nơi gửi ${sample_facility.code}, nơi nhận ${sample_recipient}: không có thật; người bệnh không có thật. Chữ ký là thật, của một gốc`,
    'thử nghiệm vừa lập (`keys/root.pem`), không ai tin nếu chưa được bảo tin.',
    'Sender, recipient and person do not exist. Signatures are real, under a demo root made just now that nobody trusts until told to.',
    '',
    'Kiểm tra / check: `npx benhan kit validate --facility 24999 --trust keys/root.pem --seal keys/seal.pem <tệp>`',
    '',
    '| tệp / file | cho thấy | shows | trục trả lời / the hub answers |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n')
}

const write_keys = (dir: string, { root_pem, doctor, seal, keys }: SampleHouse): void => {
  const files = {
    ...{ 'root.pem': root_pem, 'doctor.pem': doctor.certificate, 'seal.pem': seal.certificate },
    ...{ 'doctor-key.pem': keys.doctor_pem, 'seal-key.pem': keys.seal_pem },
  }
  mkdirSync(join(dir, 'keys'), { recursive: true })
  for (const [name, pem] of Object.entries(files)) writeFileSync(join(dir, 'keys', name), pem, { mode: 0o600 })
}

/** Writes the whole set with a demo authority made at once. @returns what was written */
export const write_samples = async (dir: string): Promise<Sample[]> => {
  const house = make_sample_house(sample_facility.code, sample_facility.name)
  const samples = [
    ...[...(await bundle_samples(house)), ...(await data_samples(house))],
    ...[...(await dossier_samples(house)), ...(await package_samples(house))],
  ]
  write_keys(dir, house)
  for (const { name, bytes } of samples) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), bytes)
  }
  writeFileSync(join(dir, 'README.md'), readme(samples))
  return samples
}
