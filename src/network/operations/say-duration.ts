/** As people say it: 4,5 giây; 3 phút 20 giây; 5 giờ 10 phút; 3 ngày. */
export const say_duration = (ms: number): string => {
  const seconds = ms / 1_000
  if (seconds < 60) return `${(Math.round(seconds * 10) / 10).toString().replace('.', ',')} giây`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} phút ${Math.round(seconds % 60)} giây`.replace(' 0 giây', '')
  const hours = Math.floor(minutes / 60)
  return hours < 72 ? `${hours} giờ ${minutes % 60} phút`.replace(' 0 phút', '') : `${Math.floor(hours / 24)} ngày`
}
