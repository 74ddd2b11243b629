import { act, renderHook } from '@testing-library/react'
import { expect, it, vi } from 'vitest'
import { useRequest } from './use-request.ts'

/** A form’s request whose answer the test gives. */
function aRequest() {
  const answers: PromiseWithResolvers<string>[] = []
  const ask = vi.fn<(input: number) => Promise<string>>(() => {
    const answer = Promise.withResolvers<string>()
    answers.push(answer)
    return answer.promise
  })
  const onAnswer = vi.fn<(answer: string) => void>()
  const onFailure = vi.fn<(error: unknown) => void>()
  const { result, unmount } = renderHook(() => useRequest(ask))
  const send = (input: number) =>
    act(() => void result.current.send(input, { onAnswer, onFailure }))
  return { answers, ask, onAnswer, onFailure, result, unmount, send }
}

it('says that it is sending, and tells the answer', async () => {
  const { answers, ask, onAnswer, result, send } = aRequest()
  send(7)
  expect(ask).toHaveBeenCalledWith(7)
  expect(result.current).toMatchObject({ isSending: true, error: null })
  await act(async () => answers[0]?.resolve('here'))
  expect(result.current).toMatchObject({ isSending: false, error: null })
  expect(onAnswer).toHaveBeenCalledExactlyOnceWith('here')
})

it('keeps what it failed with until the next', async () => {
  const { answers, onFailure, result, send } = aRequest()
  const failure = new Error('no')
  send(7)
  await act(async () => answers[0]?.reject(failure))
  expect(result.current).toMatchObject({ isSending: false, error: failure })
  expect(onFailure).toHaveBeenCalledExactlyOnceWith(failure)
  send(8)
  expect(result.current).toMatchObject({ isSending: true, error: null })
})

it('tells nobody what comes of it after the form was reset', async () => {
  const { answers, onAnswer, result, send } = aRequest()
  send(7)
  act(() => result.current.reset())
  expect(result.current.isSending).toBe(false)
  await act(async () => answers[0]?.resolve('too late'))
  expect(onAnswer).not.toHaveBeenCalled()
})

it('tells nobody what comes of it after the form has gone', async () => {
  const { answers, onAnswer, send, unmount } = aRequest()
  send(7)
  unmount()
  await act(async () => answers[0]?.resolve('too late'))
  expect(onAnswer).not.toHaveBeenCalled()
})
