/** Where the owner of a Daily account finds its API key. */
export const API_KEY_PAGE = 'https://dashboard.daily.co/developers'

export type SettingFaultReason =
  | 'missing'
  | 'has-whitespace'
  | 'has-bearer-prefix'
  | 'has-odd-characters'
  | 'too-short'
  | 'placeholder'
  | 'not-a-url'
  | 'not-https'
  | 'has-credentials'
  | 'has-query'
  | 'out-of-range'

/** A setting that the server cannot start with. Says which and why, and never what its value was. */
export class SettingFault extends Error {
  override readonly name = 'SettingFault'
  readonly setting: 'apiKey' | 'apiUrl' | 'roomTtlSeconds'
  readonly reason: SettingFaultReason

  constructor(setting: SettingFault['setting'], reason: SettingFaultReason, help: string) {
    super(`${setting} is refused (${reason}): ${help}`)
    this.setting = setting
    this.reason = reason
  }
}
