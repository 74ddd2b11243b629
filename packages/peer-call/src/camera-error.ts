import type { DailyCameraErrorObject, DailyCameraErrorType } from '@daily-co/daily-js'
import type { MediaState } from '@wordfare/contracts'
import type { CallEventPayload } from './call-events.ts'

/** A participant's two sources of media, in the order of the connection's media sections. */
export const mediaKinds = ['audio', 'video'] as const
export type MediaKind = (typeof mediaKinds)[number]

/** Why `kind` can't be had; `error` is what the browser threw, `null` where it has no media devices. */
export interface CameraFailure {
  readonly kind: MediaKind
  readonly error: Error | null
}

type Cause =
  | 'permissions-user'
  | 'permissions-browser'
  | 'not-found'
  | 'in-use'
  | 'constraints'
  | 'undefined-mediadevices'
  | 'unknown'

function causeOf({ error }: CameraFailure): Cause {
  if (!error) return 'undefined-mediadevices'
  switch (error.name) {
    case 'NotAllowedError':
      // Chromium's words for "the operating system keeps the device from the browser".
      return /system/i.test(error.message) ? 'permissions-browser' : 'permissions-user'
    case 'SecurityError':
      return 'permissions-browser'
    case 'NotFoundError':
      return 'not-found'
    case 'OverconstrainedError':
      return 'constraints'
    case 'NotReadableError':
    case 'AbortError':
      return 'in-use'
    default:
      return 'unknown'
  }
}

/** The same in the three words that the others are told. */
export function blockedBy(failure: CameraFailure): NonNullable<MediaState['audioBlocked']> {
  const cause = causeOf(failure)
  switch (cause) {
    case 'permissions-user':
    case 'permissions-browser':
      return 'permissions'
    case 'not-found':
    case 'constraints':
    case 'undefined-mediadevices':
      return 'missing'
    case 'in-use':
    case 'unknown':
      return 'in-use'
  }
}

function errorObject(
  cause: Cause,
  kinds: MediaKind[],
  msg: string,
): DailyCameraErrorObject<DailyCameraErrorType> {
  switch (cause) {
    case 'permissions-user':
      return { type: 'permissions', msg, blockedBy: 'user', blockedMedia: kinds }
    case 'permissions-browser':
      return { type: 'permissions', msg, blockedBy: 'browser', blockedMedia: kinds }
    case 'not-found':
      return { type: 'not-found', msg, missingMedia: kinds }
    case 'constraints':
      return { type: 'constraints', msg, reason: 'invalid', failedMedia: kinds }
    case 'in-use':
      if (kinds.length > 1) return { type: 'cam-mic-in-use', msg }
      return { type: kinds[0] === 'video' ? 'cam-in-use' : 'mic-in-use', msg }
    case 'undefined-mediadevices':
      return { type: 'undefined-mediadevices', msg }
    case 'unknown':
      return { type: 'unknown', msg }
  }
}

/** Daily's `camera-error` for what failed at one asking: one event for each cause. */
export function cameraErrors(
  failures: readonly CameraFailure[],
): readonly CallEventPayload<'camera-error'>[] {
  const failedKinds = failures.map(({ kind }) => kind)
  const causes = Map.groupBy(failures, causeOf)
  return [...causes].map(([cause, alike]) => {
    const msg = alike[0]?.error?.message || cause
    return {
      errorMsg: {
        errorMsg: msg,
        audioOk: !failedKinds.includes('audio'),
        videoOk: !failedKinds.includes('video'),
      },
      error: errorObject(
        cause,
        alike.map(({ kind }) => kind),
        msg,
      ),
    }
  })
}
