import { registerHooks } from 'node:module'

// Loaded into a server whose start is looked at: says which files it loads, when it does.
registerHooks({
  load(url, context, next) {
    console.log(`loads ${url}`)
    return next(url, context)
  },
})
