/**
 * What a browser build gets instead of this package. Nothing is exported, so that importing a name fails the build;
 * and what slips through as a namespace fails when it is loaded.
 */
throw new Error('this package holds the Daily API key and never runs in a browser')
