require('./shims.cjs')
const [modulePath] = process.argv.splice(2, 1)
require(modulePath)
