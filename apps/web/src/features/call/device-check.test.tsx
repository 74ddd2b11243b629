import { DailyProvider } from '@daily-co/daily-react'
import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { playerIdSchema } from '@wordfare/contracts'
import { asDailyCall, createPeerCall } from '@wordfare/peer-call'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { DeviceCheck } from './device-check.tsx'

type Kind = 'audio' | 'video'

/** A camera and a microphone; `refusal` is what the browser says instead of giving them. */
function aBrowser(refusal: Error | null = null) {
  const getUserMedia = vi.fn<
    (asked: Partial<Record<Kind, unknown>>) => Promise<{ getTracks: () => EventTarget[] }>
  >(async (asked) => {
    if (refusal) throw refusal
    const kinds = (['audio', 'video'] as const).filter((kind) => asked[kind])
    const tracks = kinds.map((kind) =>
      Object.assign(new EventTarget(), {
        kind,
        enabled: true,
        stop: () => undefined,
        getSettings: () => ({ deviceId: `${kind}-1` }),
      }),
    )
    return { getTracks: () => tracks }
  })
  const devices = Object.assign(new EventTarget(), {
    getUserMedia,
    enumerateDevices: async () => [
      { kind: 'videoinput', deviceId: 'video-1', label: 'Lid camera', groupId: '' },
      { kind: 'audioinput', deviceId: 'audio-1', label: '', groupId: '' },
    ],
  })
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that a call asks of it
  return { devices: devices as unknown as MediaDevices, getUserMedia }
}

// What jsdom has no notion of: media.
beforeEach(() => {
  vi.stubGlobal('MediaStream', EventTarget)
  vi.stubGlobal('MediaStreamTrack', EventTarget)
})
afterEach(() => {
  Reflect.deleteProperty(navigator, 'mediaDevices')
  vi.unstubAllGlobals()
})

function open(mediaDevices: MediaDevices | undefined, isPeer = false) {
  if (mediaDevices)
    Object.defineProperty(navigator, 'mediaDevices', { value: mediaDevices, configurable: true })
  const call = createPeerCall({
    player: { playerId: playerIdSchema.parse('p'.repeat(22)), name: 'Cy' },
    signalling: {
      enter: () => {
        throw new Error('nobody joins here')
      },
    },
    browser: {
      mediaDevices,
      document,
      createConnection: () => {
        throw new Error('nobody connects here')
      },
      createMeter: () => ({ level: () => 0, close: () => undefined }),
    },
  })
  const onJoin = vi.fn<(media: Record<Kind, boolean>) => void>()
  const onCancel = vi.fn<() => void>()
  render(
    <DailyProvider callObject={asDailyCall(call)}>
      <DeviceCheck name="Cy" isPeer={isPeer} onJoin={onJoin} onCancel={onCancel} />
    </DailyProvider>,
  )
  return { onJoin, onCancel, user: userEvent.setup() }
}

const button = (name: string) => screen.findByRole('button', { name })

test('nothing is asked of the browser until the player turns something on', async () => {
  const { devices, getUserMedia } = aBrowser()
  const { user, onJoin } = open(devices)
  await user.click(await button('Join muted, camera off'))
  expect(onJoin.mock.calls).toEqual([[{ audio: false, video: false }]])
  expect(getUserMedia).not.toHaveBeenCalled()
})

test('joins with what is on', async () => {
  const { devices } = aBrowser()
  const { user, onJoin } = open(devices)

  await user.click(await button('Turn the microphone on'))
  await user.click(await button('Join with microphone only'))
  await user.click(await button('Turn the camera on'))
  await user.click(await button('Join with camera and microphone'))
  await user.click(await button('Turn the microphone off'))
  await user.click(await button('Join with camera, muted'))
  expect(onJoin.mock.calls).toEqual([
    [{ audio: true, video: false }],
    [{ audio: true, video: true }],
    [{ audio: false, video: true }],
  ])
})

test('checks both at once, and the focus stays in the dialog', async () => {
  const { devices, getUserMedia } = aBrowser()
  const { user } = open(devices)
  await user.click(await button('Check camera and microphone'))
  expect(await button('Turn the camera off')).toHaveFocus()
  expect(getUserMedia).toHaveBeenCalledOnce()
  expect(await screen.findByText('Camera and microphone allowed')).toBeVisible()
  expect(await screen.findByRole('combobox', { name: 'Camera' })).toHaveValue('video-1')
  expect(screen.getByRole('option', { name: 'Microphone 1' })).toBeInTheDocument()
  expect(screen.getByRole('meter', { name: 'Microphone level' })).toHaveAttribute(
    'aria-valuetext',
    'silent',
  )
})

test('a refusal is told with what helps, and one can join without', async () => {
  const { devices } = aBrowser(Object.assign(new Error('no'), { name: 'NotAllowedError' }))
  const { user, onJoin } = open(devices)
  await user.click(await button('Turn the camera on'))
  expect(await screen.findByText('Camera blocked')).toBeVisible()
  await user.click(await button('Join muted, camera off'))
  expect(onJoin).toHaveBeenCalledWith({ audio: false, video: false })
})

test('a page that is not secure is told at once, with no device to choose', async () => {
  open(undefined)
  expect(await screen.findByText('No camera or microphone on this page')).toBeVisible()
  for (const picker of screen.getAllByRole('combobox')) {
    expect(picker).toBeDisabled()
    expect(picker).toHaveAccessibleDescription()
  }
})

test('says who sees the address, only in a call between browsers', async () => {
  open(aBrowser().devices, true)
  expect(await screen.findByText(/can see your network address/)).toBeVisible()
})

test('closing the dialog keeps the player out of the call', async () => {
  const { user, onCancel, onJoin } = open(aBrowser().devices)
  await user.click(await button('Stay out of the call'))
  expect(onCancel).toHaveBeenCalledOnce()
  expect(onJoin).not.toHaveBeenCalled()
})
