// What the tests need from Debian: a browser, the outside programs that judge our PDFs, and a PACS to exchange pictures with.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const wanted = {
  '/usr/bin/chromium': 'chromium',
  '/usr/bin/pdfsig': 'poppler-utils',
  '/usr/bin/openssl': 'openssl',
  '/usr/bin/qpdf': 'qpdf',
  '/usr/bin/certutil': 'libnss3-tools',
  '/usr/sbin/Orthanc': 'orthanc',
  '/usr/share/orthanc/plugins/libOrthancDicomWeb.so': 'orthanc-dicomweb',
  '/usr/bin/dump2dcm': 'dcmtk',
}

export const install_debian = () => {
  const missing = Object.entries(wanted)
    .filter(([path]) => !existsSync(path))
    .map(([, name]) => name)
  if (missing.length === 0) return
  if (process.getuid?.() !== 0) {
    console.error(
      `[benhan] thiếu gói Debian: ${missing.join(' ')}; hãy cài bằng quyền root: apt-get install ${missing.join(' ')}`,
    )
    process.exit(1)
  }
  console.log(`[benhan] cài gói Debian: ${missing.join(' ')}`)
  const run = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  run('update', '-qq')
  const done = run('install', '-y', '-qq', '--no-install-recommends', ...missing)
  if (done.status !== 0) process.exit(done.status ?? 1)
}
