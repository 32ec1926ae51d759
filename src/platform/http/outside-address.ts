import { fail } from '../../base/outcome/index.ts'

const local_hosts = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The address of a system outside to which a password goes, without its last slash.
 * @param what its name, for people; `field`: where it was typed
 * @throws 422 an address over which the password would go in the clear
 */
export const read_outside_address = (text: string, what: string, field: string): string => {
  const url = URL.parse(text.trim())
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw fail.value(`${what} phải có dạng https://…, không kèm tài khoản`, field)
  if (url.protocol === 'http:' && !local_hosts.has(url.hostname))
    throw fail.value(`${what} phải là https: mật khẩu kết nối đi trên đường này`, field)
  return url.href.replace(/\/+$/, '')
}
