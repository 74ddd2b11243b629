import { expect, test } from 'vitest'
import { deviceProblems, type DeviceState } from './device-problem.ts'

const ask = (camState: DeviceState, micState: DeviceState) =>
  deviceProblems({ camState, micState, cameraError: null })

test.each<DeviceState>(['idle', 'pending', 'granted'])('%s is no problem', (state) => {
  expect(ask(state, state)).toEqual([])
})

test.each<[DeviceState, string, RegExp]>([
  ['blocked', 'Camera blocked', /beside the page’s address/],
  ['not-found', 'No camera found', /Plug one in/],
  ['in-use', 'Camera in use', /other program/],
  ['constraints-invalid', 'Camera can’t be used', /another one/],
  ['undefined-mediadevices', 'No camera on this page', /https/],
  ['not-supported', 'No camera on this page', /https/],
  ['unknown', 'Camera did not start', /again/],
])('a camera that is %s is told with what helps', (state, title, help) => {
  expect(ask(state, 'granted')).toEqual([{ title, help: expect.stringMatching(help) }])
})

test('each device has its own problem, and one that they share is told once', () => {
  expect(ask('in-use', 'not-found').map(({ title }) => title)).toEqual([
    'Camera in use',
    'No microphone found',
  ])
  expect(ask('blocked', 'blocked').map(({ title }) => title)).toEqual([
    'Camera and microphone blocked',
  ])
})

test('a system that keeps the devices from the browser is told apart', () => {
  const [problem] = deviceProblems({
    camState: 'blocked',
    micState: 'granted',
    cameraError: {
      type: 'permissions',
      msg: '',
      blockedBy: 'browser',
      blockedMedia: ['video'],
    },
  })
  expect(problem?.help).toMatch(/settings of your system/)
})
